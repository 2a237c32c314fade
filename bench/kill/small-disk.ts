import { execFileSync } from 'node:child_process'
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A small file system in memory, on which a node has its data and its log. */
export interface SmallDisk {
  path: string
  /** Writes a file until nothing more fits. */
  fill(): void
  /** Removes that file. */
  clear(): void
  remove(): void
}

/** A new database takes 110 MB. It grows by its messages, and by its write-ahead log, up to 1 GB between two checkpoints. */
const leastMegabytes = 400
const megabytesPerMessage = 0.5

/** Mounts a file system with room for this number of messages. Returns the reason as text if this system does not let the process do that. */
export function mountSmallDisk(messages: number): SmallDisk | string {
  const megabytes = Math.ceil(leastMegabytes + messages * megabytesPerMessage)
  const path = mkdtempSync(join(tmpdir(), 'entente-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', path], { stdio: 'pipe' })
  } catch (error) {
    rmSync(path, { recursive: true, force: true })
    return `mounting needs root: ${error instanceof Error ? error.message.split('\n')[0] : error}`
  }
  chmodSync(path, 0o755)
  const ballast = join(path, 'ballast')
  const unmount = () => {
    try {
      execFileSync('umount', ['-l', path], { stdio: 'pipe' })
      rmSync(path, { recursive: true, force: true })
    } catch {
      // It was unmounted before.
    }
  }
  process.once('exit', unmount)
  return {
    path,
    fill() {
      const file = openSync(ballast, 'w')
      try {
        for (const size of [1024 * 1024, 4096]) {
          const piece = Buffer.alloc(size)
          try {
            for (;;) writeSync(file, piece)
          } catch {
            // This size no longer fits.
          }
        }
      } finally {
        closeSync(file)
      }
    },
    clear: () => rmSync(ballast, { force: true }),
    remove: unmount,
  }
}

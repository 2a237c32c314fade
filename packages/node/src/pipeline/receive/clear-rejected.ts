import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** As long as a message that cannot be read is kept readable. */
const keptMs = 72 * 3_600_000
export const rejectedFolder = (senderFolder: string): string => join(senderFolder, 'rejected')

/**
 * Removes what was rejected 72 hours before `now` or earlier: it may name people, and nothing else would ever delete it. Counted from when it was moved there,
 * whatever the file says of its own age. Returns how many went.
 */
export async function clearRejected(senderFolders: readonly string[], now: number): Promise<number> {
  let gone = 0
  for (const folder of senderFolders.map(rejectedFolder)) {
    // A sender may write into its folder: a link there would make the node delete elsewhere.
    if ((await lstat(folder).catch(() => null))?.isDirectory() !== true) continue
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = join(folder, entry.name)
      const found = entry.isFile() ? await lstat(path).catch(() => null) : null
      // The time of change is the one that a move sets and no program can.
      if (found === null || found.ctimeMs > now - keptMs) continue
      await rm(path, { force: true })
      gone += 1
    }
  }
  return gone
}

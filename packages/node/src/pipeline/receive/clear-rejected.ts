import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Rejected files are kept for the same time as unreadable messages. */
const keptMs = 72 * 3_600_000
export const rejectedFolder = (senderFolder: string): string => join(senderFolder, 'rejected')

/**
 * Removes files rejected at least 72 hours before `now`: they may name people, and nothing else deletes them. The time counts from the
 * move, whatever the file's own age. Returns the number removed.
 */
export async function clearRejected(senderFolders: readonly string[], now: number): Promise<number> {
  let gone = 0
  for (const folder of senderFolders.map(rejectedFolder)) {
    // A sender may write into its folder; following a link there would delete files elsewhere.
    if ((await lstat(folder).catch(() => null))?.isDirectory() !== true) continue
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = join(folder, entry.name)
      const found = entry.isFile() ? await lstat(path).catch(() => null) : null
      // A move sets ctime, and no program can set it otherwise.
      if (found === null || found.ctimeMs > now - keptMs) continue
      await rm(path, { force: true })
      gone += 1
    }
  }
  return gone
}

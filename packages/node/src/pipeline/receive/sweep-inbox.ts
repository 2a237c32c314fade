import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SenderFolder } from './inbox-folders.ts'
import { isReceived, markOf, putBack } from './move-file.ts'
import { receiveFile } from './receive-file.ts'
import type { SenderRow } from './receive-message.ts'
import type { RetryLater } from './retry-later.ts'
import type { InboxDeps } from './watch-inbox.ts'

const quietMs = 2000
/** Names under which programs write before they rename. */
const unfinished = /^\.|\.(part|tmp|filepart|crdownload)$|~$/i

/** What is known of the files from one look to the next: since when each has been as it is, and what is left alone for a while. */
export interface Sweeps {
  seen: Map<string, { mark: string; since: number }>
  later: RetryLater
}

/** Receives every file that is ready. One sweep at a time. */
export async function sweepInbox(
  deps: InboxDeps,
  folders: readonly SenderFolder<SenderRow>[],
  { seen, later }: Sweeps,
): Promise<void> {
  const present = new Set<string>()
  for (const folder of folders) {
    for (const entry of await readdir(folder.path, { withFileTypes: true }).catch(() => [])) {
      if (!entry.isFile()) continue
      if (isReceived(entry.name)) await putBack(folder.path, entry.name)
      if (unfinished.test(entry.name)) continue
      const path = join(folder.path, entry.name)
      present.add(path)
      if (await isReady(path, seen)) await receiveFile(deps, folder, entry.name, later)
    }
  }
  for (const path of seen.keys()) if (!present.has(path)) seen.delete(path)
  later.keep(present)
}

/** Unchanged for two seconds, by its own times or as seen here. A renamed file was finished before: its time of change is in the past. */
async function isReady(path: string, seen: Sweeps['seen']): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  if (found === null) return false
  const now = Date.now()
  const mark = markOf(found)
  const before = seen.get(path)
  if (before?.mark !== mark) seen.set(path, { mark, since: now })
  // A time in the future (another machine's clock) proves nothing: then only what was seen counts.
  const quietFor = found.mtimeMs <= now ? now - found.mtimeMs : 0
  return quietFor >= quietMs || (before?.mark === mark && now - before.since >= quietMs)
}

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SenderRow } from '../gateway/pipeline-steps.ts'
import type { SenderFolder } from './inbox-folders.ts'
import { isReceived, markOf, putBack } from './move-file.ts'
import { receiveFile } from './receive-file.ts'
import type { RetryLater } from './retry-later.ts'
import type { InboxDeps } from './watch-inbox.ts'

const quietMs = 2000
/** Names that programs use for unfinished files before renaming them. */
const unfinished = /^\.|\.(part|tmp|filepart|crdownload)$|~$/i

/** State between sweeps: how long each file has been unchanged, and which files wait for a retry. */
export interface Sweeps {
  seen: Map<string, { mark: string; since: number }>
  later: RetryLater
}

/** Receives every file that is ready. Only one sweep runs at a time. */
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

/**
 * Returns whether a file was unchanged for two seconds, by its own times or as observed. A renamed file counts at once: its modification
 * time is in the past.
 */
async function isReady(path: string, seen: Sweeps['seen']): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  if (found === null) return false
  const now = Date.now()
  const mark = markOf(found)
  const before = seen.get(path)
  if (before?.mark !== mark) seen.set(path, { mark, since: now })
  // A time in the future (another machine's clock) proves nothing; only the observation counts then.
  const quietFor = found.mtimeMs <= now ? now - found.mtimeMs : 0
  return quietFor >= quietMs || (before?.mark === mark && now - before.since >= quietMs)
}

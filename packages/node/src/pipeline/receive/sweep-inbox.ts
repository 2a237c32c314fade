import type { Stats } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../errors.ts'
import { largestMessage, receiveMessage, type SenderRow } from './receive-message.ts'
import type { InboxDeps } from './watch-inbox.ts'

const quietMs = 2000
/** Names under which programs write before they rename. */
const unfinished = /^\.|\.(part|tmp|filepart|crdownload)$|~$/i

/** A sender's folder: its name where that can be one, else its id. */
export const folderOf = (sender: Pick<SenderRow, 'id' | 'name'>): string =>
  /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u.test(sender.name) ? sender.name : sender.id

/** Receives every file that is ready. `seen` remembers since when each has been as it is. */
export async function sweepInbox(
  deps: InboxDeps,
  folder: string,
  senders: readonly SenderRow[],
  seen: Map<string, { mark: string; since: number }>,
): Promise<void> {
  const present = new Set<string>()
  for (const sender of senders) {
    const own = join(folder, folderOf(sender))
    for (const entry of await readdir(own, { withFileTypes: true }).catch(() => [])) {
      if (!entry.isFile() || unfinished.test(entry.name)) continue
      const path = join(own, entry.name)
      present.add(path)
      if (await isReady(path, seen)) await receiveFile(deps, sender, own, entry.name)
    }
  }
  for (const path of seen.keys()) if (!present.has(path)) seen.delete(path)
}

/** Unchanged for two seconds, by its own times or as seen here. A renamed file was finished before: its time of change is in the past. */
async function isReady(path: string, seen: Map<string, { mark: string; since: number }>): Promise<boolean> {
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

const markOf = (found: Stats): string => `${found.size}:${found.mtimeMs}:${found.ino}`

async function receiveFile(deps: InboxDeps, sender: SenderRow, folder: string, name: string): Promise<void> {
  const path = join(folder, name)
  const before = await stat(path).catch(() => null)
  if (before === null) return
  try {
    if (before.size === 0) throw new Rejected('empty-body')
    if (before.size > largestMessage) throw new Rejected('too-large')
    const bytes = await readFile(path)
    const after = await stat(path).catch(() => null)
    // Written to while it was read: it is looked at again when it is quiet.
    if (after === null || markOf(after) !== markOf(before) || bytes.length !== after.size) return
    await receiveMessage(deps, { sender, channel: 'folder', bytes, format: deps.sniff(bytes) })
    await rm(path, { force: true })
  } catch (error) {
    const code = error instanceof Rejected || error instanceof Failure ? error.code : 'unknown'
    if (error instanceof Rejected) {
      await mkdir(join(folder, 'rejected'), { recursive: true, mode: 0o700 })
      await rename(path, join(folder, 'rejected', name)).catch(() => {})
    }
    // A name of a file may hold a name of a person: it is not logged.
    deps.log.warn({ event: 'inbox.not-received', code, sender: sender.id })
  }
}

/** What no second try can change: the file is moved aside, not thrown away. */
class Rejected extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

import { constants } from 'node:fs'
import { lstat, mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../errors.ts'
import type { SenderRow } from '../gateway/pipeline-steps.ts'
import { rejectedFolder } from './clear-rejected.ts'
import type { SenderFolder } from './inbox-folders.ts'
import { markOf, moveToFree, removeReceived } from './move-file.ts'
import { largestMessage, receiveMessage } from './receive-message.ts'
import type { RetryLater } from './retry-later.ts'
import type { InboxDeps } from './watch-inbox.ts'

/**
 * Receives one file of a sender's folder and removes it once it is durable. A file that no retry can help (empty, over 50 MB) moves to
 * `rejected/` beside it for 72 hours, never over another file. Other failures are retried with growing delays.
 */
export async function receiveFile(
  deps: InboxDeps,
  { sender, path: folder }: SenderFolder<SenderRow>,
  name: string,
  later: RetryLater,
): Promise<void> {
  const path = join(folder, name)
  const found = await lstat(path).catch(() => null)
  if (found === null) return
  const mark = markOf(found)
  if (later.waits(path, mark)) return
  try {
    deps.admit?.('receipt')
    const fault = found.size === 0 ? 'empty-body' : found.size > largestMessage ? 'too-large' : null
    if (fault !== null) {
      await reject(folder, name, mark)
      deps.log.warn({ event: 'inbox.not-received', code: fault, sender: sender.id })
      return
    }
    const bytes = await readUnchanged(path, mark)
    if (bytes === null) return
    const { intake } = deps.gateways.of(sender.gateway)
    await receiveMessage(deps, {
      ...{ sender, channel: 'folder', bytes },
      format: intake?.sniff(bytes) ?? null,
      group: intake?.groupOf?.(bytes) ?? null,
    })
    await removeReceived(folder, name, mark)
    later.succeeded(path)
  } catch (error) {
    const code = error instanceof Failure ? error.code : ((error as NodeJS.ErrnoException).code ?? 'unknown')
    // A file name may contain a person's name, so it is not logged.
    deps.log.warn({
      event: 'inbox.not-received',
      code,
      sender: sender.id,
      retryInMs: later.failedAgain(path, mark),
    })
  }
}

/** Returns null if the file was replaced or written to while it was read. A later sweep reads it when it no longer changes. */
async function readUnchanged(path: string, mark: string): Promise<Buffer | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    const bytes = await file.readFile()
    const after = await file.stat()
    return markOf(after) === mark && bytes.length === after.size ? bytes : null
  } finally {
    await file.close()
  }
}

async function reject(folder: string, name: string, mark: string): Promise<void> {
  const rejected = rejectedFolder(folder)
  await mkdir(rejected, { recursive: true, mode: 0o700 })
  const moved = await moveToFree(join(folder, name), rejected, name)
  // Another file took its name meanwhile; that one was not examined yet, so it goes back.
  if (markOf(await lstat(moved)) !== mark) await moveToFree(moved, folder, name)
}

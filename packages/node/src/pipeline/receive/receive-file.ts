import { constants } from 'node:fs'
import { lstat, mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../../errors.ts'
import { largestMessageOf } from '../gateway/intake.ts'
import type { Incoming, SenderRow } from '../gateway/pipeline-steps.ts'
import { rejectedFolder } from './clear-rejected.ts'
import type { SenderFolder } from './inbox-folders.ts'
import { markOf, moveToFree, removeReceived } from './move-file.ts'
import { receiveArriving } from './receive-arriving.ts'
import { receiveMessage } from './receive-message.ts'
import type { RetryLater } from './retry-later.ts'
import type { InboxDeps } from './watch-inbox.ts'

/**
 * Receives one file of a sender's folder and removes it once it is durable. A file that no retry can help (empty, too large) moves to
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
    const { intake } = deps.gateways.of(sender.gateway)
    const largest = largestMessageOf(intake)
    const fault = found.size === 0 ? 'empty-body' : found.size > largest ? 'too-large' : null
    if (fault !== null) {
      await reject(folder, name, mark)
      deps.log.warn({ event: 'inbox.not-received', code: fault, sender: sender.id })
      return
    }
    const receive = (incoming: Incoming) => receiveMessage(deps, incoming)
    await receiveArriving({ ...deps, receive }, { sender, channel: 'folder', body: unchanged(path, mark) })
    await removeReceived(folder, name, mark)
    later.succeeded(path)
  } catch (error) {
    if (error instanceof FileChanged) return
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

/** The file was replaced or written to while it was read. A later sweep reads it when it no longer changes. */
class FileChanged extends Error {}

const chunkBytes = 256 * 1024

/** Yields the bytes of a file. Throws `FileChanged` at the end if the file has not the mark, so that nothing of it is stored. */
async function* unchanged(path: string, mark: string): AsyncGenerator<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    let size = 0
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, null)
      if (bytesRead === 0) break
      size += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
    const after = await file.stat()
    if (markOf(after) !== mark || size !== after.size) throw new FileChanged()
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

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemAccess } from '../../safeguards/access/system.ts'
import type { Gateways } from '../gateway/gateway.ts'
import type { SenderRow } from '../gateway/pipeline-steps.ts'
import type { Admit } from './admission.ts'
import { clearRejected } from './clear-rejected.ts'
import { senderFolders } from './inbox-folders.ts'
import type { ArrivingDeps } from './receive-arriving.ts'
import type { ReceiveDeps } from './receive-message.ts'
import { RetryLater } from './retry-later.ts'
import { type Sweeps, sweepInbox } from './sweep-inbox.ts'

export interface InboxDeps extends ReceiveDeps {
  /** Throws if the node cannot keep up; a file then stays in its folder and is tried again. */
  admit?: Admit
  gateways: Gateways
  sealFile: ArrivingDeps['sealFile']
}
export interface Inbox {
  /** Makes one sweep of the inbox now. Resolves when every ready file is durable. */
  sweep(): Promise<void>
  stop(): Promise<void>
}

const inboxFolder = (dataRoot: string): string => join(dataRoot, 'inbox')
const sweepEveryMs = 500
const clearEveryMs = 60_000

/**
 * Watches `inbox/<sender>/` under the data root. A file renamed into a sender's folder, or unchanged for two seconds, is received and
 * removed once it is durable. A file still being written is ignored. A file that cannot be received (empty, too large) moves to
 * `rejected/` beside it for 72 hours; other failures are retried with growing delays.
 */
export async function watchInbox(deps: InboxDeps): Promise<Inbox> {
  const folder = inboxFolder(deps.dataRoot)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const sweeps: Sweeps = { seen: new Map(), later: new RetryLater() }
  const retries = new RetryLater()
  let running: Promise<void> | null = null
  let again = false
  let stopped = false
  let clearedAt = Number.NEGATIVE_INFINITY

  const sweep = (): Promise<void> => {
    again = true
    running ??= (async () => {
      while (again && !stopped) {
        again = false
        try {
          const folders = await senderFolders(folder, await allSenders(deps))
          await sweepInbox(deps, folders, sweeps)
          if (Date.now() - clearedAt >= clearEveryMs) {
            clearedAt = Date.now()
            const gone = await clearRejected(
              folders.map(({ path }) => path),
              clearedAt,
            )
            if (gone > 0) deps.log.info({ event: 'inbox.rejected-deleted', count: gone })
          }
          retries.succeeded(folder)
        } catch (error) {
          const code = (error as { code?: string }).code ?? 'unknown'
          deps.log.warn({ event: 'inbox.failed', code, retryInMs: retries.failedAgain(folder, '') })
        }
      }
      running = null
    })()
    return running
  }
  const timer = setInterval(() => {
    if (!retries.waits(folder, '')) void sweep()
  }, sweepEveryMs)
  await sweep()
  return {
    sweep,
    async stop() {
      stopped = true
      clearInterval(timer)
      await running
    },
  }
}

function allSenders(deps: InboxDeps): Promise<SenderRow[]> {
  const intent = { action: 'message.receive', type: 'message.receive', impersonal: true } as const
  return systemAccess(deps, null).transaction(intent, (tx) => {
    tx.leavesNoEntry()
    return tx.db.selectFrom('sender').selectAll().execute()
  })
}

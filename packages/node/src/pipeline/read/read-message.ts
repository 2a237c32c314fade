import { Failure } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import type { Gateways } from '../gateway/gateway.ts'
import type { MessageRow, StoredRecords } from '../gateway/intake.ts'
import type { ReadRequest, ReadResult } from '../gateway/pipeline-steps.ts'
import { matchSubjectsJob } from '../jobs/jobs.ts'
import { claimWaiting } from './claim-waiting.ts'
import { removeOutdated } from './remove-outdated.ts'
import { type ReadBytes, readBytes, takeMessage } from './take-message.ts'

export interface ReadDeps extends Pick<CoreDeps, 'store' | 'member' | 'dataRoot' | 'log'> {
  gateways: Gateways
}

const subjectsPerJob = 200
/** The most messages read in one transaction. */
const messagesTogether = 16

/** Task `read-message`: reads a message together with other waiting messages. Skips a message that may no longer be read. */
export function readMessageTask(deps: ReadDeps): (request: ReadRequest) => Promise<void> {
  return async (request) => {
    try {
      await readTogether(deps, request)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      deps.log.warn({ event: 'message.not-read', code: error.code, message: request.messageId })
    }
  }
}

/** Reads a message together with other waiting messages. If one of those fails, this message is read alone, and their own jobs read them. */
async function readTogether(deps: ReadDeps, request: ReadRequest): Promise<void> {
  let alone = true
  try {
    await readMessage(deps, request, {
      mostOthers: messagesTogether - 1,
      onOthers: () => {
        alone = false
      },
    })
  } catch (error) {
    if (alone) throw error
    await readMessage(deps, request)
  }
}

/**
 * Reads a received message: stores its reading and records, redacts its bytes and enqueues the job that matches its subjects, in one
 * transaction. Each version is made exactly once, whatever is repeated or killed; returns null if it existed already. With `others`, up to
 * that many messages waiting for their first reading are read in the same transaction.
 */
export async function readMessage(
  deps: ReadDeps,
  request: ReadRequest,
  others: { mostOthers: number; onOthers?: () => void } = { mostOthers: 0 },
): Promise<ReadResult | null> {
  const { messageId, version = 1 } = request
  let message: MessageRow | undefined
  let outdated: string | null = null
  const intent = { action: 'record.write', type: 'record.read', ref: `message:${messageId}` } as const
  const result = await systemAccess(deps, request.purpose).transaction(
    {
      ...intent,
      on: async (db) => {
        message = await db.selectFrom('message').selectAll().where('id', '=', messageId).forUpdate().executeTakeFirst()
        return message
      },
    },
    async (tx) => {
      const row = message as MessageRow
      if (row.read_version >= version) {
        tx.leavesNoEntry()
        return null
      }
      // An outdated file is removed after this commit, which must then be on disk.
      if (row.raw_file === null) tx.redoable()
      const waiting = version === 1 ? await claimWaiting(tx, row, others.mostOthers) : []
      if (waiting.length > 0) others.onOthers?.()
      const all: ReadBytes[] = []
      for (const each of [row, ...waiting]) all.push(await readBytes(tx, deps, each))
      const own = all[0] as ReadBytes
      if (waiting.length > 0) {
        await own.intake.lock(
          tx,
          all.map(({ row: { id }, read }) => ({ messageId: id, read })),
        )
      }
      const changed = new Map<string, readonly string[]>()
      let taken: StoredRecords | null = null
      for (const each of all) {
        // The next message is merged with the records of the previous one.
        if (taken !== null) await tx.flush()
        const { stored, outdated: file } = await takeMessage(tx, deps, version, each)
        if (stored.changed.length > 0) changed.set(each.row.id, stored.changed)
        const details = { version, outcome: each.read.outcome, changed: stored.changed.length }
        if (taken === null) {
          taken = stored
          outdated = file
          tx.counted(stored.subjects.length)
          tx.note(details)
        } else {
          await tx.log({ type: intent.type, ref: `message:${each.row.id}`, count: stored.subjects.length, details })
        }
      }
      await enqueueMatching(tx, own.row.gateway, request, changed)
      return { ...(taken as StoredRecords), message: row, read: own.read }
    },
  )
  if (outdated !== null) await removeOutdated(deps, [outdated]).catch(() => {})
  return result
}

/** Enqueues the matching. `changed` maps each message to the subjects that it changed. */
async function enqueueMatching(
  tx: Tx,
  gateway: string,
  request: ReadRequest,
  changed: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const ids = [...new Set([...changed.values()].flat())]
  const counts = [...changed].map(([messageId, subjects]) => ({ messageId, subjects: subjects.length }))
  const messageId = counts[0]?.messageId ?? request.messageId
  for (let at = 0; at < ids.length; at += subjectsPerJob) {
    const subjectIds = ids.slice(at, at + subjectsPerJob)
    const runAt = request.matchAt === undefined ? {} : { runAt: request.matchAt }
    const messages = counts.length > 1 && at === 0 ? { messages: counts } : {}
    await tx.enqueue(matchSubjectsJob, { gateway, messageId, subjectIds, ...messages }, runAt)
  }
}

import type { Purpose } from '@entente/contracts'
import { Failure } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../safeguards/access/system.ts'
import type { Gateways } from '../gateway.ts'
import { matchSubjectsJob } from '../jobs.ts'
import { claimWaiting } from './claim-waiting.ts'
import type { GatewayReading, MessageRow, StoredRecords } from './intake.ts'
import { removeOutdated } from './remove-outdated.ts'
import { type ReadBytes, readBytes, takeMessage } from './take-message.ts'

export interface ReadDeps extends Pick<CoreDeps, 'store' | 'member' | 'dataRoot' | 'log'> {
  gateways: Gateways
}
export interface ReadRequest {
  messageId: string
  /** One of the message's own purposes that its regime allows. */
  purpose: Purpose | null
  /** Which reading is wanted: 1 after receipt, one more for each re-read. A reading that exists is not made again. */
  version?: number | undefined
  /** When the subjects are to be matched by a job; later where the caller matches them at once and the job only makes sure. */
  matchAt?: Date
}
export interface ReadResult extends StoredRecords {
  message: MessageRow
  read: GatewayReading<unknown>
}

const subjectsPerJob = 200
/** Messages that one act reads at most, where they wait. */
const messagesTogether = 16

/** Task `read-message`, with others that wait. What may no longer be read (its time has passed) is left alone. */
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

/** One that cannot be taken over keeps none of the others from it: then this one is read alone, and they by their own jobs. */
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
 * Reads a received message: its reading, its records, the redaction of its bytes and the job that matches its subjects, in one transaction. However
 * often it is called, and wherever it was killed, each version is made exactly once; null where it was there already. With `others`, up to so many that wait
 * for their first reading are read in the same transaction.
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
      // A file that is outdated goes once this has committed: that must then be on the disk.
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
        // The next message is merged with the records of the one before.
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

/** `changed`: of each message, the subjects of whom it said something new. */
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

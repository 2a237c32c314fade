import type { Purpose } from '@entente/contracts'
import { Failure } from '../../errors.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import type { Tx } from '../../safeguards/access/door.ts'
import { systemDoor } from '../../safeguards/access/system.ts'
import type { Task } from '../../store/jobs.ts'
import { loadRaw, removeRawFile, writeRawFile } from '../raw-files.ts'
import type { Folded, GatewayReading, Intake, MessageRow } from './intake.ts'
import { type Redaction, redact } from './redact.ts'

export interface ReadDeps extends Pick<CoreDeps, 'store' | 'member' | 'dataRoot' | 'log'> {
  intakes: readonly Intake[]
}
export interface ReadRequest {
  messageId: string
  /** One of the message's own purposes that its regime allows. */
  purpose: Purpose
  /** Which reading is wanted: 1 after receipt, one more for each re-read. A reading that exists is not made again. */
  version?: number
  /** When the subjects are to be matched by a job; later where the caller matches them at once and the job only makes sure. */
  matchAt?: Date
}
export interface ReadResult extends Folded {
  message: MessageRow
  read: GatewayReading<unknown>
}

const subjectsPerJob = 200
const unreadHours = 72

/** Task `read-message`. What may no longer be read (its time has passed) is left alone. */
export function readMessageTask(deps: ReadDeps): Task {
  return async (payload) => {
    try {
      await readMessage(deps, payload as unknown as ReadRequest)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      deps.log.warn({ event: 'message.not-read', code: error.code, message: payload.messageId })
    }
  }
}

/**
 * Reads a received message: its reading, its records, the redaction of its bytes and the job that matches its subjects, in one transaction. However
 * often it is called, and wherever it was killed, each version is made exactly once; null where it was there already.
 */
export async function readMessage(deps: ReadDeps, request: ReadRequest): Promise<ReadResult | null> {
  const { messageId, version = 1 } = request
  let message: MessageRow | undefined
  let outdated: string | null = null
  const act = { action: 'record.write', type: 'record.read', ref: `message:${messageId}`, redoable: true } as const
  const result = await systemDoor(deps, request.purpose).act(
    {
      ...act,
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
      const intake = deps.intakes.find(({ kind }) => kind === row.gateway)
      if (intake === undefined) throw new Error(`no gateway ${row.gateway}`)
      const bytes = await loadRaw(tx, deps, row)
      const read = intake.read(bytes, {
        sha256: row.sha256.toString('hex'),
        receivedAt: row.received_at.toISOString(),
        removedBefore: row.redacted_at === null ? 0 : await removedBefore(tx, row),
      })
      storeReading(tx, row, version, read)
      const folded = await intake.fold(tx, row, version, read)
      const redacted = await redactRead(tx, deps, row, version, bytes, read, intake)
      outdated = redacted?.outdated ?? null
      const change = tx.db
        .updateTable('message')
        .set({
          status: read.outcome,
          read_version: version,
          counts: JSON.stringify(read.counts),
          format: read.format ?? row.format,
          flight_key: folded.flightKey,
          part: read.part === null ? null : JSON.stringify(read.part),
          access_reference: read.accessReference,
          prepared_at: read.preparedAt,
          ...redacted?.change,
        })
        .where('id', '=', row.id)
      tx.later(change)
      await enqueueMatching(tx, request, folded.changed)
      await tx.announce('message.read', row.id, version)
      tx.counted(folded.people.length)
      tx.note({ version, outcome: read.outcome, changed: folded.changed.length })
      return { ...folded, message: row, read }
    },
  )
  if (outdated !== null) await removeRawFile(deps.dataRoot, outdated).catch(() => {})
  return result
}

function storeReading(tx: Tx, row: MessageRow, version: number, read: GatewayReading<unknown>): void {
  const insert = tx.db.insertInto('reading').values({
    message_id: row.id,
    version,
    at: tx.now,
    engine: read.engine,
    outcome: read.outcome,
    findings: JSON.stringify(read.findings),
    sensitive_removed: read.sensitiveRemoved,
    ...tx.seal(row.id, read.reading),
  })
  tx.later(insert)
}

async function removedBefore(tx: Tx, row: MessageRow): Promise<number> {
  const before = await tx.db
    .selectFrom('reading')
    .select((e) => e.fn.max('sensitive_removed').as('removed'))
    .where('message_id', '=', row.id)
    .executeTakeFirst()
  return before?.removed ?? 0
}

/** Takes out what must not be kept once a message is read; an unread one keeps its bytes for a fix, 72 hours at most. */
async function redactRead(
  tx: Tx,
  deps: ReadDeps,
  row: MessageRow,
  version: number,
  bytes: Buffer,
  read: GatewayReading<unknown>,
  intake: Intake,
): Promise<Redaction | null> {
  if (read.outcome === 'quarantined') {
    if (version === 1) {
      const runAt = new Date(row.received_at.getTime() + unreadHours * 3_600_000)
      const payload = { messageId: row.id, purpose: tx.purpose }
      await tx.enqueue('redact-unread', payload, { jobKey: `redact:${row.id}`, runAt })
    }
    return null
  }
  if (row.redacted_at !== null) return null
  return redact(tx, row, bytes, intake.sensitiveRanges(bytes), (name, copy) => writeRawFile(deps.dataRoot, name, copy))
}

async function enqueueMatching(tx: Tx, request: ReadRequest, changed: readonly string[]): Promise<void> {
  for (let at = 0; at < changed.length; at += subjectsPerJob) {
    const travellerIds = changed.slice(at, at + subjectsPerJob)
    const runAt = request.matchAt === undefined ? {} : { runAt: request.matchAt }
    await tx.enqueue('match-subjects', { messageId: request.messageId, travellerIds }, runAt)
  }
}

import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { insertRecords, updateRecords } from '../../store/write-records.ts'
import type { GatewayReading, Intake, MessageRow, ReadingGiven, ReadMessage, StoredRecords } from '../gateway/intake.ts'
import { redactUnreadJob } from '../jobs/jobs.ts'
import { loadRaw, writeRawFile } from '../raw/raw-files.ts'
import type { ReadDeps } from './read-message.ts'
import { type Redaction, redact } from './redact.ts'

const unreadMs = 72 * 3_600_000

/**
 * Returns when an unread message is redacted: after 72 hours, or after half the time in which its law allows reading, whichever is shorter.
 * The other half is a reserve for delayed jobs, because after that time the bytes cannot be opened even to redact them.
 */
export function redactUnreadAt(row: Pick<MessageRow, 'received_at' | 'mask_at' | 'delete_at'>): Date {
  const from = row.received_at.getTime()
  const until = Math.min(row.mask_at?.getTime() ?? Number.POSITIVE_INFINITY, row.delete_at.getTime())
  return new Date(from + Math.min(unreadMs, Math.max(0, until - from) / 2))
}

/** A message with its reading; nothing is stored yet. */
export interface ReadBytes {
  row: MessageRow
  bytes: Buffer
  read: GatewayReading<unknown>
}

/** Reads the bytes of a message. Throws `refused` after its reading time. */
export async function readBytes(tx: Tx, deps: ReadDeps, intake: Intake, row: MessageRow): Promise<ReadBytes> {
  const bytes = await loadRaw(tx, deps, row)
  const read = intake.read(bytes, await givenOf(tx, intake, row))
  return { row, bytes, read }
}

/** Returns what a reader is given with the bytes of a message. */
export const givenOf = async (tx: Tx, intake: Intake, row: MessageRow): Promise<ReadingGiven> => ({
  sha256: row.sha256.toString('hex'),
  receivedAt: row.received_at.toISOString(),
  removedBefore: row.redacted_at === null ? 0 : await removedBefore(tx, row),
  tables: await intake.tables?.(tx),
})

/** Stores the reading of a message whose parts are stored, and ends its place in the queue. Such a message has nothing to redact. */
export function takeParted(
  tx: Tx,
  intake: Intake,
  { message: row, version, read }: ReadMessage,
  contextKey: string | null,
): void {
  tx.later(
    insertRecords('reading', [readingRow(tx, row, version, read, intake)], { bytes: ['a', 'b'], json: ['findings'] }),
  )
  const change = { redacted_at: row.redacted_at ?? tx.now }
  const { raw: _, ...columns } = changeOf(version, { row, read }, contextKey, { change, outdated: null, more: false })
  const ended = { read_parts: 0, read_engine: null, read_as: null, read_tries: 0 }
  tx.later(updateRecords('message', 'id', [{ ...columns, ...ended }], { json: ['counts', 'part'] as const }))
}

/** Stores the readings, the records and the redactions of messages. `outdated` names files to remove after the commit. */
export async function takeMessages(
  tx: Tx,
  deps: ReadDeps,
  intake: Intake,
  version: number,
  messages: readonly ReadBytes[],
): Promise<{ stored: StoredRecords[]; outdated: string[] }> {
  tx.later(
    insertRecords(
      'reading',
      messages.map(({ row, read }) => readingRow(tx, row, version, read, intake)),
      { bytes: ['a', 'b'], json: ['findings'] },
    ),
  )
  const stored = await intake.store(
    tx,
    messages.map(({ row, read }) => ({ message: row, version, read })),
  )
  const changes: MessageChange[] = []
  const outdated: string[] = []
  for (const [place, message] of messages.entries()) {
    const { row } = message
    const redacted = await redactRead(tx, deps, intake, version, message)
    if (redacted?.more) {
      await tx.db.deleteFrom('reading').where('message_id', '=', row.id).where('version', '<', version).execute()
      await intake.forget(tx, row.id, version)
    }
    if (redacted?.outdated != null) outdated.push(redacted.outdated)
    const { contextKey, endsWith } = stored[place] as StoredRecords
    changes.push(changeOf(version, message, contextKey, redacted))
    if (endsWith != null) await endMessage(tx, row.id, endsWith)
    await tx.announce('message.read', row.id, version)
  }
  changeMessages(tx, changes)
  return { stored, outdated }
}

/** A message is masked and deleted with the subject in it that ends first. */
async function endMessage(
  tx: Tx,
  id: string,
  { mask_at, delete_at }: NonNullable<StoredRecords['endsWith']>,
): Promise<void> {
  await sql`update message set mask_at = least(mask_at, ${mask_at}::timestamptz), delete_at = least(delete_at, ${delete_at}::timestamptz)
    where id = ${id}`.execute(tx.db)
}

type MessageChange = ReturnType<typeof changeOf>

function changeOf(
  version: number,
  { row, read }: Omit<ReadBytes, 'bytes'>,
  contextKey: string | null,
  redacted: Redaction | null,
) {
  return {
    id: row.id,
    status: read.outcome,
    read_version: version,
    read_at: null,
    counts: JSON.stringify(read.counts),
    format: read.format ?? row.format,
    context_key: contextKey,
    part: read.part === null ? null : JSON.stringify(read.part),
    access_reference: read.accessReference,
    prepared_at: read.preparedAt,
    redacted_at: redacted?.change.redacted_at ?? row.redacted_at,
    raw_file: redacted?.change.raw_file ?? row.raw_file,
    raw: redacted?.change.raw ?? null,
  }
}

/** Updates the rows of read messages. The bytes of a message are written only if they changed. */
function changeMessages(tx: Tx, changes: readonly MessageChange[]): void {
  const json = ['counts', 'part'] as const
  const redacted = changes.filter(({ raw }) => raw !== null)
  const others = changes.flatMap(({ raw, ...change }) => (raw === null ? [change] : []))
  if (redacted.length > 0) tx.later(updateRecords('message', 'id', redacted, { bytes: ['raw'], json }))
  if (others.length > 0) tx.later(updateRecords('message', 'id', others, { json }))
}

function readingRow(tx: Tx, row: MessageRow, version: number, read: GatewayReading<unknown>, intake: Intake) {
  return {
    message_id: row.id,
    version,
    at: tx.now,
    engine: read.engine,
    outcome: read.outcome,
    findings: JSON.stringify(read.findings),
    sensitive_removed: read.sensitiveRemoved,
    ...tx.seal(row.id, read.reading, intake.classes, row),
  }
}

async function removedBefore(tx: Tx, row: MessageRow): Promise<number> {
  const before = await tx.db
    .selectFrom('reading')
    .select((e) => e.fn.max('sensitive_removed').as('removed'))
    .where('message_id', '=', row.id)
    .executeTakeFirst()
  return before?.removed ?? 0
}

/**
 * Redacts a message after reading, and again if a later reader finds more. An unread message keeps its bytes for a corrected reader, for at
 * most 72 hours and within its own law's time.
 */
async function redactRead(
  tx: Tx,
  deps: ReadDeps,
  intake: Intake,
  version: number,
  { row, bytes, read }: ReadBytes,
): Promise<Redaction | null> {
  if (read.outcome === 'quarantined' && row.redacted_at === null) {
    if (version === 1) {
      const runAt = redactUnreadAt(row)
      const payload = { messageId: row.id, purpose: tx.purpose }
      await tx.enqueue(redactUnreadJob, payload, { jobKey: `redact:${row.id}`, runAt })
    }
    return null
  }
  return redact(tx, row, bytes, intake.sensitiveRanges(bytes), (name, copy) =>
    writeRawFile(tx, deps, { ...row, name }, copy),
  )
}

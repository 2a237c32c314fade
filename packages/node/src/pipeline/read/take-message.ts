import type { Tx } from '../../safeguards/access/access-store.ts'
import type { RecordClasses } from '../../safeguards/access/field-classes.ts'
import type { GatewayReading, Intake, MessageRow, StoredRecords } from '../gateway/intake.ts'
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
  intake: Intake
}

/** Reads the bytes of a message. Throws `refused` after its reading time. */
export async function readBytes(tx: Tx, deps: ReadDeps, row: MessageRow): Promise<ReadBytes> {
  const { intake } = deps.gateways.of(row.gateway)
  if (intake === undefined) throw new Error(`the gateway ${row.gateway} reads no messages`)
  const bytes = await loadRaw(tx, deps, row)
  const read = intake.read(bytes, {
    sha256: row.sha256.toString('hex'),
    receivedAt: row.received_at.toISOString(),
    removedBefore: row.redacted_at === null ? 0 : await removedBefore(tx, row),
  })
  return { row, bytes, read, intake }
}

/** Stores the reading, the records and the redaction of a message. `outdated` names a file to remove after the commit. */
export async function takeMessage(
  tx: Tx,
  deps: ReadDeps,
  version: number,
  { row, bytes, read, intake }: ReadBytes,
): Promise<{ stored: StoredRecords; outdated: string | null }> {
  storeReading(tx, row, version, read, intake.classes)
  const stored = await intake.store(tx, row, version, read)
  const redacted = await redactRead(tx, deps, version, { row, bytes, read, intake })
  if (redacted?.more) {
    await tx.db.deleteFrom('reading').where('message_id', '=', row.id).where('version', '<', version).execute()
    await intake.forget(tx, row.id, version)
  }
  const change = tx.db
    .updateTable('message')
    .set({
      status: read.outcome,
      read_version: version,
      counts: JSON.stringify(read.counts),
      format: read.format ?? row.format,
      context_key: stored.contextKey,
      part: read.part === null ? null : JSON.stringify(read.part),
      access_reference: read.accessReference,
      prepared_at: read.preparedAt,
      ...redacted?.change,
    })
    .where('id', '=', row.id)
  tx.later(change)
  await tx.announce('message.read', row.id, version)
  return { stored, outdated: redacted?.outdated ?? null }
}

function storeReading(
  tx: Tx,
  row: MessageRow,
  version: number,
  read: GatewayReading<unknown>,
  classes: RecordClasses<unknown>,
): void {
  const insert = tx.db.insertInto('reading').values({
    message_id: row.id,
    version,
    at: tx.now,
    engine: read.engine,
    outcome: read.outcome,
    findings: JSON.stringify(read.findings),
    sensitive_removed: read.sensitiveRemoved,
    ...tx.seal(row.id, read.reading, classes, row.regime),
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

/**
 * Redacts a message after reading, and again if a later reader finds more. An unread message keeps its bytes for a corrected reader, for at
 * most 72 hours and within its own law's time.
 */
async function redactRead(
  tx: Tx,
  deps: ReadDeps,
  version: number,
  { row, bytes, read, intake }: ReadBytes,
): Promise<Redaction | null> {
  if (read.outcome === 'quarantined' && row.redacted_at === null) {
    if (version === 1) {
      const runAt = redactUnreadAt(row)
      const payload = { messageId: row.id, purpose: tx.purpose }
      await tx.enqueue(redactUnreadJob, payload, { jobKey: `redact:${row.id}`, runAt })
    }
    return null
  }
  return redact(tx, row, bytes, intake.sensitiveRanges(bytes), (name, copy) => writeRawFile(deps.dataRoot, name, copy))
}

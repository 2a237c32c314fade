import { createHash } from 'node:crypto'
import type { Attachment, BiometricReading } from '@entente/contracts'
import type { Insertable, Selectable } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { RecordClocks } from '../../safeguards/access/clocks.ts'
import type { SignalAttachmentTable } from '../../store/attachment-schema.ts'

const listed = ['id', 'signal_id', 'format', 'reading', 'sha256', 'bytes', 'added_at'] as const
export type AttachmentRow = Pick<Selectable<SignalAttachmentTable>, (typeof listed)[number]>

export const sha256Of = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/**
 * Converts a file to its row. The bytes are sealed with the clocks of the signal; only the facts that the file's header states are stored in plain.
 */
export function toAttachmentRow(
  tx: Tx,
  about: { id: string; signalId: string; addedAt: Date; addedBy: string | null; clocks: RecordClocks },
  bytes: Buffer,
  reading: BiometricReading,
): Insertable<SignalAttachmentTable> {
  return {
    id: about.id,
    signal_id: about.signalId,
    format: reading.format,
    reading: JSON.stringify(reading),
    sha256: sha256Of(bytes),
    bytes: bytes.length,
    raw: tx.sealRaw(about.id, bytes, about.clocks),
    added_at: about.addedAt,
    added_by: about.addedBy,
  }
}

/** Lists a signal's attachments in the order in which they were added, without their bytes. */
export function attachmentsOf(tx: Tx, signalId: string): Promise<AttachmentRow[]> {
  return tx.db
    .selectFrom('signal_attachment')
    .select(listed)
    .where('signal_id', '=', signalId)
    .orderBy('added_at')
    .orderBy('id')
    .execute()
}

export function toAttachment(row: AttachmentRow): Attachment {
  return {
    id: row.id,
    signalId: row.signal_id,
    format: row.format as Attachment['format'],
    bytes: row.bytes,
    sha256: row.sha256.toString('hex'),
    addedAt: row.added_at.toISOString(),
    reading: row.reading,
  }
}

/**
 * Opens the file of an attachment. The access rules and the retention of its signal apply. Returns undefined if there
 * is no such file; throws `refused` with every failed clause.
 */
export async function openAttachment(tx: Tx, id: string, signalId: string): Promise<Buffer | undefined> {
  const row = await tx.db
    .selectFrom('signal_attachment as t')
    .innerJoin('signal as s', 's.id', 't.signal_id')
    .select(['t.id', 't.raw', 's.regime', 's.purposes', 's.mask_at', 's.delete_at'])
    .where('t.id', '=', id)
    .where('t.signal_id', '=', signalId)
    .executeTakeFirst()
  return row === undefined ? undefined : tx.openRaw(row)
}

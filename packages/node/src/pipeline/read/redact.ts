import type { Tx } from '../../safeguards/access/door.ts'
import type { MessageRow } from './intake.ts'

const star = 0x2a

/**
 * Replaces the bytes of a message by a copy in which these ranges are `*`, of the same length, so that every position stays true. A large message's copy
 * is a new file; the name of the old one is returned, to be removed once this transaction has committed.
 */
export async function redact(
  tx: Tx,
  row: Pick<MessageRow, 'id' | 'raw_file'>,
  bytes: Buffer,
  ranges: readonly { from: number; to: number }[],
  files: { write: (name: string, bytes: Uint8Array) => Promise<void> },
): Promise<string | null> {
  const change: { redacted_at: Date; raw?: Buffer; raw_file?: string } = { redacted_at: tx.now }
  if (ranges.length > 0) {
    const copy = Buffer.from(bytes)
    for (const { from, to } of ranges) copy.fill(star, from, to)
    const sealed = tx.sealRaw(row.id, copy)
    if (row.raw_file === null) change.raw = sealed
    else {
      change.raw_file = `${row.id}.redacted`
      await files.write(change.raw_file, sealed)
    }
  }
  await tx.db.updateTable('message').set(change).where('id', '=', row.id).execute()
  return change.raw_file === undefined ? null : row.raw_file
}

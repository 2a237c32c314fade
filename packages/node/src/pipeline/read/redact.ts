import type { Tx } from '../../safeguards/access/door.ts'
import type { MessageRow } from './intake.ts'

const star = 0x2a

/** What to change in a message's row, and the file that is outdated once that has committed. */
export interface Redaction {
  change: { redacted_at: Date; raw?: Buffer; raw_file?: string }
  outdated: string | null
}

/**
 * Replaces the bytes of a message by a copy in which these ranges are `*`, of the same length, so that every position stays true. A large message's copy
 * is a new file, durable before its row names it.
 */
export async function redact(
  tx: Tx,
  row: Pick<MessageRow, 'id' | 'raw_file'>,
  bytes: Buffer,
  ranges: readonly { from: number; to: number }[],
  write: (name: string, bytes: Uint8Array) => Promise<void>,
): Promise<Redaction> {
  if (ranges.length === 0) return { change: { redacted_at: tx.now }, outdated: null }
  const copy = Buffer.from(bytes)
  for (const { from, to } of ranges) copy.fill(star, from, to)
  const sealed = tx.sealRaw(row.id, copy)
  if (row.raw_file === null) return { change: { redacted_at: tx.now, raw: sealed }, outdated: null }
  const name = `${row.id}.redacted`
  await write(name, sealed)
  return { change: { redacted_at: tx.now, raw_file: name }, outdated: row.raw_file }
}

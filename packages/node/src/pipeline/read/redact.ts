import { randomUUID } from 'node:crypto'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { RecordClocks } from '../../safeguards/access/clocks.ts'
import type { MessageRow } from '../gateway/intake.ts'

/** The change of a message's row, and the file that is outdated once it has committed. */
export interface Redaction {
  change: { redacted_at: Date; raw?: Buffer; raw_file?: string }
  outdated: string | null
  /** True if an earlier reading was made before these sensitive values were removed, so that it still contains them. */
  more: boolean
}

/**
 * Replaces a message's bytes by a copy of the same length in which these ranges are overwritten, so that every position stays valid. A
 * large message's copy is a new file, on disk before its row names it: an existing file is never written to, so the row names a complete
 * file even after a crash. `write` seals it. Returns null if these bytes were redacted before and nothing more is found.
 */
export async function redact(
  tx: Tx,
  row: Pick<MessageRow, 'id' | 'raw_file' | 'redacted_at'> & RecordClocks,
  bytes: Buffer,
  ranges: readonly { from: number; to: number; mask: number }[],
  write: (name: string, bytes: Uint8Array) => Promise<void>,
): Promise<Redaction | null> {
  if (ranges.length === 0) {
    return row.redacted_at === null ? { change: { redacted_at: tx.now }, outdated: null, more: false } : null
  }
  const copy = Buffer.from(bytes)
  for (const { from, to, mask } of ranges) copy.fill(mask, from, to)
  const more = row.redacted_at !== null
  if (row.raw_file === null)
    return { change: { redacted_at: tx.now, raw: tx.sealRaw(row.id, copy, row) }, outdated: null, more }
  // Each attempt has its own file name, because the sweep may be removing the file of a failed one.
  const name = `${row.id}.redacted-${randomUUID()}`
  await write(name, copy)
  return { change: { redacted_at: tx.now, raw_file: name }, outdated: row.raw_file, more }
}

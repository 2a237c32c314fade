import { randomUUID } from 'node:crypto'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { MessageRow } from './intake.ts'

/** What to change in a message's row, and the file that is outdated once that has committed. */
export interface Redaction {
  change: { redacted_at: Date; raw?: Buffer; raw_file?: string }
  outdated: string | null
  /** An earlier reading was made from bytes that held more: it holds what was taken out only now. */
  more: boolean
}

/**
 * Replaces the bytes of a message by a copy in which these ranges are masked (`*`), of the same length, so that every position stays true. A large message's copy
 * is a new file, durable before its row names it: a kept file is never written to, so that wherever the node dies the row names a whole one. Null where
 * these bytes were gone through before and nothing more is found in them.
 */
export async function redact(
  tx: Tx,
  row: Pick<MessageRow, 'id' | 'raw_file' | 'redacted_at'>,
  bytes: Buffer,
  ranges: readonly { from: number; to: number; mask: number }[],
  write: (name: string, bytes: Uint8Array) => Promise<void>,
): Promise<Redaction | null> {
  if (ranges.length === 0) {
    return row.redacted_at === null ? { change: { redacted_at: tx.now }, outdated: null, more: false } : null
  }
  const copy = Buffer.from(bytes)
  for (const { from, to, mask } of ranges) copy.fill(mask, from, to)
  const sealed = tx.sealRaw(row.id, copy)
  const more = row.redacted_at !== null
  if (row.raw_file === null) return { change: { redacted_at: tx.now, raw: sealed }, outdated: null, more }
  // A name of its own for each try: the sweep may be removing the file of one that failed.
  const name = `${row.id}.redacted-${randomUUID()}`
  await write(name, sealed)
  return { change: { redacted_at: tx.now, raw_file: name }, outdated: row.raw_file, more }
}

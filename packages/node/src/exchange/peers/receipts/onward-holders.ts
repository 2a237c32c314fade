import type { SignalReceipt } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { memberKeys, verifyObject } from '../../../safeguards/keys/index.ts'
import { legalHoldUntil } from '../../delivery/withdrawal-state.ts'

const again = sql`excluded.version > o.version or (excluded.stopped_at is null and not excluded.refused and excluded.held_until is null and excluded.received_at > coalesce(o.erased_at, o.stopped_at))`
/** Receipts are nested at most this deep. A signal is not passed on over more members than that. */
const deepest = 8

/**
 * Reads from a member's receipt to which members it passed this member's signal on, and how far each has come in
 * stopping and erasing. If the key of such a member is known here, its signature is required. Otherwise the statement
 * of the sending member counts and is marked as unproven.
 */
export async function noteOnwardHolders(tx: Tx, via: string, receipt: SignalReceipt): Promise<void> {
  for (const inner of flat(receipt.onward, deepest)) {
    if (inner.signalId !== receipt.signalId || inner.member === via) continue
    const proof = await proofOf(tx, inner)
    if (proof === 'false') continue
    const at = new Date(inner.at)
    const erased = inner.step === 'erased' ? at : null
    const stopped = inner.step === 'stopped' ? at : erased
    const held = legalHoldUntil(inner)
    const refused = inner.step === 'refused' && held === null
    // A newer version replaces the recorded one. A member that erased the signal and received it again has it again.
    await sql`insert into onward_holder as o (signal_id, via, member, version, received_at, stopped_at, erased_at, refused, held_until, proven)
      values (${inner.signalId}, ${via}, ${inner.member}, ${inner.version}, ${at}, ${stopped}, ${erased}, ${refused}, ${held}, ${proof === 'true'})
      on conflict (signal_id, via, member) do update set version = excluded.version, proven = excluded.proven,
        received_at = case when ${again} then excluded.received_at else least(o.received_at, excluded.received_at) end,
        stopped_at = case when ${again} then excluded.stopped_at else coalesce(o.stopped_at, excluded.stopped_at) end,
        erased_at = case when ${again} then excluded.erased_at else coalesce(o.erased_at, excluded.erased_at) end,
        refused = case when ${again} then excluded.refused else o.refused or excluded.refused end,
        held_until = case when ${again} then excluded.held_until else greatest(o.held_until, excluded.held_until) end
      where excluded.version >= o.version`.execute(tx.db)
  }
}

function flat(receipts: readonly SignalReceipt[], depth: number): SignalReceipt[] {
  if (depth === 0) return []
  return receipts.flatMap((receipt) => [receipt, ...flat(receipt.onward, depth - 1)])
}

async function proofOf(tx: Tx, receipt: SignalReceipt): Promise<'true' | 'false' | 'unknown'> {
  // A key that has ended still verifies signatures from the time when it was valid.
  const at = new Date(Math.min(Date.parse(receipt.signature.at), tx.now.getTime()))
  const keys = await memberKeys(tx.db, receipt.member, at)
  const known = keys.length > 0 ? keys : await memberKeys(tx.db, receipt.member, tx.now)
  if (known.length === 0) return 'unknown'
  return verifyObject('entente/receipt/v1', receipt, known) === null ? 'false' : 'true'
}

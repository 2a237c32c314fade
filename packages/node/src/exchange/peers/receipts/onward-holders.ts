import type { SignalReceipt } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { memberKeys, verifyObject } from '../../../safeguards/keys/index.ts'
import { legalHoldUntil } from '../../delivery/withdrawal-state.ts'

const again = sql`excluded.version > o.version or (excluded.stopped_at is null and not excluded.refused and excluded.held_until is null and excluded.received_at > coalesce(o.erased_at, o.stopped_at))`
/** How deep receipts may lie in each other: a signal is not passed on further than that. */
const deepest = 8

/**
 * Keeps what the receipts within a holder's receipt say: to whom it passed one's signal on, and how far each has come. A receipt of a member whose key is known here
 * counts if that member signed it; of one that is not known here the holder's word counts, and stands as that.
 */
export async function noteOnwardHolders(tx: Tx, via: string, receipt: SignalReceipt): Promise<void> {
  for (const said of flat(receipt.onward, deepest)) {
    if (said.signalId !== receipt.signalId || said.member === via) continue
    const proof = await proofOf(tx, said)
    if (proof === 'false') continue
    const at = new Date(said.at)
    const erased = said.step === 'erased' ? at : null
    const stopped = said.step === 'stopped' ? at : erased
    const held = legalHoldUntil(said)
    const refused = said.step === 'refused' && held === null
    // What it says of an earlier version is over; whoever received one anew after it had erased it holds it again.
    await sql`insert into onward_holder as o (signal_id, via, member, version, received_at, stopped_at, erased_at, refused, held_until, proven)
      values (${said.signalId}, ${via}, ${said.member}, ${said.version}, ${at}, ${stopped}, ${erased}, ${refused}, ${held}, ${proof === 'true'})
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
  // A key that ended since is believed for what it signed while it was one.
  const at = new Date(Math.min(Date.parse(receipt.signature.at), tx.now.getTime()))
  const keys = await memberKeys(tx.db, receipt.member, at)
  const known = keys.length > 0 ? keys : await memberKeys(tx.db, receipt.member, tx.now)
  if (known.length === 0) return 'unknown'
  return verifyObject('entente/receipt/v1', receipt, known) === null ? 'false' : 'true'
}

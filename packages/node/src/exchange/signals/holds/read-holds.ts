import type { HoldReason, SignalHold, SignalKind } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'

/** A legal hold in force, as the owner of the signal sees it. */
export interface HoldInForce {
  id: string
  reason: HoldReason
  basis: string
  until: Date
}

/** Returns the legal holds in force on these signals, by signal id. Two people approved each of them. */
export async function holdsInForce(tx: Tx, signalIds: readonly string[]): Promise<Map<string, HoldInForce>> {
  if (signalIds.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('signal_hold')
    .select(['id', 'signal_id', 'reason', 'basis', 'until'])
    .where('signal_id', 'in', [...signalIds])
    .where('approved_at', 'is not', null)
    .where('ended_at', 'is', null)
    .where('until', '>', tx.now)
    .execute()
  return new Map(
    rows.map(({ id, signal_id, reason, basis, until }) => [
      signal_id,
      { id, reason: reason as HoldReason, basis, until },
    ]),
  )
}

const mostShown = 500

/**
 * Lists the legal holds of this node, open ones first, then the newest, at most 500. `of` limits the list to one signal
 * or one legal hold.
 */
export async function readHolds(tx: Tx, of: { signal?: string; hold?: string } = {}): Promise<SignalHold[]> {
  const rows = await tx.db
    .selectFrom('signal_hold as h')
    .innerJoin('signal as s', 's.id', 'h.signal_id')
    .innerJoin('person as p', 'p.id', 'h.set_by')
    .leftJoin('person as a', 'a.id', 'h.approved_by')
    .select(['h.id', 'h.signal_id', 's.owner', 's.kind', 'h.reason', 'h.basis', 'h.set_at', 'h.until', 'h.ended_at'])
    .select(['h.set_by', 'p.name as set_name', 'h.approved_at', 'a.name as approved_name'])
    .select(sql<boolean>`exists (select from holding_end e where e.held_by = h.id)`.as('keeps'))
    .$if(of.signal !== undefined, (q) => q.where('h.signal_id', '=', of.signal ?? ''))
    .$if(of.hold !== undefined, (q) => q.where('h.id', '=', of.hold ?? ''))
    .orderBy(sql`h.ended_at is not null`)
    .orderBy('h.set_at', 'desc')
    .limit(mostShown)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    signalId: row.signal_id,
    owner: row.owner,
    kind: row.kind as SignalKind,
    reason: row.reason as HoldReason,
    basis: row.basis,
    state: row.ended_at !== null ? 'ended' : row.approved_at === null ? 'asked' : 'in-force',
    keeps: row.keeps,
    setBy: row.set_name,
    setByYou: row.set_by === tx.actor.person,
    setAt: row.set_at.toISOString(),
    until: row.until.toISOString(),
    approvedBy: row.approved_name,
    endedAt: row.ended_at?.toISOString() ?? null,
  }))
}

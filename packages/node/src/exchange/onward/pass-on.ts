import type { PassedOn } from '@entente/contracts'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../safeguards/access/core-deps.ts'
import { refusal } from '../../safeguards/access/decide-access.ts'
import { judgeSignal, loadSignalAccess, mayKnowOf } from '../../safeguards/access/signal-access/index.ts'
import { lockHeads, passedOnChangedFor } from '../delivery/index.ts'
import { introduceKey } from '../peers/keys/introduce-key.ts'
import { isGiver } from '../peers/pull/givers.ts'
import type { SignalRow } from '../signals/stored/signal-row.ts'
import { showApprovals } from './take-permission.ts'

/**
 * Passes another member's signal on to a third member, with its owner's signature. It stays there as long as its terms
 * allow `onward` and no person stops it. A second call changes nothing. Errors: `not-found`; `pass-on-own` for an own
 * signal, which is shared by agreements instead; `pass-on-back` to a member that gives the signal to this one, because
 * the two members would never let it end; `peer-state`; `refused` with every clause.
 */
export async function passOn(
  tx: Tx,
  deps: Pick<CoreDeps, 'member' | 'nodeKey'>,
  id: string,
  destination: string,
): Promise<PassedOn[]> {
  const heads = await lockHeads(tx)
  const row = await lockReceived(tx, id)
  await requireOnward(tx, row, destination)
  if (row === undefined) throw fail('not-found')
  if (await isGiver(tx, id, destination))
    throw fail('pass-on-back', { detail: `${destination} gives it to this node.` })
  if (!heads.has(destination))
    throw fail('peer-state', { detail: `${destination} has no node that takes part with this one.` })
  const before = tx.db.selectFrom('onward_pass').select('at').where('signal_id', '=', id)
  const known = await before.where('destination', '=', destination).executeTakeFirst()
  const pass = { person_id: tx.actor.person, at: tx.now, ended_at: null }
  await tx.db
    .insertInto('onward_pass')
    .values({ signal_id: id, destination, ...pass })
    .onConflict((c) =>
      c.columns(['signal_id', 'destination']).doUpdateSet(pass).where('onward_pass.ended_at', 'is not', null),
    )
    .execute()
  // Append the owner's keys to the destination's log before the signal, which they verify.
  await introduceKey(tx, deps, destination, row.owner)
  await introduceKey(tx, deps, row.owner, destination)
  if (known === undefined) await showApprovals(tx, row, destination)
  await passedOnChangedFor(tx, [id])
  tx.note({ what: 'passed on', destination })
  return passedOnTo(tx, id)
}

/** Reads and locks a received signal. The code that ends received signals takes the same lock. */
async function lockReceived(tx: Tx, id: string): Promise<SignalRow | undefined> {
  const row = await tx.db.selectFrom('signal').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  if (row !== undefined && row.owner === tx.actor.member)
    throw fail('pass-on-own', { detail: 'Name the agreement or the recipient in the signal itself.' })
  return row
}

async function requireOnward(tx: Tx, row: SignalRow | undefined, destination: string): Promise<void> {
  const { member, role } = tx.actor
  const ask = { actor: { member, role }, action: 'onward' as const, purpose: tx.purpose, now: tx.now, destination }
  const [input] = await loadSignalAccess(tx.db, row === undefined ? [] : [row], ask)
  if (input === undefined) throw fail('not-found')
  if (destination === row?.owner) throw fail('pass-on-own', { detail: 'Its owner has it.' })
  const { allowed, clauses } = judgeSignal(input)
  if (!allowed) throw mayKnowOf(member, input) ? refusal(clauses) : fail('not-found')
}

/**
 * Stops passing a signal on to a member, which must then erase it. One person may do this alone. Error: `not-found` if
 * the signal is not passed on to the member.
 */
export async function stopPassingOn(tx: Tx, id: string, destination: string): Promise<PassedOn[]> {
  await lockHeads(tx)
  const ended = await tx.db
    .updateTable('onward_pass')
    .set({ ended_at: tx.now })
    .where('signal_id', '=', id)
    .where('destination', '=', destination)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (ended.numUpdatedRows === 0n) throw fail('not-found')
  await passedOnChangedFor(tx, [id])
  tx.note({ what: 'no longer passed on', destination })
  return passedOnTo(tx, id)
}

/** Lists the members to which a received signal was passed on, including members to which it no longer is. */
export async function passedOnTo(tx: Tx, id: string): Promise<PassedOn[]> {
  const rows = await tx.db
    .selectFrom('onward_pass as o')
    .innerJoin('person as p', 'p.id', 'o.person_id')
    .leftJoin('visibility as v', (join) =>
      join
        .onRef('v.signal_id', '=', 'o.signal_id')
        .onRef('v.recipient', '=', 'o.destination')
        .on('v.ended_at', 'is', null),
    )
    .select(['o.destination', 'o.at', 'o.ended_at', 'p.name', 'v.version'])
    .where('o.signal_id', '=', id)
    .orderBy('o.destination')
    .execute()
  return rows.map((row) => ({
    destination: row.destination,
    since: row.at.toISOString(),
    by: row.name,
    endedAt: row.ended_at?.toISOString() ?? null,
    hasSignal: row.version !== null,
    version: row.version,
  }))
}

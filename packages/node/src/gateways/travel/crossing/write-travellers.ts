import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { RecordClocks } from '../../../safeguards/access/clocks.ts'
import { chunksOf } from '../../../store/take-turns.ts'
import { insertRecords } from '../../../store/write-records.ts'
import type { MergedMessage } from '../statements/merged-message.ts'
import { type Change, changedPointers } from './changed-pointers.ts'
import { indexTravellers } from './index-travellers.ts'
import type { Before, Clocks } from './open-contents.ts'
import { keepSealed } from './sealed-travellers.ts'
import { travellerClasses, travellerVersionClasses } from './traveller-classes.ts'
import type { TravellerState } from './traveller-state.ts'

const rowsAtOnce = 1000
/** The columns of a stored traveller that a merge changes. */
const overwritten = [
  ...(['flight_id', 'version', 'state', 'role', 'received_at', 'mask_at', 'delete_at', 'a', 'b'] as const),
]

export interface MergedTraveller {
  id: string
  flightId: string
  /** Whether this merge made the traveller. */
  isNew: boolean
  state: 'present' | 'removed'
  value: TravellerState
  clocks: Clocks
  /** The message that changed the traveller. */
  message: MergedMessage
}

/**
 * Writes the changed travellers, a version of each with its changes, and their blind index. Returns the changed ones. An
 * unchanged traveller gets no version: merging the same messages again changes nothing. All writes run at the end of
 * the transaction.
 */
export function writeTravellers(
  tx: Tx,
  travellers: readonly MergedTraveller[],
  before: ReadonlyMap<string, Before>,
  how: { splitId: string | null; merged: readonly { from: string; into: string }[]; left: readonly string[] },
): { changed: MergedTraveller[]; left: readonly string[] } {
  const written = travellers.flatMap((traveller) => {
    const known = before.get(traveller.id)
    const changes = changesOf(known, traveller)
    // A record with a different source but the same data is written again, without a new version.
    if (changes.length === 0 && known !== undefined && saysTheSame(known, traveller)) return []
    return [{ traveller, version: (known?.version ?? 0) + (changes.length > 0 ? 1 : 0), changes }]
  })
  const changed = written.filter(({ changes }) => changes.length > 0)
  const rows = written.map(({ traveller, version }) => {
    const clocks = clocksOf(traveller)
    const sealed = tx.seal(traveller.id, traveller.value, travellerClasses, clocks)
    keepSealed(tx, traveller.id, sealed)
    return {
      id: traveller.id,
      flight_id: traveller.flightId,
      version,
      state: traveller.state,
      role: traveller.value.role,
      merged_into: null,
      purposes: traveller.message.row.purposes,
      team: traveller.message.row.team,
      received_at: traveller.clocks.received_at,
      ...clocks,
      ...sealed,
    }
  })
  const versions = changed.map(({ traveller, version, changes }) => ({
    traveller_id: traveller.id,
    version,
    at: tx.now,
    message_id: traveller.message.id,
    changed: changes.map(({ field }) => field),
    split_id: how.splitId,
    ...tx.seal(traveller.id, { changes }, travellerVersionClasses, clocksOf(traveller)),
  }))
  for (const part of chunksOf(rows, rowsAtOnce)) {
    tx.later(insertRecords('traveller', part, { conflict: { at: ['id'], update: overwritten }, bytes: ['a', 'b'] }))
  }
  for (const part of chunksOf(versions, rowsAtOnce))
    tx.later(insertRecords('traveller_version', part, { bytes: ['a', 'b'] }))
  lockCases(
    tx,
    written.map(({ traveller, changes }) => ({
      id: traveller.id,
      clocks: changes.length === 0 ? traveller.clocks : null,
    })),
    how.left,
  )
  endTravellers(tx, how)
  indexTravellers(
    tx,
    changed.map(({ traveller }) => traveller),
    before,
    [...how.merged.map(({ from }) => from), ...how.left],
  )
  return { changed: changed.map(({ traveller }) => traveller), left: how.left }
}

/** Returns the clocks of a traveller: those of the message that ends first. */
const clocksOf = ({ message, clocks: { mask_at, delete_at } }: MergedTraveller): RecordClocks => ({
  regime: message.row.regime,
  mask_at,
  delete_at,
})

function changesOf(known: Before | undefined, { value, state }: MergedTraveller): Change[] {
  const changes = changedPointers(known?.value ?? null, value)
  if (known === undefined || known.state !== state) {
    changes.push({ field: '/state', before: known?.state ?? null, after: state })
  }
  return changes
}

const saysTheSame = (known: Before, { value, clocks }: MergedTraveller): boolean =>
  known.delete_at.getTime() === clocks.delete_at.getTime() &&
  known.mask_at?.getTime() === clocks.mask_at?.getTime() &&
  JSON.stringify(known.value) === JSON.stringify(value)

function endTravellers(
  tx: Tx,
  { merged, left }: { merged: readonly { from: string; into: string }[]; left: readonly string[] },
): void {
  if (merged.length > 0) {
    const from = merged.map((one) => one.from)
    const into = merged.map((one) => one.into)
    tx.later(
      sql`update traveller t set merged_into = v.into_id from unnest(${from}::uuid[], ${into}::uuid[]) as v (from_id, into_id)
        where t.id = v.from_id or t.merged_into = v.from_id`,
    )
  }
  if (left.length > 0) {
    tx.later(
      tx.db
        .updateTable('traveller')
        .set((e) => ({ state: 'removed', version: e('version', '+', 1) }))
        .where(sql<boolean>`id = any(${left}::uuid[])`),
    )
  }
}

/**
 * Locks the cases of written travellers, all at once and in one order. Matching locks cases in the same order later in
 * this transaction; in two rounds it would deadlock with a comparison. Then moves the clocks of cases whose travellers
 * have the same data from other messages: a case expires with the data about its subject. An expired case is left alone.
 * A changed traveller (`clocks` is null) is matched again, and matching moves the clocks of its case.
 */
function lockCases(tx: Tx, written: readonly { id: string; clocks: Clocks | null }[], left: readonly string[]): void {
  const all = [...written, ...left.map((id) => ({ id, clocks: null }))]
  if (all.length === 0) return
  const of = (clock: keyof Clocks) => all.map(({ clocks }) => clocks?.[clock] ?? null)
  tx.later(sql`update case_file c set received_at = v.received_at, mask_at = v.mask_at, delete_at = v.delete_at
    from (select k.id, n.received_at, n.mask_at, n.delete_at from case_file k
      join unnest(${all.map(({ id }) => id)}::uuid[], ${of('received_at')}::timestamptz[], ${of('mask_at')}::timestamptz[],
        ${of('delete_at')}::timestamptz[]) as n (subject_id, received_at, mask_at, delete_at) on n.subject_id = k.subject_id
      where k.ended_at is null order by k.id for update of k) as v
    where c.id = v.id and v.received_at is not null and c.delete_at > ${tx.now}
      and (c.received_at, c.mask_at, c.delete_at) is distinct from (v.received_at, v.mask_at, v.delete_at)`)
}

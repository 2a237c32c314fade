import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { MergedMessage } from '../statements/merged-message.ts'
import { type Change, changedPointers } from './changed-pointers.ts'
import { indexTravellers } from './index-travellers.ts'
import type { Before, Clocks } from './open-contents.ts'
import { travellerClasses, travellerVersionClasses } from './traveller-classes.ts'
import type { TravellerState } from './traveller-state.ts'

export interface MergedTraveller {
  id: string
  flightId: string
  state: 'present' | 'removed'
  value: TravellerState
  clocks: Clocks
}
const rowsAtOnce = 1000

/**
 * Writes the changed travellers, a version of each with its changes, and their blind index. Returns the ids. An
 * unchanged traveller gets no version: merging the same messages again changes nothing. All writes run at the end of
 * the transaction.
 */
export function writeTravellers(
  tx: Tx,
  message: MergedMessage,
  travellers: readonly MergedTraveller[],
  before: ReadonlyMap<string, Before>,
  ended: { merged: readonly { from: string; into: string }[]; left: readonly string[] },
): string[] {
  const written = travellers.flatMap((traveller) => {
    const known = before.get(traveller.id)
    const changes = changesOf(known, traveller)
    // A record with a different source but the same data is written again, without a new version.
    if (changes.length === 0 && known !== undefined && saysTheSame(known, traveller)) return []
    return [{ traveller, version: (known?.version ?? 0) + (changes.length > 0 ? 1 : 0), changes }]
  })
  const changed = written.filter(({ changes }) => changes.length > 0)
  const rows = written.map(({ traveller, version }) => ({
    id: traveller.id,
    flight_id: traveller.flightId,
    version,
    state: traveller.state,
    role: traveller.value.role,
    merged_into: null,
    ...message.row,
    received_at: traveller.clocks.received_at,
    mask_at: traveller.clocks.mask_at,
    delete_at: traveller.clocks.delete_at,
    ...tx.seal(traveller.id, traveller.value, travellerClasses, message.row.regime),
  }))
  const versions = changed.map(({ traveller, version, changes }) => ({
    traveller_id: traveller.id,
    version,
    at: tx.now,
    message_id: message.id,
    changed: changes.map(({ field }) => field),
    split_id: message.splitId ?? null,
    ...tx.seal(traveller.id, { changes }, travellerVersionClasses),
  }))
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const insert = tx.db
      .insertInto('traveller')
      .values(rows.slice(at, at + rowsAtOnce))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((e) => ({
          flight_id: e.ref('excluded.flight_id'),
          version: e.ref('excluded.version'),
          state: e.ref('excluded.state'),
          role: e.ref('excluded.role'),
          received_at: e.ref('excluded.received_at'),
          mask_at: e.ref('excluded.mask_at'),
          delete_at: e.ref('excluded.delete_at'),
          a: e.ref('excluded.a'),
          b: e.ref('excluded.b'),
        })),
      )
    tx.later(insert)
  }
  for (let at = 0; at < versions.length; at += rowsAtOnce) {
    tx.later(tx.db.insertInto('traveller_version').values(versions.slice(at, at + rowsAtOnce)))
  }
  // A changed traveller is matched again, and matching moves the clock of the case. Travellers with a moved clock alone
  // are not matched, so their cases are moved here.
  moveCaseClocks(
    tx,
    written.flatMap(({ traveller, changes }) => (changes.length === 0 ? [traveller] : [])),
  )
  endTravellers(tx, ended)
  indexTravellers(
    tx,
    changed.map(({ traveller }) => traveller),
    before,
    [...ended.merged.map(({ from }) => from), ...ended.left],
  )
  return [...changed.map(({ traveller }) => traveller.id), ...ended.left]
}

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
 * Moves the clocks of travellers' cases after other messages became the source of the same data: a case expires with
 * the data about its subject. An expired case is left alone. The update runs at the end of the transaction.
 */
function moveCaseClocks(tx: Tx, travellers: readonly { id: string; clocks: Clocks }[]): void {
  if (travellers.length === 0) return
  const of = (clock: keyof Clocks) => travellers.map(({ clocks }) => clocks[clock])
  // Rows are locked in one order, so that matching and this update wait for each other and do not deadlock.
  tx.later(sql`update case_file c set received_at = v.received_at, mask_at = v.mask_at, delete_at = v.delete_at
    from (select k.id, n.received_at, n.mask_at, n.delete_at from case_file k
      join unnest(${travellers.map(({ id }) => id)}::uuid[], ${of('received_at')}::timestamptz[], ${of('mask_at')}::timestamptz[],
        ${of('delete_at')}::timestamptz[]) as n (subject_id, received_at, mask_at, delete_at) on n.subject_id = k.subject_id
      where k.delete_at > ${tx.now} and (k.received_at, k.mask_at, k.delete_at) is distinct from (n.received_at, n.mask_at, n.delete_at)
      order by k.id for update of k) as v
    where c.id = v.id`)
}

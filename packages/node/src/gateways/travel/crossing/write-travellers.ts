import { sql } from 'kysely'
import type { PersonalRow, Tx } from '../../../safeguards/access/door.ts'
import { selectorHashes } from '../travellers/selector-hashes.ts'
import { type Change, changedPointers } from './changed-pointers.ts'
import type { FoldedMessage } from './folded-message.ts'
import type { Clocks } from './open-contents.ts'
import type { TravellerState } from './traveller-state.ts'

export interface FoldedTraveller {
  id: string
  flightId: string
  state: 'present' | 'removed'
  value: TravellerState
  clocks: Clocks
}
const rowsAtOnce = 1000

/**
 * Writes the travellers of whom anything is different, a version of each with what changed, and their blind index anew. Returns their ids. One that is
 * the same as before gets no version: folding the same messages again changes nothing.
 */
export async function writeTravellers(
  tx: Tx,
  message: FoldedMessage,
  travellers: readonly FoldedTraveller[],
  ended: { merged: readonly { from: string; into: string }[]; left: readonly string[] },
): Promise<string[]> {
  const before = await loadBefore(tx, travellers)
  const written = travellers.flatMap((traveller) => {
    const known = before.get(traveller.id)
    const changes = changesOf(known, traveller)
    // Where only the place differs at which the same was said, the record follows, without a version of its own.
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
    ...tx.seal(traveller.id, traveller.value),
  }))
  const versions = changed.map(({ traveller, version, changes }) => ({
    traveller_id: traveller.id,
    version,
    at: tx.now,
    message_id: message.id,
    changed: changes.map(({ field }) => field),
    split_id: message.splitId ?? null,
    ...tx.seal(traveller.id, { changes }),
  }))
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    await tx.db
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
      .execute()
  }
  for (let at = 0; at < versions.length; at += rowsAtOnce) {
    await tx.db
      .insertInto('traveller_version')
      .values(versions.slice(at, at + rowsAtOnce))
      .execute()
  }
  await endTravellers(tx, ended)
  await indexTravellers(
    tx,
    changed.map(({ traveller }) => traveller),
    [...ended.merged.map(({ from }) => from), ...ended.left],
  )
  return [...changed.map(({ traveller }) => traveller.id), ...ended.left]
}

type Before = { version: number; state: string; row: PersonalRow; value: TravellerState | null }

async function loadBefore(tx: Tx, travellers: readonly FoldedTraveller[]): Promise<Map<string, Before>> {
  const before = new Map<string, Before>()
  for (let at = 0; at < travellers.length; at += rowsAtOnce) {
    const ids = travellers.slice(at, at + rowsAtOnce).map(({ id }) => id)
    const rows = await tx.db.selectFrom('traveller').selectAll().where('id', 'in', ids).execute()
    for (const row of rows) {
      const opened = tx.openIfAllowed<TravellerState>(row)
      before.set(row.id, { version: row.version, state: row.state, row, value: opened?.value ?? null })
    }
  }
  return before
}

function changesOf(known: Before | undefined, { value, state }: FoldedTraveller): Change[] {
  const changes = changedPointers(known?.value ?? null, value)
  if (known === undefined || known.state !== state) {
    changes.push({ field: '/state', before: known?.state ?? null, after: state })
  }
  return changes
}

const saysTheSame = (known: Before, { value, clocks }: FoldedTraveller): boolean =>
  known.row.delete_at.getTime() === clocks.delete_at.getTime() && JSON.stringify(known.value) === JSON.stringify(value)

async function endTravellers(
  tx: Tx,
  { merged, left }: { merged: readonly { from: string; into: string }[]; left: readonly string[] },
): Promise<void> {
  for (const { from, into } of merged) {
    await tx.db
      .updateTable('traveller')
      .set({ merged_into: into })
      .where((e) => e.or([e('id', '=', from), e('merged_into', '=', from)]))
      .execute()
  }
  if (left.length > 0) {
    await tx.db
      .updateTable('traveller')
      .set((e) => ({ state: 'removed', version: e('version', '+', 1) }))
      .where(sql<boolean>`id = any(${left}::uuid[])`)
      .execute()
  }
}

async function indexTravellers(tx: Tx, travellers: readonly FoldedTraveller[], gone: readonly string[]): Promise<void> {
  const owners = [...travellers.map(({ id }) => id), ...gone]
  if (owners.length === 0) return
  await sql`delete from selector_index where owner_id = any(${owners}::uuid[])`.execute(tx.db)
  const hashes: Buffer[] = []
  const kinds: string[] = []
  const ids: string[] = []
  const masks: (Date | null)[] = []
  for (const { id, value, clocks } of travellers) {
    for (const { kind, hash } of selectorHashes(tx, value)) {
      hashes.push(hash)
      kinds.push(kind)
      ids.push(id)
      masks.push(clocks.mask_at)
    }
  }
  await sql`insert into selector_index (hash, kind, owner_type, owner_id, mask_at)
    select hash, kind, 'traveller', owner_id, mask_at
    from unnest(${hashes}::bytea[], ${kinds}::text[], ${ids}::uuid[], ${masks}::timestamptz[]) as t (hash, kind, owner_id, mask_at)
    on conflict do nothing`.execute(tx.db)
}

import type { PatchItem, Signal } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import { withdrawn } from '../../../exchange/signals/change-signals.ts'
import { openSignal, toSignalRow } from '../../../exchange/signals/stored/signal-row.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { announceChange } from '../index/announce-change.ts'
import { matchUploadsAgainJob } from '../store/jobs.ts'
import { keepVersions } from './add-items.ts'
import { type ItemBody, itemClasses } from './read-items.ts'

/**
 * Changes an item. Labels and validity belong to its signals: each gets a new version. Errors: `not-found`,
 * `not-owner`, `signal-invalid`.
 */
export async function changeItem(tx: Tx, id: string, patch: PatchItem, owner: string): Promise<void> {
  const row = await lockItem(tx, id)
  const { labels, validUntil, note, disableUntil, state } = patch
  if (labels !== undefined || validUntil !== undefined) {
    if (row.owner !== owner) throw fail('not-owner', { detail: `Only ${row.owner} can change this.` })
    if (validUntil !== undefined && Date.parse(validUntil) <= tx.now.getTime())
      throw fail('signal-invalid', { at: '/validUntil', detail: 'The end of use lies in the past.' })
    await changeSignals(tx, id, (signal) => ({
      ...signal,
      labels: labels ?? signal.labels,
      ...(validUntil === undefined ? {} : endsAt(signal, validUntil)),
    }))
  }
  const { text } = tx.open<ItemBody>(row).value
  const body: ItemBody = {
    text: { metadata: text?.metadata ?? null, note: note === undefined ? (text?.note ?? null) : note },
  }
  await tx.db
    .updateTable('bank_item')
    .set({
      ...tx.seal(id, body, itemClasses, row),
      ...(disableUntil === undefined ? {} : { disabled_until: disableUntil }),
      ...(state === undefined ? {} : { state, because: null }),
    })
    .where('id', '=', id)
    .execute()
  tx.note({ item: id, fields: Object.keys(patch) })
  // A case about the item has nothing left to decide.
  if (state !== undefined) await tx.enqueue(matchUploadsAgainJob, { signalIds: await signalsOf(tx, id) })
  await announceChange(tx, { numbers: await numbersOf(tx, [id]) })
}

/**
 * Withdraws an item's signals permanently and deletes their compared bytes. Cases that they supported are compared
 * again. Errors: `not-found`, `not-owner`.
 */
export async function removeItem(tx: Tx, id: string, owner: string): Promise<void> {
  const row = await lockItem(tx, id)
  if (row.owner !== owner) throw fail('not-owner', { detail: `Only ${row.owner} can withdraw this.` })
  await withdrawItems(tx, [id])
  tx.note({ item: id })
}

/**
 * Withdraws the signals of several items. A trigger of the database notifies every index when a signal's status
 * changes.
 */
export async function withdrawItems(tx: Tx, ids: readonly string[]): Promise<void> {
  const signalIds = await changeSignals(tx, ids, (signal) => withdrawn(signal, 'owner-request', tx.now), 'withdrawn')
  await tx.db
    .deleteFrom('bank_item')
    .where('id', 'in', [...ids])
    .execute()
  if (signalIds.length > 0) await tx.enqueue(matchUploadsAgainJob, { signalIds })
}

async function lockItem(tx: Tx, id: string) {
  const row = await tx.db.selectFrom('bank_item').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  return row
}

async function changeSignals(
  tx: Tx,
  itemIds: string | readonly string[],
  change: (signal: Signal) => Signal,
  cause = 'changed',
): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('item_signal as s')
    .innerJoin('signal as g', 'g.id', 's.signal_id')
    .selectAll('g')
    .where('s.item_id', 'in', [itemIds].flat())
    .where('g.status', '<>', 'withdrawn')
    .orderBy('g.id')
    .forNoKeyUpdate('g')
    .execute()
  const ids: string[] = []
  for (const row of rows) {
    const before = openSignal(tx, row)
    const after = { ...change(before), version: before.version + 1, modifiedAt: tx.now.toISOString() }
    await tx.db
      .updateTable('signal')
      .set({ ...toSignalRow(tx, after), value_key: null })
      .where('id', '=', row.id)
      .execute()
    ids.push(row.id)
  }
  if (ids.length > 0) await keepVersions(tx, ids, cause)
  return ids
}

async function signalsOf(tx: Pick<Tx, 'db'>, itemId: string): Promise<string[]> {
  const rows = await tx.db.selectFrom('item_signal').select('signal_id').where('item_id', '=', itemId).execute()
  return rows.map(({ signal_id: id }) => id)
}

/** Moves the deletion so that the time between the end of use and the deletion stays the same. */
function endsAt(signal: Signal, validUntil: string): Pick<Signal, 'validUntil' | 'retainUntil' | 'reviewDue'> {
  const retained = Date.parse(signal.retainUntil) - Date.parse(signal.validUntil)
  return {
    validUntil,
    retainUntil: new Date(Date.parse(validUntil) + Math.max(0, retained)).toISOString(),
    reviewDue: validUntil,
  }
}

export async function numbersOf(tx: Pick<Tx, 'db'>, itemIds: readonly string[]): Promise<number[]> {
  const rows = await tx.db
    .selectFrom('item_signal')
    .select('number')
    .where('item_id', 'in', [...itemIds])
    .execute()
  return rows.map(({ number }) => Number(number))
}

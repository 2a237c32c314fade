import type { Item, NewItem, SignalInput } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { addItems } from '../items/add-items.ts'
import { changeItem, withdrawItems } from '../items/change-item.ts'
import { giveOpinion } from '../items/give-opinion.ts'
import { readItemsOf } from '../items/read-items.ts'
import { readSignal } from '../signals/read-signal.ts'
import type { ExchangeRecord } from './apis/exchange-api.ts'

export interface Filled {
  id: number
  name: string
  bank: string
}
export interface Applied {
  added: number
  withdrawn: number
  rejected: number
}

/**
 * Updates the bank of an exchange from a page of records: adds new items, withdraws those that the source withdrew, and
 * replaces those with another hash. Opinions of the source's members are stored under their names.
 * The same page again changes nothing.
 */
export async function applyPage(
  tx: Tx,
  exchange: Filled,
  records: readonly ExchangeRecord[],
  owner: string,
): Promise<Applied> {
  // Of two records with one name the later counts.
  const byRef = new Map(records.map((record) => [record.ref, record]))
  const known = await knownItems(tx, exchange.id, [...byRef.keys()])
  const items = await readItemsOf(tx, [...known.values()])
  const gone: string[] = []
  const fresh: ExchangeRecord[] = []
  for (const record of byRef.values()) {
    const id = known.get(record.ref)
    const before = items.get(id ?? '')
    if (record.item === null) {
      if (id !== undefined) gone.push(id)
    } else if (id === undefined) fresh.push(record)
    // An item that may no longer be opened, because its lawful basis ended, is added again under the bank's current
    // terms.
    else if (before === undefined || !sameSignals(before.signals, record.item.signals)) {
      gone.push(id)
      fresh.push(record)
    } else if (!sameLabels(before, record.item)) await changeItem(tx, id, { labels: record.item.labels ?? [] }, owner)
  }
  if (gone.length > 0) await withdrawItems(tx, gone)
  const { added, rejected } = await add(tx, exchange, fresh, owner)
  for (const [ref, id] of added) known.set(ref, id)
  await takeOpinions(tx, exchange, byRef, known, new Set(gone))
  return { added: added.size, withdrawn: gone.length, rejected }
}

/** Lists the items that the complete list of a source no longer names. */
export async function itemsNotNamed(
  tx: Pick<Tx, 'db'>,
  exchangeId: number,
  named: ReadonlySet<string>,
): Promise<string[]> {
  const rows = await tx.db.selectFrom('exchange_record').selectAll().where('exchange_id', '=', exchangeId).execute()
  return rows.filter(({ ref }) => !named.has(ref)).map(({ item_id: id }) => id)
}

async function knownItems(tx: Tx, exchangeId: number, refs: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ ref: string; item_id: string }>`
    select ref, item_id from exchange_record where exchange_id = ${exchangeId} and ref = any(${refs}::text[])`.execute(
    tx.db,
  )
  return new Map(rows.map(({ ref, item_id }) => [ref, item_id]))
}

async function add(tx: Tx, exchange: Filled, fresh: readonly ExchangeRecord[], owner: string) {
  if (fresh.length === 0) return { added: new Map<string, string>(), rejected: 0 }
  const items = fresh.map(({ item }) => item)
  const { added, rejected } = await addItems(tx, exchange.bank, items, { owner, exchange: exchange.name })
  const rows = added.map(({ index, itemId }) => ({
    exchange_id: exchange.id,
    ref: fresh[index]?.ref ?? '',
    item_id: itemId,
  }))
  if (rows.length > 0) {
    const { refs, ids } = { refs: rows.map(({ ref }) => ref), ids: rows.map(({ item_id }) => item_id) }
    await sql`insert into exchange_record (exchange_id, ref, item_id)
      select ${exchange.id}, ref, id from unnest(${refs}::text[], ${ids}::uuid[]) as given (ref, id)`.execute(tx.db)
  }
  return { added: new Map(rows.map(({ ref, item_id }) => [ref, item_id])), rejected: rejected.length }
}

/** Stores the opinions of members; a member's last opinion counts, and an unchanged one is not stored again. */
async function takeOpinions(
  tx: Tx,
  { name }: Filled,
  records: ReadonlyMap<string, ExchangeRecord>,
  items: ReadonlyMap<string, string>,
  gone: ReadonlySet<string>,
): Promise<void> {
  const given = [...records.values()].flatMap(({ ref, item, opinions }) => {
    const itemId = items.get(ref)
    if (item === null || itemId === undefined || gone.has(itemId)) return []
    return opinions.map(({ source, outcome }) => ({ itemId, source: `${name}:${source}`.slice(0, 200), outcome }))
  })
  if (given.length === 0) return
  const { rows } = await sql<{ item_id: string; source: string; outcome: string }>`
    select distinct on (item_id, source) item_id, source, outcome from item_opinion
    where item_id = any(${given.map(({ itemId }) => itemId)}::uuid[]) order by item_id, source, at desc, id`.execute(
    tx.db,
  )
  const last = new Map(rows.map(({ item_id: id, source, outcome }) => [`${id} ${source}`, outcome]))
  for (const { itemId, source, outcome } of given)
    if (last.get(`${itemId} ${source}`) !== outcome)
      await giveOpinion(tx, { itemId, source, outcome, reason: null, hadHit: true })
}

const keyOf = (signals: readonly SignalInput[]): string =>
  signals
    .map((input) => {
      const read = readSignal(input)
      return 'signal' in read ? `${read.signal.type} ${read.signal.value}` : `${input.type} ${input.value}`
    })
    .sort()
    .join('\n')

const sameSignals = (before: Item['signals'], given: NewItem['signals']): boolean =>
  before
    .map(({ type, value }) => `${type} ${value}`)
    .sort()
    .join('\n') === keyOf(given)

/** Returns whether the labels are the same. If the source states no labels, they count as the same, so the bank's labels stay. */
function sameLabels({ labels: before }: Item, { labels: given }: NewItem): boolean {
  if (given === undefined) return true
  const key = (labels: Item['labels']) =>
    labels
      .map((label) => Object.values(label).join(' '))
      .sort()
      .join('\n')
  return key(before) === key(given)
}

import type { Item, OpinionCounts } from '@entente/contracts'
import { type Selectable, sql } from 'kysely'
import { fail } from '../../../errors.ts'
import { unreadableText } from '../../../pipeline/cases/unreadable.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { classesOf } from '../../../safeguards/access/field-classes.ts'
import { signalAccessSql } from '../../../safeguards/access/signal-access/index.ts'
import { openSignalRow } from '../../../safeguards/oversight/open-signal.ts'
import { undamagedOr } from '../../../safeguards/oversight/undamaged-or.ts'
import type { BankItemTable } from '../store/schema.ts'
import { shortValue } from './item-signal.ts'

export type ItemRow = Selectable<BankItemTable> & { bank: string }
export interface ItemBody {
  text: { note: string | null; metadata: Record<string, unknown> | null } | null
}
const noOpinion: OpinionCounts = { confirmed: 0, mistaken: 0, notUseful: 0 }

/** Lists items of a bank, newest first; `next` is the number of the last. Error: `not-found`. */
export async function listItems(
  tx: Tx,
  bankId: number,
  { next, limit = 100 }: { next?: string | undefined; limit?: number | undefined },
): Promise<{ items: Item[]; next: string | null }> {
  const rows = await items(tx)
    .where('i.bank_id', '=', bankId)
    .$if(next !== undefined && /^\d{1,15}$/.test(next), (select) => select.where('i.number', '<', next as string))
    .orderBy('i.number', 'desc')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  return { items: await itemsOf(tx, page, 'shown'), next: rows.length > limit ? (page.at(-1)?.number ?? null) : null }
}

/** Reads one item. Error: `not-found`. */
export async function readItem(tx: Tx, id: string): Promise<Item> {
  const [item] = await itemsOf(tx, await items(tx).where('i.id', '=', id).execute())
  if (item === undefined) throw fail('not-found')
  return item
}

/** Reads those of these items that exist and may be opened, by id. */
export async function readItemsOf(
  tx: Tx,
  ids: readonly string[],
  damaged: 'refused' | 'shown' = 'refused',
): Promise<Map<string, Item>> {
  if (ids.length === 0) return new Map()
  const rows = await items(tx)
    .where('i.id', 'in', [...ids])
    .execute()
  return new Map((await itemsOf(tx, rows, damaged)).map((item) => [item.id, item]))
}

const items = (tx: Tx) =>
  tx.db
    .selectFrom('bank_item as i')
    .innerJoin('bank as b', 'b.id', 'i.bank_id')
    .selectAll('i')
    .select('b.name as bank')
    .where('b.deleted_at', 'is', null)

/** Opens items. A damaged one is shown as unreadable with an alarm, or refused with `record-unreadable`. */
async function itemsOf(tx: Tx, rows: readonly ItemRow[], damaged: 'refused' | 'shown' = 'refused'): Promise<Item[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const { member, role } = tx.actor
  const signals = await tx.db
    .selectFrom('item_signal as s')
    .innerJoin('signal as g', 'g.id', 's.signal_id')
    .select(['s.item_id', 's.type', 's.quality', 'g.id', 'g.regime', 'g.purposes', 'g.mask_at', 'g.delete_at'])
    .select(['g.a', 'g.b'])
    .where('s.item_id', 'in', ids)
    .where(signalAccessSql({ member, role, action: 'read', purpose: tx.purpose, now: tx.now, table: 'g' }))
    .orderBy('s.number')
    .execute()
  const opinions = await opinionsOn(tx, ids)
  const itemOf = (row: ItemRow): Item[] => {
    const body = tx.openIfAllowed<ItemBody>(row)?.value
    const own = signals.filter((signal) => signal.item_id === row.id)
    const opened = own.map((signal) => ({ ...signal, value: openSignalRow(tx, signal) }))
    const first = opened[0]?.value
    if (body === undefined || first === undefined) return []
    return [
      {
        ...plainPart(row),
        signals: opened.map(({ id, type, quality, value }) => ({
          type: type as Item['signals'][number]['type'],
          value: shortValue(value?.value ?? null),
          quality,
          signalId: id,
        })),
        labels: first.labels,
        entity: first.entity,
        note: body.text?.note ?? null,
        metadata: body.text?.metadata ?? null,
        confidence: first.confidence,
        validUntil: first.validUntil,
        feedback: opinions.get(row.id) ?? noOpinion,
      },
    ]
  }
  const read: Item[] = []
  for (const row of rows) {
    const open = () => itemOf(row)
    read.push(
      ...(damaged === 'refused' ? open() : await undamagedOr(tx, `item:${row.id}`, open, [unreadableItem(row)])),
    )
  }
  return read
}

const plainPart = (row: ItemRow) => ({
  id: row.id,
  number: Number(row.number),
  bank: row.bank,
  owner: row.owner,
  disableUntil: row.disabled_until?.toISOString() ?? null,
  incident: row.incident_id,
  state: row.state as Item['state'],
  because: row.because,
  createdAt: row.created_at.toISOString(),
})

/** Replaces an item of which a part is damaged. */
const unreadableItem = (row: ItemRow): Item => ({
  ...plainPart(row),
  ...{ signals: [], labels: [], entity: null, note: unreadableText, metadata: null, confidence: 0 },
  ...{ validUntil: row.delete_at.toISOString(), feedback: noOpinion },
})

/** Counts, for each item, how many sources gave each opinion. Of a source only the latest opinion that
 * counts is counted. */
export async function opinionsOn(tx: Pick<Tx, 'db'>, itemIds: readonly string[]): Promise<Map<string, OpinionCounts>> {
  if (itemIds.length === 0) return new Map()
  const { rows } = await sql<{ item_id: string; outcome: string; count: string }>`
    select item_id, outcome, count(*) from (
      select distinct on (item_id, source) item_id, outcome from item_opinion
      where item_id = any(${itemIds}::uuid[]) and counted order by item_id, source, at desc, id
    ) as latest group by item_id, outcome`.execute(tx.db)
  const counts = new Map<string, OpinionCounts>()
  for (const { item_id: id, outcome, count } of rows) {
    const of = counts.get(id) ?? { ...noOpinion }
    counts.set(id, of)
    of[outcome === 'not-useful' ? 'notUseful' : (outcome as 'confirmed' | 'mistaken')] = Number(count)
  }
  return counts
}

export const itemClasses = classesOf<ItemBody>()('bank_item', { text: 'masked' })

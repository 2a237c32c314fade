import type { FoundItem, PersonValue, Signal } from '@entente/contracts'
import { markParts } from '@entente/matching'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { signalAccessSql } from '../../safeguards/access/signal-access/index.ts'
import {
  type Asked,
  type FoundByType,
  foundItem,
  mostFound,
  mostLookedUp,
} from '../../safeguards/names/found-by-type.ts'
import { signalsNamed } from './list-signals.ts'
import { nameOfSignal, type SignalNames } from './signal-names.ts'
import { openSignals } from './stored/signal-row.ts'

/** The most fitting signals that are looked at, as in the list of signals. */
const mostFitting = 25_000

/** Selects the signals that this reader may list. */
const listed = (tx: Tx) => {
  const { member, role } = tx.actor
  return tx.db
    .selectFrom('signal')
    .where(signalAccessSql({ member, role, action: 'list', purpose: tx.purpose, now: tx.now }))
}

/** Finds signals by a part of a name, alias, value or reference, or by whole words. */
export async function findSignals(tx: Tx, names: SignalNames, asked: Asked): Promise<FoundByType> {
  const { ids, complete } = await idsOf(tx, names, asked)
  if (ids.length === 0) return { items: [], more: [], complete }
  const rows = await firstReadable(ids, (slice) =>
    listed(tx)
      .selectAll()
      .where(sql<boolean>`id = any(${slice}::uuid[])`)
      .orderBy(sql`array_position(${slice}::uuid[], id)`)
      .limit(mostFound + 1)
      .execute(),
  )
  const { signals } = await openSignals(tx, rows.slice(0, mostFound))
  const items = signals.map((signal) => signalItem(signal, asked.part ? asked.text : ''))
  return { items, more: rows.length > mostFound || ids.length === mostFitting ? ['signal'] : [], complete }
}

/**
 * Reads fitting signals slice by slice, best first, until one more than are shown may be read. A member who floods a name
 * with signals that this reader may not list hides no other signal.
 */
export async function firstReadable<Row>(
  ids: readonly string[],
  read: (slice: readonly string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = []
  for (let from = 0; from < ids.length && rows.length <= mostFound; from += mostLookedUp)
    rows.push(...(await read(ids.slice(from, from + mostLookedUp))))
  return rows
}

async function idsOf(tx: Tx, names: SignalNames, { text, part }: Asked): Promise<{ ids: string[]; complete: boolean }> {
  if (!part) return { ids: await signalsNamed(tx, text), complete: true }
  const { rows, complete } = await names.find(text, { mayRead: () => true, now: tx.now })
  return { ids: rows.ids(mostFitting), complete }
}

function signalItem(signal: Signal, text: string): FoundItem {
  const label = nameOfSignal(signal)
  const aliases = ((signal.value?.names ?? []) as PersonValue['names']).slice(1)
  const other = aliases.find(({ quality }) => quality === 'original')?.full ?? null
  const marksIn = (where: 'label' | 'other', shown: string | null) =>
    shown === null || text === '' ? [] : markParts(shown, text).map((mark) => ({ in: where, ...mark }))
  return foundItem({
    ...{ type: 'signal', kind: 'signal', id: signal.id, href: `/signals/${signal.id}`, label, other },
    detail: `${signal.kind}, ${signal.owner}`,
    marks: [...marksIn('label', label), ...marksIn('other', other)],
  })
}

/** Describes signals that a person opened by kind and owner, without a name and without opening them. */
export async function recentSignals(tx: Tx, ids: readonly string[]): Promise<FoundItem[]> {
  const rows = await listed(tx)
    .select(['id', 'kind', 'owner', 'status'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  return rows.map(({ id, kind, owner, status }) =>
    foundItem({
      ...{ type: 'signal', kind: 'signal', id, href: `/signals/${id}`, label: `${kind}, ${owner}`, detail: status },
    }),
  )
}

import {
  looksLike,
  type SignalFindRequest,
  type SignalPage,
  type SignalQuery,
  type SignalSort,
} from '@entente/contracts'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { indexNumber, indexWords } from '../../safeguards/access/index-words.ts'
import { signalAccessSql } from '../../safeguards/access/signal-access/index.ts'
import { waitingOf, waitsForOfficer } from './release/release-state.ts'
import { fitsOf, type SignalNames } from './signal-names.ts'
import { openSignals, type SignalRow } from './stored/signal-row.ts'

/** Rows are counted only up to this number, because counting a million rows would take seconds. */
const mostCounted = 25_000

type Facts = Omit<SignalPage['facts'][number], 'fits'>
/** The days in which hits count as recent. */
const recentDays = 30
const since = (tx: Tx): Date => new Date(tx.now.getTime() - recentDays * 86_400_000)

type Asked = z.infer<typeof SignalQuery> & Partial<Pick<z.infer<typeof SignalFindRequest>, 'text' | 'part'>>

/**
 * Lists a page of signals. Without a sort or direction the last changed come first, and the next page starts after the key
 * of the last row, so that changes in between do not shift rows. A sorted list is paged by position. With `text`, every
 * word must occur in the names, or the text must equal a number of the signal.
 */
export async function listSignals(tx: Tx, names: SignalNames, query: Asked): Promise<SignalPage> {
  const limit = query.limit ?? 100
  const { named, complete } = await idsIn(tx, names, query)
  // The key of the last row continues one order only: the last changed first.
  const isPaged = query.sort !== undefined || query.direction !== undefined || query.offset !== undefined
  const offset = isPaged ? (query.offset ?? offsetOf(query.next)) : 0
  const { rows, total } = await pageOf(tx, names, query, named, { limit, offset, isPaged })
  const shown = rows.slice(0, limit)
  const { signals, unreadable } = await openSignals(tx, shown)
  const facts = await factsOf(
    tx,
    signals.map(({ id }) => id),
  )
  return {
    items: signals,
    next: rows.length > limit ? (isPaged ? writeOffset(offset + limit) : placeOf(shown.at(-1))) : null,
    total: Math.min(total, mostCounted),
    totalIsMore: total > mostCounted,
    waiting: waitingOf(shown),
    blocked: shown.filter((row) => row.false_positive && row.status === 'active').map(({ id }) => id),
    unreadable,
    facts: signals.map((signal, at) => ({
      ...(facts[at] as Facts),
      fits: query.part === true && query.text !== undefined ? fitsOf(signal, query.text) : [],
    })),
    offset: isPaged || query.next === undefined ? offset : null,
    complete,
  }
}

/** Returns the ids to which a search or a filter by action limits the list, or null; and whether the index was complete. */
async function idsIn(
  tx: Tx,
  names: SignalNames,
  { text = '', part, sort, action }: Asked,
): Promise<{ named: string[] | null; complete: boolean }> {
  if (text.trim() !== '' && part === true && looksLike(text)[0] === 'too-short') throw fail('query-too-short')
  const isInMemory = part === true || sort === 'name' || action !== undefined
  const complete = !isInMemory || (await names.catchUp())
  const lists: string[][] = []
  if (text.trim() !== '' && part !== true) lists.push(await signalsNamed(tx, text))
  if (text.trim() !== '' && part === true) {
    const { rows } = await names.find(text, { mayRead: () => true, now: tx.now })
    lists.push(rows.ids(mostCounted))
  }
  if (action !== undefined) lists.push(names.withAction(action))
  const [first = null, second] = lists
  const wanted = second && new Set(second)
  return { named: wanted && first ? first.filter((id) => wanted.has(id)) : first, complete }
}

interface Place {
  limit: number
  offset: number
  isPaged: boolean
}

const columns = { changed: 'modified_at', reviewDue: 'review_due', validUntil: 'valid_until' } as const
const isColumn = (sort: SignalSort): sort is keyof typeof columns => sort in columns
const isDownwards: Record<SignalSort, boolean> = {
  ...{ changed: true, hits30: true, mistaken: true },
  ...{ name: false, reviewDue: false, validUntil: false },
}

/** A statement with more ids than this costs more than reading the ids of all signals. */
const mostNamed = 1_000

/** Reads the rows of a page, and one more if there is a next page; and counts all rows. */
async function pageOf(
  tx: Tx,
  names: SignalNames,
  query: Asked,
  named: string[] | null,
  place: Place,
): Promise<{ rows: SignalRow[]; total: number }> {
  const { limit, offset, isPaged } = place
  const sort = query.sort ?? 'changed'
  const down = query.direction === undefined ? isDownwards[sort] : query.direction === 'down'
  const isFew = named === null || named.length <= mostNamed
  const select = fitting(tx, query, isFew ? named : null)
  if (isColumn(sort) && isFew) {
    const counted = select.select('id').limit(mostCounted + 1)
    const { n } = await tx.db
      .selectFrom(counted.as('s'))
      .select((e) => e.fn.countAll<string>().as('n'))
      .executeTakeFirstOrThrow()
    const rows = await select
      .$if(!isPaged && query.next !== undefined, (page) => page.where(after(query.next ?? '')))
      .selectAll()
      .orderBy(columns[sort], down ? 'desc' : 'asc')
      .orderBy('id')
      .limit(limit + 1)
      .offset(offset)
      .execute()
    return { rows, total: Number(n) }
  }
  // Some keys are in no column of the row, so the ids are sorted here.
  const all = await select
    .select(['id', 'modified_at'])
    .$if(isColumn(sort), (sorted) => sorted.orderBy(columns[sort as keyof typeof columns], down ? 'desc' : 'asc'))
    .orderBy('id')
    .execute()
  const among = isFew ? null : new Set(named)
  const listed = among === null ? all : all.filter(({ id }) => among.has(id))
  const ids = listed.map(({ id }) => id)
  const sorted = isColumn(sort)
    ? ids
    : sort === 'name'
      ? names.inOrder(ids, down)
      : inOrderOf(await sortKeys(tx, sort), ids, down)
  const from = isPaged || query.next === undefined ? null : readPlace(query.next)
  const isAfter = (row: { id: string; modified_at: Date }) =>
    from === null || row.modified_at < from.at || (row.modified_at <= from.at && row.id > from.id)
  const start = from === null ? offset : listed.findIndex(isAfter)
  const wanted = start < 0 ? [] : sorted.slice(start, start + limit + 1)
  if (wanted.length === 0) return { rows: [], total: ids.length }
  const found = await tx.db.selectFrom('signal').selectAll().where('id', 'in', wanted).execute()
  const byId = new Map(found.map((row) => [row.id, row]))
  return { rows: wanted.flatMap((id) => byId.get(id) ?? []), total: ids.length }
}

function inOrderOf(keys: ReadonlyMap<string, number>, ids: readonly string[], down: boolean): string[] {
  const sign = down ? -1 : 1
  const keyed = ids.map((id) => ({ id, key: sign * (keys.get(id) ?? 0) }))
  return keyed.sort((a, b) => a.key - b.key || (a.id < b.id ? -1 : 1)).map(({ id }) => id)
}

/** Selects the signals that this reader may list and that fit the filters, so that a count reveals no others. */
function fitting(tx: Tx, query: Asked, named: string[] | null) {
  const { member, role } = tx.actor
  let select = tx.db
    .selectFrom('signal')
    .where(signalAccessSql({ member, role, action: 'list', purpose: tx.purpose, now: tx.now }))
  if (named !== null) select = select.where(sql<SqlBool>`id = any(${named}::uuid[])`)
  if (query.kind !== undefined) select = select.where('kind', '=', query.kind)
  if (query.owner !== undefined) select = select.where('owner', '=', query.owner)
  if (query.from !== undefined) select = select.where('owner', query.from === 'own' ? '=' : '<>', member)
  if (query.status === 'active') select = select.where('status', '=', 'active').where('valid_until', '>', tx.now)
  if (query.status === 'expired') select = select.where('status', '=', 'active').where('valid_until', '<=', tx.now)
  if (query.status === 'withdrawn') select = select.where('status', '=', 'withdrawn')
  if (query.list !== undefined) select = select.where('list_id', '=', query.list)
  if (query.waits === 'release') select = select.where(waitsForOfficer())
  if (query.waits === 'false-positive')
    select = select.where('false_positive', '=', true).where('status', '=', 'active')
  if (query.agreement !== undefined) select = select.where(sql<SqlBool>`${query.agreement} = any(agreements)`)
  if (query.tlp !== undefined) select = select.where('tlp', '=', query.tlp)
  if (query.review === 'due') select = select.where('review_due', '<=', tx.now).where('status', '=', 'active')
  if (query.hits !== undefined) {
    const hits = sql<SqlBool>`exists (select from counted_hit h where h.signal_id = signal.id and h.at > ${since(tx)})`
    select = select.where(query.hits === 'some' ? hits : sql<SqlBool>`not ${hits}`)
  }
  return select
}

const Place = z.object({ at: z.iso.datetime(), id: z.uuid() })
const placeOf = (last: SignalRow | undefined): string | null =>
  last === undefined ? null : Buffer.from(`${last.modified_at.toISOString()} ${last.id}`).toString('base64url')
const noPage = () => fail('body-invalid', { at: '/next', detail: 'This page does not exist.' })

function readPlace(next: string): { at: Date; id: string } {
  const [at, id] = Buffer.from(next, 'base64url').toString().split(' ')
  const place = Place.safeParse({ at, id })
  if (!place.success) throw noPage()
  return { at: new Date(place.data.at), id: place.data.id }
}

/** Builds the condition for rows after a key. With it, the last page costs as much as the first. */
function after(next: string): RawBuilder<SqlBool> {
  const { at, id } = readPlace(next)
  return sql<SqlBool>`(modified_at <= ${at} and (modified_at < ${at} or id > ${id}::uuid))`
}

const writeOffset = (offset: number): string => Buffer.from(String(offset)).toString('base64url')
function offsetOf(next: string | undefined): number {
  if (next === undefined) return 0
  const offset = Buffer.from(next, 'base64url').toString()
  if (!/^\d{1,7}$/.test(offset)) throw noPage()
  return Number(offset)
}

/** Returns the ids of the signals that have every word of a text in their names, or the text as a number. */
export async function signalsNamed(tx: Tx, text: string): Promise<string[]> {
  // Search for each word once, because the index contains it only once per signal.
  const words = [...new Set(indexWords(text))]
  const search = await tx.tokenSearch()
  const hashes = words.flatMap((word) => search.of('name-word', word))
  const numbers = search.of('document', indexNumber(text))
  const found = await tx.db
    .selectFrom('selector_index')
    .select('owner_id')
    .where('owner_type', '=', 'signal')
    .where('hash', 'in', [...numbers, ...hashes])
    .groupBy('owner_id')
    .having((e) =>
      e.or([
        e(e.fn.countAll(), '>=', Math.max(words.length, 1)),
        e(e.fn<boolean>('bool_or', [e('hash', 'in', numbers)]), '=', true),
      ]),
    )
    .limit(1000)
    .execute()
  return found.map((row) => row.owner_id)
}

/** Counts the recent hits, or the feedback that calls a signal mistaken, by signal. Signals without any are left out. */
async function sortKeys(tx: Tx, sort: 'hits30' | 'mistaken'): Promise<Map<string, number>> {
  const counted =
    sort === 'hits30'
      ? sql`from counted_hit where at > ${since(tx)}`
      : sql`from counted_feedback where outcome = 'mistaken'`
  const { rows } = await sql<{ signal_id: string; n: number }>`select signal_id, count(*)::int as n ${counted}
    group by signal_id`.execute(tx.db)
  return new Map(rows.map(({ signal_id, n }) => [signal_id, n]))
}

/** Reads what a list says of these signals beside their content, in the order of the ids. */
async function factsOf(tx: Tx, ids: readonly string[]): Promise<Facts[]> {
  const { rows } = await sql<Facts>`select asked.id, hits30, mistaken, confirmed > 0 and mistaken > 0 as disputed
    from unnest(${ids}::uuid[]) with ordinality as asked (id, place)
      cross join lateral (select count(*)::int as hits30 from counted_hit where signal_id = asked.id and at > ${since(tx)}) h
      cross join lateral (select (count(*) filter (where outcome = 'mistaken'))::int as mistaken,
        count(*) filter (where outcome = 'confirmed') as confirmed from counted_feedback where signal_id = asked.id) f
    order by place`.execute(tx.db)
  return rows
}

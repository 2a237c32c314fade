import type { SignalDetail, SignalPage, SignalQuery } from '@entente/contracts'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { indexNumber, indexWords } from '../../safeguards/access/index-words.ts'
import { requireSignalAccess, signalAccessSql } from '../../safeguards/access/signal-access/index.ts'
import { readHolds } from './holds/read-holds.ts'
import { releaseOf, waitingOf, waitsForOfficer } from './release/release-state.ts'
import { openSignal, openSignals, type SignalRow } from './stored/signal-row.ts'

/** Rows are counted only up to this number, because counting a million rows would take seconds. */
const mostCounted = 10_000

/**
 * Lists a page of signals, last changed first. The next page starts after the key of the last row, so that changes in
 * between do not shift rows. With `text`, every word must occur in the names, or the text must equal a number of the
 * signal.
 */
export async function listSignals(tx: Tx, query: z.infer<typeof SignalQuery> & { text?: string }): Promise<SignalPage> {
  const limit = query.limit ?? 100
  const { member, role } = tx.actor
  // Count only signals that the list may show to this reader.
  const shown = signalAccessSql({ member, role, action: 'list', purpose: tx.purpose, now: tx.now })
  let select = tx.db.selectFrom('signal').where(shown)
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
  if (query.text !== undefined && query.text.trim() !== '') {
    const ids = await signalsNamed(tx, query.text)
    if (ids.length === 0)
      return { items: [], next: null, total: 0, totalIsMore: false, waiting: [], blocked: [], unreadable: [] }
    select = select.where('id', 'in', ids)
  }
  const counted = await tx.db
    .selectFrom(
      select
        .select('id')
        .limit(mostCounted + 1)
        .as('s'),
    )
    .select((e) => e.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow()
  const page = query.next === undefined ? select : select.where(after(query.next))
  const rows = await page
    .selectAll()
    .orderBy('modified_at', 'desc')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const shownRows = rows.slice(0, limit)
  const { signals, unreadable } = await openSignals(tx, shownRows)
  return {
    items: signals,
    next: rows.length > limit ? placeOf(shownRows.at(-1)) : null,
    total: Math.min(Number(counted.n), mostCounted),
    totalIsMore: Number(counted.n) > mostCounted,
    waiting: waitingOf(shownRows),
    blocked: shownRows.filter((row) => row.false_positive && row.status === 'active').map(({ id }) => id),
    unreadable,
  }
}

const Place = z.object({ at: z.iso.datetime(), id: z.uuid() })
const placeOf = (last: SignalRow | undefined): string | null =>
  last === undefined ? null : Buffer.from(`${last.modified_at.toISOString()} ${last.id}`).toString('base64url')

/** Builds the condition for rows after a key. With it, the last page costs as much as the first. */
function after(next: string): RawBuilder<SqlBool> {
  const [at, id] = Buffer.from(next, 'base64url').toString().split(' ')
  const place = Place.safeParse({ at, id })
  if (!place.success) throw fail('body-invalid', { at: '/next', detail: 'This page does not exist.' })
  const time = new Date(place.data.at)
  return sql<SqlBool>`(modified_at <= ${time} and (modified_at < ${time} or id > ${place.data.id}::uuid))`
}

async function signalsNamed(tx: Tx, text: string): Promise<string[]> {
  // Search for each word once, because the index contains it only once per signal.
  const words = [...new Set(indexWords(text))].map((word) => tx.blind('name-word', word))
  const number = tx.blind('document', indexNumber(text))
  const found = await tx.db
    .selectFrom('selector_index')
    .select('owner_id')
    .where('owner_type', '=', 'signal')
    .where('hash', 'in', [number, ...words])
    .groupBy('owner_id')
    .having((e) =>
      e.or([
        e(e.fn.countAll(), '>=', Math.max(words.length, 1)),
        e(e.fn<boolean>('bool_or', [e('hash', '=', number)]), '=', true),
      ]),
    )
    .limit(1000)
    .execute()
  return found.map((row) => row.owner_id)
}

/** Reads a signal with its list, its versions, and the outcome of its hits at this node. */
export async function readSignal(tx: Tx, id: string): Promise<SignalDetail> {
  const row = await tx.db.selectFrom('signal').selectAll().where('id', '=', id).executeTakeFirst()
  await requireSignalAccess(tx, row, 'read')
  if (row === undefined) throw fail('not-found')
  const signal = openSignal(tx, row)
  const list =
    row.list_id === null
      ? null
      : await tx.db
          .selectFrom('list')
          .select(['id', 'title', 'version'])
          .where('id', '=', row.list_id)
          .executeTakeFirst()
  const versions = await tx.db
    .selectFrom('signal_version as v')
    .leftJoin('account as a', 'a.id', 'v.by_account')
    .leftJoin('person as p', 'p.id', 'a.person_id')
    .select(['v.version', 'v.at', 'v.change', 'p.name'])
    .where('v.signal_id', '=', id)
    .orderBy('v.version', 'desc')
    .execute()
  const hits = await tx.db
    .selectFrom('hit as h')
    .innerJoin('case_file as c', 'c.id', 'h.case_id')
    .select((e) => [
      e.fn.countAll<string>().as('hits'),
      e.fn.countAll<string>().filterWhere('c.state', 'not in', ['decided', 'closed']).as('open'),
    ])
    .where('h.signal_id', '=', id)
    .executeTakeFirstOrThrow()
  const opinions = await opinionsOf(tx, id)
  const total = (outcome: 'confirmed' | 'mistaken') => opinions.reduce((sum, one) => sum + one[outcome], 0)
  return {
    ...signal,
    list: list ?? null,
    use: {
      hits: Number(hits.hits),
      open: Number(hits.open),
      confirmed: total('confirmed'),
      mistaken: total('mistaken'),
    },
    feedback: opinions.filter(({ from }) => from !== tx.actor.member),
    disputed: total('confirmed') > 0 && total('mistaken') > 0,
    sameAs: await sameValue(tx, row),
    versions: versions.map((v) => ({
      version: v.version,
      at: v.at.toISOString(),
      by: v.name ?? 'the node',
      change: v.change,
    })),
    release: await releaseOf(tx, row),
    falsePositives: row.status === 'active' ? await findingsOf(tx, id) : [],
    hold: (await readHolds(tx, { signal: id })).find(({ state }) => state !== 'ended') ?? null,
  }
}

async function findingsOf(tx: Tx, id: string): Promise<SignalDetail['falsePositives']> {
  const rows = await tx.db
    .selectFrom('false_positive_finding')
    .select(['list_id', 'entry', 'found_at'])
    .where('signal_id', '=', id)
    .orderBy('found_at')
    .orderBy('list_id')
    .execute()
  return rows.map((row) => ({ list: row.list_id, entry: row.entry, foundAt: row.found_at.toISOString() }))
}

/** Sums the feedback on a signal by member. This member is included. */
async function opinionsOf(tx: Tx, id: string): Promise<SignalDetail['feedback']> {
  const from = sql<string>`coalesce(from_member, ${tx.actor.member})`
  const counted = (outcome: string) => sql<number>`(count(*) filter (where outcome = ${outcome}))::int`
  const rows = await tx.db
    .selectFrom('feedback')
    .select([
      from.as('from'),
      counted('confirmed').as('confirmed'),
      counted('mistaken').as('mistaken'),
      counted('not-useful').as('notUseful'),
    ])
    .where('signal_id', '=', id)
    .groupBy(sql`1`)
    .orderBy(sql`1`)
    .execute()
  return rows.map((row) => {
    const reviewed = row.confirmed + row.mistaken + row.notUseful
    return { ...row, precision: reviewed === 0 ? null : Math.round((100 * row.confirmed) / reviewed) }
  })
}

/**
 * Lists signals of other owners that have the same value and that this actor may list. Each of them has separate terms.
 */
async function sameValue(tx: Tx, row: SignalRow): Promise<SignalDetail['sameAs']> {
  if (row.value_key === null) return []
  const { member, role } = tx.actor
  return tx.db
    .selectFrom('signal')
    .select(['id', 'owner'])
    .where('kind', '=', row.kind)
    .where('value_key', '=', row.value_key)
    .where('status', '=', 'active')
    .where('owner', '<>', row.owner)
    .where(signalAccessSql({ member, role, action: 'list', purpose: tx.purpose, now: tx.now }))
    .orderBy('owner')
    .limit(50)
    .execute()
}

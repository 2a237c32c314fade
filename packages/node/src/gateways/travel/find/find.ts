import { type CaseContext, caseReference, type FoundItem } from '@entente/contracts'
import { markParts } from '@entente/matching'
import { sql } from 'kysely'
import type { GatewayFinds } from '../../../pipeline/gateway/gateway.ts'
import { visibleCases } from '../../../pipeline/review/visible-cases.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { decideAccess, isAllowed } from '../../../safeguards/access/decide-access.ts'
import { indexWords } from '../../../safeguards/access/index-words.ts'
import {
  type Asked,
  type FoundByType,
  foundItem,
  joinFound,
  mostFound,
  mostLookedUp,
} from '../../../safeguards/names/found-by-type.ts'
import { classReader, type NameIndex } from '../../../safeguards/names/name-index.ts'
import { indexText } from '../crossing/selector-hashes.ts'
import { openListed } from '../travellers/open-traveller.ts'

interface FindDeps {
  names: Pick<NameIndex, 'find'>
  contexts(tx: Pick<Tx, 'db'>, ids: readonly string[]): Promise<Map<string, CaseContext>>
}

const action = 'record.search'

/**
 * Finds people, flights, record locators and documents. Whole words, locators and numbers are looked up in the blind
 * index, parts of names in the index in memory; neither has masked data. Only records that the actor may open are
 * returned, and the log counts each opened row.
 */
export const travelFinds = (deps: FindDeps): GatewayFinds => ({
  async find(tx, asked) {
    const wants = (type: string) => asked.type === null || asked.type === type
    const found: FoundByType[] = []
    if (wants('person')) found.push(await findPeople(tx, deps, asked))
    if (wants('flight')) found.push(await findFlights(tx, deps, asked.text))
    if (wants('locator')) found.push(await findStated(tx, deps, asked, 'locator', ['locator', 'passenger-reference']))
    if (wants('document')) found.push(await findStated(tx, deps, asked, 'document', ['document']))
    return joinFound(found)
  },
  named: (tx, text) => deps.names.find(text, classReader(tx, action)),
  recent: (tx, type, ids) => recent(tx, deps, type, ids),
})

async function findPeople(tx: Tx, deps: FindDeps, asked: Asked): Promise<FoundByType> {
  if (!asked.part) return people(tx, deps, asked, 'person', await withWords(tx, asked.text), true)
  const { rows, complete } = await deps.names.find(asked.text, classReader(tx, action))
  const found = await people(tx, deps, asked, 'person', rows.ids(mostLookedUp), complete)
  return rows.count > mostLookedUp ? { ...found, more: ['person'] } : found
}

async function findStated(
  tx: Tx,
  deps: FindDeps,
  asked: Asked,
  type: string,
  kinds: readonly ('locator' | 'passenger-reference' | 'document')[],
): Promise<FoundByType> {
  const search = await tx.tokenSearch()
  const hashes = kinds.flatMap((kind) => {
    const stated = indexText(kind, asked.text)
    return stated === null || stated === '' ? [] : search.of(kind, stated)
  })
  const rows = await unmasked(tx)
    .select('owner_id')
    .where('kind', 'in', kinds)
    .where('hash', 'in', hashes.length > 0 ? hashes : [none])
    .groupBy('owner_id')
    .limit(mostLookedUp)
    .execute()
  return people(
    tx,
    deps,
    { ...asked, part: false },
    type,
    rows.map((row) => row.owner_id),
    true,
  )
}

/** Returns the travellers whose names have every word of a text. */
async function withWords(tx: Tx, text: string): Promise<string[]> {
  const words = [...new Set(indexWords(text))]
  if (words.length === 0) return []
  const search = await tx.tokenSearch()
  const rows = await unmasked(tx)
    .select('owner_id')
    .where('kind', '=', 'name-word')
    .where(
      'hash',
      'in',
      words.flatMap((word) => search.of('name-word', word)),
    )
    .groupBy('owner_id')
    .having((e) => e(e.fn.countAll(), '>=', words.length))
    .limit(mostLookedUp)
    .execute()
  return rows.map((row) => row.owner_id)
}
const none = Buffer.alloc(1)
const unmasked = (tx: Tx) =>
  tx.db
    .selectFrom('selector_index')
    .where('owner_type', '=', 'traveller')
    .where((e) => e.or([e('mask_at', 'is', null), e('mask_at', '>', tx.now)]))

/** Reads travellers with their flight and the case about them that this actor may read. */
const rowsOf = (tx: Tx, ids: readonly string[]) =>
  tx.db
    .selectFrom('traveller as t')
    .innerJoin('flight as f', 'f.id', 't.flight_id')
    .leftJoin('case_file', (join) =>
      join.onRef('case_file.subject_id', '=', 't.id').on((e) => visibleCases(tx)(e as never)),
    )
    .select(['t.id', 't.regime', 't.purposes', 't.team', 't.mask_at', 't.delete_at', 't.a', 't.b', 't.flight_id'])
    .select(['f.carrier', 'f.number', 'f.origin', 'f.destination', 'f.departure'])
    .select(['case_file.id as case_id', 'case_file.number as case_number', 'case_file.state', 'case_file.due_at'])
    .where(sql<boolean>`t.id = any(${ids}::uuid[])`)
    .where('t.merged_into', 'is', null)
    .where('t.delete_at', '>', tx.now)
    .where((e) => e.or([e('t.mask_at', 'is', null), e('t.mask_at', '>', tx.now)]))
type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

/**
 * Opens people. In a search of all types a person with a case is a result of the type `case`; with parts of names the
 * search of cases finds it.
 */
async function people(
  tx: Tx,
  deps: FindDeps,
  { text, type: wanted, part }: Asked,
  type: string,
  ids: readonly string[],
  complete: boolean,
): Promise<FoundByType> {
  if (ids.length === 0) return { items: [], more: [], complete }
  const rows = await rowsOf(tx, ids)
    .$if(part && wanted === null, (select) => select.where('case_file.id', 'is', null))
    .$if(part, (select) => select.orderBy(sql`array_position(${ids}::uuid[], t.id)`))
    .orderBy('f.departs_at', 'desc')
    .orderBy('t.id')
    .limit(mostFound + 1)
    .execute()
  const contexts = await deps.contexts(
    tx,
    rows.map((row) => row.flight_id),
  )
  const items: FoundItem[] = []
  for (const row of rows.slice(0, mostFound)) {
    const opened = await openListed(tx, row)
    if (opened === undefined || opened.masked) continue
    const label = opened.value.label ?? 'name not said'
    const marks = part ? markParts(label, text).map((mark) => ({ in: 'label' as const, ...mark })) : []
    items.push(
      personItem(row, { type: wanted === null && type === 'person' ? null : type, label, marks, part }, contexts),
    )
  }
  return { items, more: rows.length > mostFound ? [type] : [], complete }
}

function personItem(
  row: Row,
  shown: Pick<FoundItem, 'label' | 'marks'> & { type: string | null; part: boolean },
  contexts: ReadonlyMap<string, CaseContext>,
): FoundItem {
  const detail = `${row.carrier} ${row.number} ${row.origin} to ${row.destination}, ${said(row.departure)}`
  const common = { detail, marks: shown.marks, context: contexts.get(row.flight_id) ?? null }
  const { case_id: id, case_number: number, state } = row
  if (id === null || number === null || state === null)
    return foundItem({
      ...{ type: shown.type ?? 'person', kind: 'traveller', id: row.id, href: `/records/${row.id}` },
      ...{ label: shown.label, ...common },
    })
  const reference = caseReference(number)
  return foundItem({
    ...{ type: shown.type ?? 'case', kind: 'case', id, href: `/cases/${id}`, ...common },
    label: shown.part ? shown.label : `${reference} · ${shown.label}`,
    case: { id, reference, state, dueAt: row.due_at?.toISOString() ?? null },
  })
}

const flightNumber = /^([A-Z0-9]{2,3}?)\s?0*(\d{1,4})$/i
const route = /^([A-Z]{3})\s*[-–→ ]\s*([A-Z]{3})$/i

/** Finds flights by number (`7N 482`) or by route (`TUN-OSL`), the latest first. */
async function findFlights(tx: Tx, deps: FindDeps, text: string): Promise<FoundByType> {
  const [, carrier, number] = flightNumber.exec(text.trim()) ?? []
  const [, from, to] = route.exec(text.trim()) ?? []
  if (carrier === undefined && from === undefined) return { items: [], more: [], complete: true }
  let select = flights(tx)
  if (carrier !== undefined)
    select = select.where('carrier', '=', carrier.toUpperCase()).where('number', '=', number ?? '')
  else
    select = select.where('origin', '=', from?.toUpperCase() ?? '').where('destination', '=', to?.toUpperCase() ?? '')
  const rows = await select
    .orderBy('departs_at', 'desc')
    .orderBy('id')
    .limit(mostFound + 1)
    .execute()
  const items = await flightItems(tx, deps, rows.slice(0, mostFound))
  return { items, more: rows.length > mostFound ? ['flight'] : [], complete: true }
}

const flights = (tx: Tx) =>
  tx.db
    .selectFrom('flight')
    .select(['id', 'key', 'carrier', 'number', 'origin', 'destination', 'departure', 'state'])
    .where('same_as', 'is', null)
type FlightRow = Awaited<ReturnType<ReturnType<typeof flights>['execute']>>[number]

async function flightItems(tx: Tx, deps: FindDeps, rows: readonly FlightRow[]): Promise<FoundItem[]> {
  const contexts = await deps.contexts(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) =>
    foundItem({
      ...{ type: 'flight', kind: 'flight', id: row.key, href: `/flights/${encodeURIComponent(row.key)}` },
      label: `${row.carrier} ${row.number} ${row.origin} to ${row.destination}`,
      detail: `${said(row.departure)}, ${row.state}`,
      context: contexts.get(row.id) ?? null,
    }),
  )
}

async function recent(tx: Tx, deps: FindDeps, type: string, ids: readonly string[]): Promise<FoundItem[]> {
  if (type === 'flight') return flightItems(tx, deps, await flights(tx).where('key', 'in', ids).execute())
  if (type !== 'person') return []
  const uuids = ids.filter((id) => /^[0-9a-f-]{36}$/.test(id))
  const rows = await rowsOf(tx, uuids).execute()
  const contexts = await deps.contexts(
    tx,
    rows.map((row) => row.flight_id),
  )
  const { actor, purpose, now } = tx
  return rows
    .filter((row) => isAllowed(decideAccess({ actor, action: 'record.read', purpose, now, row, needsUnmasked: true })))
    .map((row) => {
      const shown = { type, label: contexts.get(row.flight_id)?.label ?? '', marks: [], part: true }
      return { ...personItem(row, shown, contexts), kind: 'traveller', id: row.id, href: `/records/${row.id}` }
    })
}

/** Writes a local time for people: `2026-11-25 08:38 local`. */
const said = (local: string | null): string => (local === null ? 'time not said' : `${local.replace('T', ' ')} local`)

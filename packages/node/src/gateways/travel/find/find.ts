import { randomUUID } from 'node:crypto'
import { caseReference, type FoundItem } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import { type CaseFile, openIfAllowedCase } from '../../../pipeline/cases/case-record.ts'
import { readableOr, unreadableBody } from '../../../pipeline/cases/unreadable.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { classesOf } from '../../../safeguards/access/field-classes.ts'
import { indexWords } from '../../../safeguards/access/index-words.ts'
import { indexText } from '../crossing/selector-hashes.ts'
import { openListed } from '../travellers/open-traveller.ts'

const searchClasses = classesOf<{ asked: string }>()('found', { asked: 'kept' })

const limit = 20
type Found = Pick<FoundItem, 'type' | 'kind' | 'id' | 'href' | 'label' | 'detail'> & Partial<FoundItem>
const item = (found: Found): FoundItem => ({ other: null, marks: [], case: null, context: null, ...found })
const caseOf = (row: Pick<CaseFile, 'id' | 'number' | 'state' | 'due_at'>): NonNullable<FoundItem['case']> => ({
  id: row.id,
  reference: caseReference(row.number),
  state: row.state,
  dueAt: row.due_at?.toISOString() ?? null,
})

/**
 * Searches by a case reference (`C-4812`), a flight (`7N 482`), a record locator, a document number, or whole words of
 * a name. Names and numbers are looked up in the blind index, which has no masked data. Only records that the actor may
 * open are returned, and the audit log counts each opened row.
 */
export async function find(tx: Tx, text: string): Promise<FoundItem[]> {
  const wanted = text.trim()
  const byCase = /^C-?\s?(\d{1,10})$/i.exec(wanted)
  const byFlight = /^([A-Z0-9]{2,3}?)\s?0*(\d{1,4})$/i.exec(wanted)
  const items = [
    ...(byCase === null ? [] : await casesByNumber(tx, byCase[1] as string)),
    ...(byFlight === null
      ? []
      : await flightsByNumber(tx, (byFlight[1] as string).toUpperCase(), byFlight[2] as string)),
    ...(await travellersNamed(tx, wanted)),
  ]
  return items.slice(0, limit)
}

async function casesByNumber(tx: Tx, number: string): Promise<FoundItem[]> {
  const row = await tx.db.selectFrom('case_file').selectAll().where('number', '=', number).executeTakeFirst()
  return row === undefined ? [] : caseItem(tx, row)
}

async function caseItem(tx: Tx, row: CaseFile): Promise<FoundItem[]> {
  const opened = await readableOr(tx, row.id, () => openIfAllowedCase(tx, row), unreadableBody(row))
  if (opened === undefined) return []
  const label = opened.subject.label ?? 'masked'
  const about = { label: `C-${row.number} · ${label}`, detail: row.state, case: caseOf(row) }
  return [item({ type: 'case', kind: 'case', id: row.id, href: `/cases/${row.id}`, ...about })]
}

async function flightsByNumber(tx: Tx, carrier: string, number: string): Promise<FoundItem[]> {
  const rows = await tx.db
    .selectFrom('flight')
    .select(['key', 'carrier', 'number', 'origin', 'destination', 'departure', 'state'])
    .where('carrier', '=', carrier)
    .where('number', '=', number)
    .orderBy('departs_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) =>
    item({
      type: 'flight',
      kind: 'flight',
      id: row.key,
      href: `/flights/${encodeURIComponent(row.key)}`,
      label: `${row.carrier} ${row.number} ${row.origin} to ${row.destination}`,
      detail: `${said(row.departure)}, ${row.state}`,
    }),
  )
}

async function travellersNamed(tx: Tx, text: string): Promise<FoundItem[]> {
  const words = [...new Set(indexWords(text))].map((word) => tx.blind('name-word', word))
  const whole = (['document', 'locator', 'passenger-reference'] as const).flatMap((kind) => {
    const stated = indexText(kind, text)
    return stated === null || stated === '' ? [] : [tx.blind(kind, stated)]
  })
  if (words.length === 0 && whole.length === 0) return []
  const none = Buffer.alloc(1)
  const found = await tx.db
    .selectFrom('selector_index')
    .select((e) => ['owner_id', e.fn.countAll<string>().filterWhere('kind', '=', 'name-word').as('words')])
    .where('owner_type', '=', 'traveller')
    .where((e) => e.or([e('mask_at', 'is', null), e('mask_at', '>', tx.now)]))
    .where((e) =>
      e.or([
        e.and([e('kind', '=', 'name-word'), e('hash', 'in', words.length > 0 ? words : [none])]),
        e.and([e('kind', '<>', 'name-word'), e('hash', 'in', whole.length > 0 ? whole : [none])]),
      ]),
    )
    .groupBy('owner_id')
    .having((e) =>
      e.or([
        e(e.fn.countAll().filterWhere('kind', '<>', 'name-word'), '>', 0),
        e(e.fn.countAll().filterWhere('kind', '=', 'name-word'), '>=', Math.max(words.length, 1)),
      ]),
    )
    .limit(200)
    .execute()
  if (found.length === 0) return []
  const rows = await tx.db
    .selectFrom('traveller as t')
    .innerJoin('flight as f', 'f.id', 't.flight_id')
    .leftJoin('case_file as c', (join) => join.onRef('c.subject_id', '=', 't.id').on('c.delete_at', '>', tx.now))
    .select(['t.id', 't.regime', 't.purposes', 't.team', 't.mask_at', 't.delete_at', 't.a', 't.b'])
    .select([
      'f.carrier',
      'f.number',
      'f.origin',
      'f.destination',
      'f.departure',
      'c.id as case_id',
      'c.number as case_number',
      'c.state as case_state',
      'c.due_at as case_due',
    ])
    .where(
      't.id',
      'in',
      found.map((row) => row.owner_id),
    )
    .where('t.merged_into', 'is', null)
    .orderBy('f.departs_at', 'desc')
    .limit(limit)
    .execute()
  const items: FoundItem[] = []
  for (const row of rows) {
    const opened = await openListed(tx, row)
    if (opened === undefined || opened.masked) continue
    const detail = `${row.carrier} ${row.number} ${row.origin} to ${row.destination}, ${said(row.departure)}`
    const label = opened.value.label ?? 'name not said'
    items.push(
      row.case_id === null || row.case_number === null || row.case_state === null
        ? item({ type: 'person', kind: 'traveller', id: row.id, href: `/records/${row.id}`, label, detail })
        : item({
            ...{ type: 'case', kind: 'case', id: row.case_id, href: `/cases/${row.case_id}` },
            ...{ label: `C-${row.case_number} · ${label}`, detail },
            case: caseOf({ id: row.case_id, number: row.case_number, state: row.case_state, due_at: row.case_due }),
          }),
    )
  }
  return items
}

/** Writes a local time for people: `2026-11-25 08:38 local`. */
const said = (local: string | null): string => (local === null ? 'time not said' : `${local.replace('T', ' ')} local`)

/** Stores a search for its author alone and for one day, so that the page's address contains an id and not the text. */
export async function keepSearch(tx: Tx, text: string): Promise<string> {
  const id = randomUUID()
  await tx.db
    .deleteFrom('found')
    .where('at', '<', new Date(tx.now.getTime() - 86_400_000))
    .execute()
  await tx.db
    .insertInto('found')
    .values({ id, account_id: tx.actor.account, at: tx.now, b: tx.seal(id, { asked: text }, searchClasses).b })
    .execute()
  return id
}

export async function openSearch(tx: Tx, id: string): Promise<string> {
  const row = await tx.db.selectFrom('found').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined || row.account_id !== tx.actor.account) throw fail('not-found')
  const deleteAt = new Date(row.at.getTime() + 86_400_000)
  const access = {
    regime: 'own',
    purposes: tx.purpose === null ? [] : [tx.purpose],
    mask_at: null,
    delete_at: deleteAt,
    team: null,
  }
  return tx.open<{ asked: string }>({ ...access, id, a: null, b: row.b }).value.asked
}

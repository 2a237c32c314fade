import type { Person } from '@entente/contracts'
import { normaliseDocumentNumber } from '@entente/matching'
import type { ReservationContent, StatementContent } from '../statements/statement-draft.ts'
import { inUnbOrder, type StatementFacts } from './statement-facts.ts'
import { type FieldSource, type PersonField, personFields, type TravellerState } from './traveller-state.ts'

export interface OpenedStatement {
  facts: StatementFacts
  content: StatementContent
}
export interface OpenedReservation {
  id: string
  key: string
  messageId: string
  cancelled: boolean
  content: ReservationContent
}

const rank = { PAXLST: 0, PNRGOV: 1, 'check-in': 2 } as const

/**
 * Merges all statements about one person field by field: PAXLST before PNRGOV before check-in, and within one of them
 * the newest UNB time first. Each field keeps its source. `reservations` has the newest version of each of their
 * reservations.
 */
export function mergeFields(
  statements: readonly OpenedStatement[],
  reservations: readonly OpenedReservation[],
): TravellerState {
  const ordered = [...statements].sort(
    (a, b) => rank[a.facts.source] - rank[b.facts.source] || inUnbOrder(b.facts, a.facts),
  )
  const people = ordered.flatMap(({ facts, content }) =>
    content.person === null ? [] : [{ facts, person: content.person }],
  )
  const sources: Record<string, FieldSource> = {}
  const first = people[0]?.person
  const person = takeFields(people, sources)
  const seat = takeSeat(ordered, sources)
  return {
    label: labelOf(person),
    role: first?.type ?? 'passenger',
    person: {
      ...person,
      infant: people.some((p) => p.person.infant),
      withInfant: people.some((p) => p.person.withInfant),
      placeholder: people.length > 0 && people.every((p) => p.person.placeholder),
      references: takeReferences(people, sources),
    },
    documents: takeDocuments(people, sources),
    seat,
    bags: takeBags(ordered, sources),
    tickets: [...new Set(newestPerSource(people).flatMap((p) => p.person.tickets))],
    ...takeBooking(statements, reservations, sources),
    sources,
    said: [...statements]
      .sort((a, b) => inUnbOrder(b.facts, a.facts))
      .map(({ facts }) => ({ messageId: facts.messageId, at: facts.pointer, source: facts.source })),
  }
}

type Stated = { facts: StatementFacts; person: Person }
const sourceOf = (facts: StatementFacts, field: string): FieldSource => ({
  messageId: facts.messageId,
  at: field === '' ? facts.pointer : `${facts.pointer}/${field}`,
})

function takeFields(
  people: readonly Stated[],
  sources: Record<string, FieldSource>,
): { [F in PersonField]: Person[F] } {
  const taken: Record<string, unknown> = {}
  for (const field of personFields) {
    const stating = people.find(({ person }) => person[field] !== null)
    taken[field] = stating?.person[field] ?? null
    if (stating !== undefined) sources[field] = sourceOf(stating.facts, field)
  }
  // The parts of a name come from one message: given names of one message may not be combined with the surname as
  // another message spells it.
  const named = people.find(({ person }) => person.surname !== null)
  if (named !== undefined) {
    for (const field of ['given', 'middle', 'givenLiteral', 'title'] as const) {
      taken[field] = named.person[field]
      if (named.person[field] === null) delete sources[field]
      else sources[field] = sourceOf(named.facts, field)
    }
  }
  return taken as { [F in PersonField]: Person[F] }
}

function takeReferences(people: readonly Stated[], sources: Record<string, FieldSource>): Person['references'] {
  const taken: Person['references'] = {
    recordLocator: null,
    uniqueReference: null,
    governmentReference: null,
    customerReference: null,
  }
  for (const field of Object.keys(taken) as (keyof Person['references'])[]) {
    const stating = people.find(({ person }) => person.references[field] !== null)
    if (stating === undefined) continue
    taken[field] = stating.person.references[field]
    sources[field] = sourceOf(stating.facts, `references/${field}`)
  }
  return taken
}

/**
 * Takes documents from the newest statement of each source that names any, and each number once. So both the document of
 * the list and that of the reservation are kept.
 */
function takeDocuments(people: readonly Stated[], sources: Record<string, FieldSource>): TravellerState['documents'] {
  const documents: TravellerState['documents'] = []
  const known = new Set<string>()
  for (const { facts, person } of newestPerSource(people.filter((p) => p.person.documents.length > 0))) {
    for (const [index, document] of person.documents.entries()) {
      const number = document.number === null ? null : (normaliseDocumentNumber(document.number) ?? document.number)
      if (number !== null && known.has(number)) continue
      if (number !== null) known.add(number)
      documents.push({ ...document, ...sourceOf(facts, `documents/${index}`) })
      sources.documents ??= sourceOf(facts, 'documents')
    }
  }
  return documents
}

/** Takes the newest statement of each source and each reservation; the newest is first. */
function newestPerSource<T extends { facts: StatementFacts }>(stated: readonly T[]): T[] {
  const met = new Set<string>()
  return stated.filter(({ facts }) => {
    const key = `${facts.source}|${facts.reservationKey ?? ''}`
    if (met.has(key)) return false
    met.add(key)
    return true
  })
}

function takeSeat(ordered: readonly OpenedStatement[], sources: Record<string, FieldSource>): string | null {
  for (const { facts, content } of ordered) {
    const seat = content.person?.seat ?? content.seats.find((stated) => stated.seat !== null)?.seat ?? null
    if (seat === null) continue
    sources.seat = sourceOf(facts, '')
    return seat
  }
  return null
}

function takeBags(ordered: readonly OpenedStatement[], sources: Record<string, FieldSource>): TravellerState['bags'] {
  for (const { facts, content } of ordered) {
    const stated = content.person?.bags
    if (stated) {
      sources.bags = sourceOf(facts, 'bags')
      const tags = stated.tags.map(({ number }) => ({ company: null, number, sequence: null, destination: null }))
      return [{ ...stated, from: null, to: null, travellerRef: null, pool: null, poolRef: null, tags }]
    }
    if (content.bags.length > 0) {
      sources.bags = sourceOf(facts, '')
      return content.bags
    }
  }
  return []
}

/** Takes the statements of reservations about everyone in them, or about this person by reference. */
function takeBooking(
  statements: readonly OpenedStatement[],
  reservations: readonly OpenedReservation[],
  sources: Record<string, FieldSource>,
): Pick<TravellerState, 'contacts' | 'addresses' | 'payments' | 'frequentFlyer' | 'reservations' | 'legs'> {
  const booking: ReturnType<typeof takeBooking> = {
    contacts: [],
    addresses: [],
    payments: [],
    frequentFlyer: [],
    reservations: [],
    legs: [],
  }
  for (const { id, key, messageId, cancelled, content } of reservations) {
    const own = statements
      .filter(({ facts }) => facts.reservationKey === key)
      .sort((a, b) => inUnbOrder(b.facts, a.facts))
    const ref = own.find(({ content }) => content.person !== null)?.content.person?.ref ?? null
    const theirs = (item: { travellerRef: string | null }) => item.travellerRef === null || item.travellerRef === ref
    for (const field of ['contacts', 'addresses', 'payments', 'frequentFlyer'] as const) {
      const stated = content[field].filter(theirs)
      if (stated.length === 0) continue
      ;(booking[field] as unknown[]).push(...stated)
      sources[field] ??= { messageId, at: `${content.pointer}/${field}` }
    }
    booking.reservations.push({
      versionId: id,
      locator: content.locator,
      carrier: content.locatorOwner,
      created: content.created,
      cancelled,
      groupName: content.groupName,
      peopleCount: content.peopleCount,
      namesakes: Math.max(0, ...own.map(({ content }) => content.namesakes)),
    })
    if (content.locator !== null) sources.locator ??= { messageId, at: `${content.pointer}/locator` }
    for (const leg of content.legs) if (!booking.legs.some((known) => sameLeg(known, leg))) booking.legs.push(leg)
  }
  return booking
}

type Leg = TravellerState['legs'][number]
const sameLeg = (a: Leg, b: Leg): boolean =>
  a.from === b.from && a.to === b.to && a.departure === b.departure && a.number === b.number

/** Writes `SURNAME, Given`, the order of passenger lists; null where no name is stated. */
function labelOf(person: { surname: string | null; given: string | null; middle: string | null }): string | null {
  const given = [person.given, person.middle].filter((part) => part !== null && part !== '').join(' ')
  if (person.surname === null) return given || null
  return given === '' ? person.surname : `${person.surname}, ${given}`
}

import type { Contact, EarlierDocument, EarlierName, Person } from '@entente/contracts'
import { normaliseDocumentNumber } from '@entente/matching'
import { isWholeDate } from '../statements/identity-keys.ts'
import type { ReservationContent, StatementContent } from '../statements/statement-draft.ts'
import { inUnbOrder, type StatementFacts } from './statement-facts.ts'
import {
  type FieldSource,
  type PersonField,
  personFields,
  type TravellerHistory,
  type TravellerState,
} from './traveller-state.ts'

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
  const stating = ordered.flatMap(({ facts, content }) =>
    content.person === null ? [] : [{ facts, person: content.person }],
  )
  // A seat booked for a bag has no name of its own, so it names nobody whom another statement names.
  const people = [...stating.filter((p) => !p.person.placeholder), ...stating.filter((p) => p.person.placeholder)]
  const sources: Record<string, FieldSource> = {}
  const first = people[0]?.person
  const person = takeFields(people, sources)
  const documents = takeDocuments(people, sources)
  const contacts = takeContacts(people, sources)
  const booking = takeBooking(statements, reservations, sources)
  const seat = takeSeat(ordered, sources)
  return {
    label: labelOf(person),
    role: first?.type ?? 'passenger',
    person: {
      ...person,
      infant: people.some((p) => p.person.infant),
      withInfant: people.some((p) => p.person.withInfant),
      placeholder: people.length > 0 && people.every((p) => p.person.placeholder),
      otherNationalities: takeNationalities(people, person.nationality, sources),
      references: takeReferences(people, sources),
    },
    documents,
    seat,
    bags: takeBags(ordered, sources),
    tickets: [...new Set(newestPerSource(people).flatMap((p) => p.person.tickets))],
    ...booking,
    contacts: distinctBy([...contacts.contacts, ...booking.contacts], contactKey),
    addresses: [...contacts.addresses, ...booking.addresses],
    history: takeHistory(statements, reservations, { person, documents, legs: booking.legs }, sources),
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
    const stating = field === 'birthDate' ? birthStating(people) : people.find(({ person }) => person[field] != null)
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

/** Finds the first stated birth date. If it is a part of a date, a statement of the whole date completes it. */
function birthStating(people: readonly Stated[]): Stated | undefined {
  const first = people.find(({ person }) => person.birthDate !== null)
  const part = `${first?.person.birthDate}-`
  const whole = people.filter(({ person }) => person.birthDate?.startsWith(part))
  return whole.find(({ person }) => isWholeDate(person.birthDate)) ?? whole[0] ?? first
}

function takeNationalities(
  people: readonly Stated[],
  first: string | null,
  sources: Record<string, FieldSource>,
): string[] {
  const stating = people.find(({ person }) => (person.otherNationalities ?? []).length > 0)
  if (stating === undefined) return []
  sources.otherNationalities = sourceOf(stating.facts, 'otherNationalities')
  return stating.person.otherNationalities.filter((nationality) => nationality !== first)
}

/** Takes the contacts and addresses of the newest list that states any. Those of a reservation are in `takeBooking`. */
function takeContacts(
  people: readonly Stated[],
  sources: Record<string, FieldSource>,
): Pick<TravellerState, 'contacts' | 'addresses'> {
  const taken: Pick<TravellerState, 'contacts' | 'addresses'> = { contacts: [], addresses: [] }
  for (const field of ['contacts', 'addresses'] as const) {
    // Statements of older releases have neither field.
    const stating = people.find(({ person }) => (person[field] ?? []).length > 0)
    if (stating === undefined) continue
    ;(taken[field] as unknown[]).push(...stating.person[field])
    sources[field] = sourceOf(stating.facts, field)
  }
  return taken
}

const contactKey = ({ medium, value, literal }: Contact): string => `${medium}|${value ?? ''}|${value ?? literal ?? ''}`
function distinctBy<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const met = new Set<string>()
  return items.filter((item) => {
    const key = keyOf(item)
    return !met.has(key) && met.add(key)
  })
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
    const own = statements.filter(({ facts }) => facts.reservationKey === key)
    const ref = refIn(statements, key)
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

/**
 * Takes what the history of the reservations says about this person, each once, and without what is current. An entry
 * without a traveller is theirs if they are the only one in the reservation; flights are everybody's. The reservation keeps all flights, a
 * traveller the first hundred: otherwise a long history of a large group would be stored once for each of its people.
 */
function takeHistory(
  statements: readonly OpenedStatement[],
  reservations: readonly OpenedReservation[],
  current: { person: { [F in PersonField]: Person[F] }; documents: TravellerState['documents']; legs: Leg[] },
  sources: Record<string, FieldSource>,
): TravellerHistory {
  const history: TravellerHistory = { names: [], documents: [], contacts: [], addresses: [], legs: [] }
  for (const { key, messageId, content } of reservations) {
    // Reservations of older releases have no history.
    if (content.history === undefined) continue
    const ref = refIn(statements, key)
    const alone = content.peopleCount === 1
    const theirs = (entry: { travellerRef: string | null }) =>
      entry.travellerRef === null ? alone : entry.travellerRef === ref
    for (const field of ['names', 'documents', 'contacts', 'addresses'] as const)
      (history[field] as unknown[]).push(...content.history[field].filter(theirs))
    history.legs.push(...content.history.legs)
    sources.history ??= { messageId, at: `${content.pointer}/history` }
  }
  const numbers = new Set(current.documents.map(({ number }) => numberKey(number)))
  const { names, documents, contacts, addresses, legs } = history
  const taken = {
    names: distinctBy(names, nameKey).filter((name) => !isCurrentName(name, current.person)),
    documents: distinctBy(documents, documentKey).filter(
      ({ number }) => number === null || !numbers.has(numberKey(number)),
    ),
    contacts: distinctBy(contacts, contactKey),
    addresses: distinctBy(addresses, ({ line, city, postal, country }) => [line, city, postal, country].join('|')),
    legs: distinctBy(legs, legKey)
      .filter((leg) => !current.legs.some((now) => sameLeg(now, leg)))
      .slice(0, mostEarlierLegs),
  }
  if (Object.values(taken).every((entries) => entries.length === 0)) delete sources.history
  return taken
}

/** Returns the reference of the person in a reservation. */
function refIn(statements: readonly OpenedStatement[], key: string): string | null {
  const own = statements
    .filter(({ facts }) => facts.reservationKey === key)
    .sort((a, b) => inUnbOrder(b.facts, a.facts))
  return own.find(({ content }) => content.person !== null)?.content.person?.ref ?? null
}

const mostEarlierLegs = 100
const tidy = (text: string | null): string => (text ?? '').toUpperCase().replaceAll(/\s+/g, '')
const nameKey = ({ surname, given }: EarlierName): string => `${tidy(surname)}|${tidy(given)}`
const isCurrentName = (
  name: EarlierName,
  person: { surname: string | null } & Record<'given' | 'middle', string | null>,
) =>
  [`${person.given ?? ''}`, `${person.given ?? ''}${person.middle ?? ''}`].some(
    (given) => nameKey(name) === `${tidy(person.surname)}|${tidy(given)}`,
  )
const numberKey = (number: string | null): string =>
  number === null ? '' : (normaliseDocumentNumber(number) ?? number)
const documentKey = ({ number, type, literal }: EarlierDocument): string =>
  number === null ? `|${type}|${literal}` : numberKey(number)
const legKey = (leg: Leg): string => [leg.from, leg.to, leg.departure, leg.number].join('|')

type Leg = TravellerState['legs'][number]
const sameLeg = (a: Leg, b: Leg): boolean =>
  a.from === b.from && a.to === b.to && a.departure === b.departure && a.number === b.number

/** Writes `SURNAME, Given`, the order of passenger lists; null where no name is stated. */
function labelOf(person: { surname: string | null; given: string | null; middle: string | null }): string | null {
  const given = [person.given, person.middle].filter((part) => part !== null && part !== '').join(' ')
  if (person.surname === null) return given || null
  return given === '' ? person.surname : `${person.surname}, ${given}`
}

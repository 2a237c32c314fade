import type { Person, TravelDocument } from '@entente/contracts'
import { newPerson } from '../records/new-person.ts'
import { beginsAlike, findByName, findByRef, firstOf, sameSurname } from './find-person.ts'
import type { FindingSink } from './finding-sink.ts'
import { addPersonFromSsr } from './place-infants.ts'
import type { DocumentStatement, ReservationDraft } from './reservation-draft.ts'

/**
 * Gives each document to its person (travel.md 3.4 "Where it belongs", 3.5.8): those under a traveller first, so that
 * the first statement of a number is the traveller's own; then those of the reservation and its legs.
 */
export function placeDocuments(sink: FindingSink, draft: ReservationDraft): void {
  const { documents } = draft
  for (const statement of documents) if (statement.holder !== null) placeOwn(sink, draft, statement, statement.holder)
  const numbers = new Map<string, Person>()
  for (const person of draft.reservation.people) {
    for (const document of person.documents) remember(numbers, person, document)
  }
  for (const statement of documents) if (statement.holder === null) placeReferred(sink, draft, statement, numbers)
}

/** Whose document number it is: the first person that has it. */
function remember(numbers: Map<string, Person>, person: Person, document: TravelDocument): void {
  const key = numberKey(document)
  if (key !== null && !numbers.has(key)) numbers.set(key, person)
}

const numberKey = (document: TravelDocument): string | null =>
  document.number === null ? null : `${document.source} ${document.number.toUpperCase()}`

function placeOwn(sink: FindingSink, draft: ReservationDraft, statement: DocumentStatement, holder: Person): void {
  if (statement.ref !== null && findByRef([holder], statement.ref) === null) {
    const message = `refers to traveller ${statement.ref} but stands under ${holder.ref ?? 'another'}`
    sink.reportAt('REFERENCE_UNKNOWN', message, statement.place, statement.ref, pointerOf(draft, holder))
  }
  const owner = infantOwner(sink, draft, statement, holder) ?? holder
  const repeated = sameDocument(draft, owner, statement.document)
  if (repeated !== null) reportConflict(sink, draft, owner, repeated, statement)
  else give(owner, statement)
}

function placeReferred(
  sink: FindingSink,
  draft: ReservationDraft,
  statement: DocumentStatement,
  numbers: Map<string, Person>,
): void {
  const { document } = statement
  const key = numberKey(document)
  const known = key === null ? undefined : numbers.get(key)
  if (known !== undefined) {
    reportConflict(sink, draft, known, sameDocument(draft, known, document)!, statement)
    return
  }
  const holder = personMeant(draft, statement)
  if (holder === null) {
    // An infant's own document names a person even where no traveller does.
    const infant = isInfantDocument(document) ? infantOwner(sink, draft, statement, null) : null
    if (infant === null) {
      const message = 'a document that belongs to none of the travellers'
      sink.reportAt('REFERENCE_UNKNOWN', message, statement.place, document.literal, `${draft.pointer}/people`)
    } else {
      give(infant, statement)
      remember(numbers, infant, document)
    }
    return
  }
  const owner = infantOwner(sink, draft, statement, holder) ?? holder
  const repeated = sameDocument(draft, owner, document)
  if (repeated !== null) reportConflict(sink, draft, owner, repeated, statement)
  else {
    give(owner, statement)
    remember(numbers, owner, document)
  }
}

/** By traveller reference, else by name (the number was looked for before). */
function personMeant(draft: ReservationDraft, statement: DocumentStatement): Person | null {
  const { people } = draft.reservation
  if (statement.ref !== null) {
    const person = findByRef(people, statement.ref)
    if (person !== null) return person
  }
  const { named, document } = statement
  if (named !== null) {
    const person = findByName(people, named.surname, named.given)
    if (person !== null) return person
  }
  return document.surname === null ? null : findByName(people, document.surname, document.given)
}

const isInfantDocument = (document: TravelDocument): boolean => document.sex === 'MI' || document.sex === 'FI'

/**
 * The infant that a document with sex MI or FI belongs to when it stands under somebody else: the one whose given name
 * it begins with, else the first without a document, else a person made from it. Null: it stays where it is.
 */
function infantOwner(
  sink: FindingSink,
  draft: ReservationDraft,
  statement: DocumentStatement,
  holder: Person | null,
): Person | null {
  const { document } = statement
  if (!isInfantDocument(document) || holder?.infant) return null
  if (holder !== null && holder.travellerType !== 'A' && !holder.withInfant && ownName(holder, document)) {
    // The traveller's type is not stated and the name is its own: this is the infant.
    return null
  }
  const infants = infantsOf(draft)
  const infant =
    firstOf(infants, (one) => document.given !== null && one.givenLiteral !== null && startsWith(document, one)) ??
    firstOf(infants, (one) => one.documents.length === 0)
  if (infant !== undefined) {
    sink.reportAt(
      'DOCUMENT_MOVED_TO_INFANT',
      'an infant document under another traveller',
      statement.place,
      document.literal,
      pointerOf(draft, infant),
    )
    return infant
  }
  const made = newPerson('passenger')
  made.surname = document.surname
  made.givenLiteral = document.given
  made.infant = true
  infants.push(made)
  addPersonFromSsr(sink, draft, made, statement.place, document.literal)
  return made
}

/** The infants of the reservation; kept, so that many documents do not look through many people each. */
function infantsOf(draft: ReservationDraft): Person[] {
  draft.knownInfants ??= draft.reservation.people.filter((person) => person.infant)
  return draft.knownInfants
}

const startsWith = (document: TravelDocument, person: Person): boolean =>
  document.given!.length >= person.givenLiteral!.length && beginsAlike(document.given, person.givenLiteral)

const ownName = (person: Person, document: TravelDocument): boolean =>
  document.given !== null &&
  person.givenLiteral !== null &&
  sameSurname(person.surname, document.surname) &&
  beginsAlike(person.givenLiteral, document.given)

/** A document that says the same: equal number; without number, equal in everything that is stated. */
function sameDocument(draft: ReservationDraft, owner: Person, stated: TravelDocument): TravelDocument | null {
  const { documents } = owner
  if (documents.length > FEW) return keysOf(draft, owner).get(keyOf(stated)) ?? null
  for (const document of documents) {
    if (document.source !== stated.source) continue
    if (stated.number !== null) {
      if (document.number !== null && sameNumber(document.number, stated.number)) return document
    } else if (document.number === null && COMPARED.every((field) => document[field] === stated[field])) return document
  }
  return null
}

/** Nobody carries more; whoever does is looked up in an index. */
const FEW = 8

function keysOf(draft: ReservationDraft, owner: Person): Map<string, TravelDocument> {
  draft.documentKeys ??= new Map()
  let keys = draft.documentKeys.get(owner)
  if (keys === undefined) {
    keys = new Map()
    draft.documentKeys.set(owner, keys)
  }
  // Documents are only ever added: those since the last look are entered now.
  for (let i = keys.size; i < owner.documents.length; i++) keys.set(keyOf(owner.documents[i]!), owner.documents[i]!)
  return keys
}

const keyOf = (document: TravelDocument): string =>
  numberKey(document) ?? JSON.stringify([document.source, ...COMPARED.map((field) => document[field])])

const sameNumber = (a: string, b: string): boolean => a === b || a.toUpperCase() === b.toUpperCase()

const COMPARED = [
  'type',
  'issuer',
  'nationality',
  'sex',
  'birthDate',
  'expires',
  'surname',
  'given',
  'secondGiven',
] as const

/** `DOCUMENT_CONFLICT` where a repetition differs; the first statement stays. */
function reportConflict(
  sink: FindingSink,
  draft: ReservationDraft,
  owner: Person,
  first: TravelDocument,
  statement: DocumentStatement,
): void {
  const { document } = statement
  const differing = COMPARED.filter((field) => {
    const a = first[field]
    const b = document[field]
    return a !== null && b !== null && a !== b
  })
  if (differing.length === 0) return
  const message = `another ${differing.join(', ')} for the same number`
  const at = (): string => `${pointerOf(draft, owner)()}/documents/${owner.documents.indexOf(first)}`
  sink.reportAt('DOCUMENT_CONFLICT', message, statement.place, document.literal, at)
}

function give(owner: Person, statement: DocumentStatement): void {
  const field = `documents/${owner.documents.length}`
  owner.documents.push(statement.document)
  if (statement.birthLiteral !== null) {
    owner.derived.push({ field: `${field}/birthDate`, literal: statement.birthLiteral, rule: 'birth-date-century' })
  }
  if (statement.expiryLiteral !== null) {
    owner.derived.push({ field: `${field}/expires`, literal: statement.expiryLiteral, rule: 'expiry-century' })
  }
}

const pointerOf = (draft: ReservationDraft, person: Person) => (): string =>
  `${draft.pointer}/people/${draft.reservation.people.indexOf(person)}`

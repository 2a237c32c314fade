import type { Person, TravelDocument } from '@entente/contracts'
import { isPartOf } from '../derive/birth-date.ts'
import { newPerson } from '../records/new-person.ts'
import { beginsAlike, findByName, findByRef, firstOf, sameSurname } from './find-person.ts'
import type { FindingSink } from './finding-sink.ts'
import { addPersonFromSsr } from './place-infants.ts'
import type { DocumentStatement, ReservationDraft } from './reservation-draft.ts'

/**
 * Assigns each document to a person. Documents under a traveller are assigned first, then those of the reservation and
 * its legs. So if a document number is stated twice, the statement under the traveller counts.
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

/** Records the first person with this document number. */
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
  else addDocument(owner, statement)
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
  const holder = findHolder(draft, statement)
  if (holder === null) {
    // The document of an infant adds a person, even if no traveller matches.
    const infant = isInfantDocument(document) ? infantOwner(sink, draft, statement, null) : null
    if (infant === null) {
      const message = 'a document that belongs to none of the travellers'
      sink.reportAt('REFERENCE_UNKNOWN', message, statement.place, document.literal, `${draft.pointer}/people`)
    } else {
      addDocument(infant, statement)
      remember(numbers, infant, document)
    }
    return
  }
  const owner = infantOwner(sink, draft, statement, holder) ?? holder
  const repeated = sameDocument(draft, owner, document)
  if (repeated !== null) reportConflict(sink, draft, owner, repeated, statement)
  else {
    addDocument(owner, statement)
    remember(numbers, owner, document)
  }
}

/** Finds the person of a document by traveller reference, otherwise by name. The caller has already searched by document number. */
function findHolder(draft: ReservationDraft, statement: DocumentStatement): Person | null {
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
 * Finds the infant for a document with sex MI or FI under another person. It is the infant whose given name agrees, else
 * the first infant without a document, else a new person. Returns null if the document belongs to the holder after all.
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
    // If the traveller's type is not stated and the name matches, this traveller is the infant.
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

/** Returns the infants of the reservation. They are cached, so that not every document scans all people. */
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

/** Finds an equal document of the owner by its number; if it has no number, by all compared fields. */
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

/** For a person with more documents than this, an index is used. */
const FEW = 8

function keysOf(draft: ReservationDraft, owner: Person): Map<string, TravelDocument> {
  draft.documentKeys ??= new Map()
  let keys = draft.documentKeys.get(owner)
  if (keys === undefined) {
    keys = new Map()
    draft.documentKeys.set(owner, keys)
  }
  // Documents are only added, so the index needs just the new ones.
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

/** Reports `DOCUMENT_CONFLICT` if a repeated document differs. The first statement is kept. */
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
    if (a === null || b === null || a === b) return false
    return field !== 'birthDate' || !(isPartOf(a, b) || isPartOf(b, a))
  })
  // A statement with the whole birth date completes a part of it: both say the same.
  if (first.birthDate !== null && document.birthDate !== null && isPartOf(first.birthDate, document.birthDate)) {
    first.birthDate = document.birthDate
  }
  if (differing.length === 0) return
  const message = `another ${differing.join(', ')} for the same number`
  const at = (): string => `${pointerOf(draft, owner)()}/documents/${owner.documents.indexOf(first)}`
  sink.reportAt('DOCUMENT_CONFLICT', message, statement.place, document.literal, at)
}

function addDocument(owner: Person, statement: DocumentStatement): void {
  const field = `documents/${owner.documents.length}`
  owner.documents.push(statement.document)
  if (statement.birth !== null) owner.derived.push({ field: `${field}/birthDate`, ...statement.birth })
  if (statement.expiryLiteral !== null) {
    owner.derived.push({ field: `${field}/expires`, literal: statement.expiryLiteral, rule: 'expiry-century' })
  }
}

const pointerOf = (draft: ReservationDraft, person: Person) => (): string =>
  `${draft.pointer}/people/${draft.reservation.people.indexOf(person)}`

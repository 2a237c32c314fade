import type { FindingPosition, Person, TravelDocument } from '@entente/contracts'
import { splitTitle } from '../derive/split-title.ts'
import { beginsAlike, sameSurname } from './find-person.ts'
import type { FindingSink } from './finding-sink.ts'
import { judgeItinerary } from './header-flight.ts'
import { placeDocuments } from './place-documents.ts'
import { placeInfants } from './place-infants.ts'
import type { PnrgovState } from './pnrgov-state.ts'
import { completeHistory } from './read-history.ts'
import type { ReservationDraft } from './reservation-draft.ts'

/**
 * Completes a reservation when all its segments are read: assigns infants and documents, separates titles, sets the cancellation, reports missing
 * data.
 */
export function completeReservation(state: PnrgovState, draft: ReservationDraft): void {
  const { reservation } = draft
  const { context } = state
  if (reservation.locator === null) {
    context.reportAt('LOCATOR_MISSING', 'no record locator', draft.place, null, `${draft.pointer}/locator`)
  }
  completePeople(context, draft)
  const isUpdate = state.function !== '22'
  const isEmpty = reservation.people.length === 0 && reservation.legs.length === 0 && reservation.groupName === null
  reservation.cancelled = (draft.emptyOrg && isUpdate) || isEmpty
  if (draft.bagTags.size > 0) reservation.bagTags.distinct = [...draft.bagTags].sort()
  judgeItinerary(context, state.flight, draft)
}

/**
 * Assigns documents to people, adds people that only a document or INFT names, and derives names, birth dates, sex and
 * nationality. The readers of both EDIFACT and XML use it.
 */
export function completePeople(sink: FindingSink, draft: ReservationDraft): void {
  if (draft.infants.length > 0) placeInfants(sink, draft)
  if (draft.documents.length > 0) placeDocuments(sink, draft)
  const { people } = draft.reservation
  for (let index = 0; index < people.length; index++) {
    completePerson(sink, people[index]!, `${draft.pointer}/people/${index}`, draft.peopleAt[index] ?? null)
  }
  if (draft.reservation.history.names.length > 0) completeHistory(draft.reservation)
}

function completePerson(sink: FindingSink, person: Person, pointer: string, place: FindingPosition | null): void {
  const document = identityDocument(person)
  if (document !== null) takeIdentity(person, document)
  else if (person.documents.length === 0) {
    sink.reportAt('PERSON_WITHOUT_DOCUMENT', 'no document is stated', place, null, `${pointer}/documents`)
  }
  for (const visa of person.documents) if (visa.source === 'SSR DOCO') person.birthPlace ??= visa.birthPlace
  const split = splitTitle(person.givenLiteral, person.sex)
  person.given = split.given
  if (split.rule !== null) {
    person.title = split.title
    person.derived.push({ field: 'given', literal: person.givenLiteral!, rule: split.rule })
  }
  if (document !== null) judgeName(sink, person, document, pointer, place)
}

/** Returns the first document of type P; if there is none, the first document that states an identity (a DOCO does not). */
function identityDocument(person: Person): TravelDocument | null {
  let first: TravelDocument | null = null
  for (const document of person.documents) {
    if (document.source === 'SSR DOCO') continue
    if (document.type === 'P') return document
    first ??= document
  }
  return first
}

function takeIdentity(person: Person, document: TravelDocument): void {
  const { birthDate, sex, nationality } = document
  if (birthDate !== null) {
    person.birthDate = birthDate
    person.derived.push({ field: 'birthDate', literal: birthDate, rule: 'from-document' })
  }
  if (nationality !== null) {
    person.nationality = nationality
    person.derived.push({ field: 'nationality', literal: nationality, rule: 'from-document' })
  }
  const stated = sex === 'MI' ? 'M' : sex === 'FI' ? 'F' : sex
  if (sex === null || (stated !== 'M' && stated !== 'F' && stated !== 'U' && stated !== 'X')) return
  person.sex = stated
  person.derived.push({ field: 'sex', literal: sex, rule: stated === sex ? 'from-document' : 'infant-sex' })
}

function judgeName(
  sink: FindingSink,
  person: Person,
  document: TravelDocument,
  pointer: string,
  place: FindingPosition | null,
): void {
  const { surname, given } = document
  const differs =
    (surname !== null && person.surname !== null && !sameSurname(surname, person.surname)) ||
    (given !== null && person.given !== null && !beginsAlike(given, person.given))
  if (!differs) return
  const literal = `${surname ?? ''}/${given ?? ''}`
  sink.reportAt('NAME_DIFFERS', 'the document has another name', place, literal, `${pointer}/documents`)
}

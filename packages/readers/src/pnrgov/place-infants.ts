import type { Person } from '@entente/contracts'
import { newPerson } from '../records/new-person.ts'
import { beginsAlike, firstOf, sameSurname } from './find-person.ts'
import type { FindingSink } from './finding-sink.ts'
import type { InfantStatement, ReservationDraft } from './reservation-draft.ts'

/**
 * Assigns each SSR INFT to an infant. Infants with a matching name get theirs first. Then each traveller of type `IN`
 * that has no INFT yet gets the next one. An INFT that repeats a known infant adds no person. An INFT without a matching
 * traveller adds one.
 */
export function placeInfants(sink: FindingSink, draft: ReservationDraft): void {
  const { people } = draft.reservation
  const infants = people.filter((person) => person.infant)
  const named = new Set<Person>()
  const unmatched: InfantStatement[] = []
  for (const statement of draft.infants) {
    const infant = firstOf(infants, (person) => isSame(person, statement))
    if (infant === undefined) unmatched.push(statement)
    else {
      named.add(infant)
      takeBirthDate(infant, statement)
    }
  }
  for (const statement of unmatched) {
    const known = firstOf(infants, (person) => isSame(person, statement))
    if (known !== undefined) continue
    const candidate = firstOf(infants, (person) => person.ref !== null && !named.has(person))
    if (candidate === undefined) {
      const made = makeInfant(sink, draft, statement)
      infants.push(made)
      named.add(made)
      continue
    }
    named.add(candidate)
    takeBirthDate(candidate, statement)
    const at = (): string => `${draft.pointer}/people/${people.indexOf(candidate)}`
    sink.reportAt('NAME_DIFFERS', 'INFT has another name for the infant', statement.place, statement.literal, at)
  }
}

function isSame(person: Person, statement: InfantStatement): boolean {
  if (statement.given === null && person.givenLiteral !== null) return false
  return sameSurname(person.surname, statement.surname) && beginsAlike(person.givenLiteral, statement.given)
}

function takeBirthDate(infant: Person, statement: InfantStatement): void {
  if (infant.birthDate !== null || statement.birthDate === null) return
  infant.birthDate = statement.birthDate
  const literal = statement.birthLiteral ?? statement.birthDate
  infant.derived.push({ field: 'birthDate', literal, rule: 'from-infant-service' })
}

function makeInfant(sink: FindingSink, draft: ReservationDraft, statement: InfantStatement): Person {
  const infant = newPerson('passenger')
  infant.surname = statement.surname
  infant.givenLiteral = statement.given
  infant.infant = true
  takeBirthDate(infant, statement)
  addPersonFromSsr(sink, draft, infant, statement.place, statement.literal)
  return infant
}

/** Adds a person that no traveller segment names. */
export function addPersonFromSsr(
  sink: FindingSink,
  draft: ReservationDraft,
  person: Person,
  place: InfantStatement['place'],
  literal: string | null,
): void {
  const { people } = draft.reservation
  const at = `${draft.pointer}/people/${people.length}`
  people.push(person)
  draft.peopleAt.push(place)
  sink.reportAt('PERSON_FROM_SSR', 'an infant that only a service names', place, literal, at)
}

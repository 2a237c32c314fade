import type { Person } from '@entente/contracts'
import { withoutLeadingZeros } from '../derive/flight-number.ts'

/** For reservations with more people than this, an index is used. For smaller ones a scan is faster. */
const SMALL = 16
/** No group has more people than this. In a larger reservation, only references identify people, so that no input makes the search slow. */
const LARGEST_GROUP = 2000

const indexes = new WeakMap<readonly Person[], { size: number; byRef: Map<string, Person> }>()

/** Finds the person with this traveller reference; leading zeros do not matter. */
export function findByRef(people: readonly Person[], ref: string): Person | null {
  if (people.length > SMALL) return findInIndex(people, withoutLeadingZeros(ref))
  for (const person of people) if (person.ref === ref) return person
  const plain = withoutLeadingZeros(ref)
  for (const person of people) {
    if (person.ref !== null && withoutLeadingZeros(person.ref) === plain) return person
  }
  return null
}

function findInIndex(people: readonly Person[], plain: string): Person | null {
  let index = indexes.get(people)
  if (index === undefined) {
    index = { size: 0, byRef: new Map() }
    indexes.set(people, index)
  }
  for (; index.size < people.length; index.size++) {
    const person = people[index.size]!
    const key = person.ref === null ? null : withoutLeadingZeros(person.ref)
    if (key !== null && !index.byRef.has(key)) index.byRef.set(key, person)
  }
  return index.byRef.get(plain) ?? null
}

/**
 * Finds the person with this surname whose given name begins like `given`. Returns null if no person or several people
 * match.
 */
export function findByName(people: readonly Person[], surname: string, given: string | null): Person | null {
  if (people.length > LARGEST_GROUP) return null
  let found: Person | null = null
  for (const person of people) {
    if (!sameSurname(person.surname, surname) || !beginsAlike(person.givenLiteral, given)) continue
    if (found !== null) return null
    found = person
  }
  return found
}

/** No reservation has more infants than this. The scan stops here, so that no input makes it slow. */
const MOST_INFANTS = 100

/** Returns the first infant for which `fits` is true; undefined if there is none among the first hundred. */
export function firstOf(infants: readonly Person[], fits: (infant: Person) => boolean): Person | undefined {
  const end = Math.min(infants.length, MOST_INFANTS)
  for (let i = 0; i < end; i++) if (fits(infants[i]!)) return infants[i]
  return undefined
}

/** Compares surnames without case and blanks. */
export function sameSurname(a: string | null, b: string | null): boolean {
  if (a === b) return true
  return a !== null && b !== null && compact(a) === compact(b)
}

/** Tests whether one given name begins with the other, without case and blanks. An unknown name counts as beginning like any name. */
export function beginsAlike(a: string | null, b: string | null): boolean {
  if (a === b || a === null || b === null) return true
  if (a.startsWith(b) || b.startsWith(a)) return true
  const x = compact(a)
  const y = compact(b)
  return x.startsWith(y) || y.startsWith(x)
}

const compact = (text: string): string => text.replaceAll(' ', '').toUpperCase()

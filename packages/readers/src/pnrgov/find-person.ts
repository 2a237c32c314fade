import type { Person } from '@entente/contracts'
import { withoutLeadingZeros } from '../derive/flight-number.ts'

/** The person with this traveller reference; leading zeros do not matter. */
export function findByRef(people: readonly Person[], ref: string): Person | null {
  for (const person of people) if (person.ref === ref) return person
  const plain = withoutLeadingZeros(ref)
  for (const person of people) {
    if (person.ref !== null && withoutLeadingZeros(person.ref) === plain) return person
  }
  return null
}

/** The one person with this surname whose given name and this one begin alike; null where none or several do. */
export function findByName(people: readonly Person[], surname: string, given: string | null): Person | null {
  let found: Person | null = null
  for (const person of people) {
    if (!sameSurname(person.surname, surname) || !beginsAlike(person.givenLiteral, given)) continue
    if (found !== null) return null
    found = person
  }
  return found
}

/** Surnames without regard to case and blanks. */
export function sameSurname(a: string | null, b: string | null): boolean {
  if (a === b) return true
  return a !== null && b !== null && compact(a) === compact(b)
}

/** One given name begins with the other, without regard to case and blanks; an unknown one begins like any. */
export function beginsAlike(a: string | null, b: string | null): boolean {
  if (a === b || a === null || b === null) return true
  if (a.startsWith(b) || b.startsWith(a)) return true
  const x = compact(a)
  const y = compact(b)
  return x.startsWith(y) || y.startsWith(x)
}

const compact = (text: string): string => text.replaceAll(' ', '').toUpperCase()

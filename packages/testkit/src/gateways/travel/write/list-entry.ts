import type { InventedPerson } from '../../../synthetic/people/invented-person.ts'
import type { Bag } from '../bookings/booking.ts'
import type { Carrier } from '../schedule/carriers.ts'
import type { StatedPerson } from './stated-person.ts'
import { writtenName } from './written-name.ts'

/** One person in a passenger or crew list. */
export interface ListEntry {
  kind: StatedPerson['kind']
  person: InventedPerson
  locator: string | null
  uniqueReference: string | null
  seat: string | null
  bags: Bag[]
  visa: string | null
  embarkation: string
  debarkation: string
  /** True if the data was read from the document, false if the traveller typed it. */
  verified: boolean
}

/** Splits the given names into the first name and all further names, which a passenger list has in two components. */
export function namesInList(person: InventedPerson, carrier: Carrier) {
  const { surname, given } = writtenName(person, carrier)
  const [first = '', ...others] = given.split(' ')
  return { surname, given: first, middle: others.join(' ') || null }
}

export function statedInList(entry: ListEntry, carrier: Carrier): StatedPerson {
  return {
    kind: entry.kind,
    ...namesInList(entry.person, carrier),
    birthDate: entry.person.birthDate,
    documentNumber: entry.person.document.number,
    locator: null,
  }
}

import type { Person, TravelDocument } from '@entente/contracts'
import { splitTitle } from '../derive/split-title.ts'

/**
 * The empty list of all people who have nothing of a kind, as nearly all have. It is frozen: `withOneMore` makes a list of
 * its own.
 */
const NONE = Object.freeze([]) as readonly never[] as never[]

/** Adds an entry to a list of a person that may be the shared empty one. */
export function withOneMore<T>(list: T[], entry: T): T[] {
  if (list.length === 0) return [entry]
  list.push(entry)
  return list
}

/** Returns a person with every key present and null for all unknown values. */
export function newPerson(type: Person['type']): Person {
  return {
    ref: null,
    type,
    surname: null,
    given: null,
    middle: null,
    givenLiteral: null,
    title: null,
    travellerType: null,
    infant: false,
    withInfant: false,
    placeholder: false,
    sex: null,
    birthDate: null,
    nationality: null,
    otherNationalities: NONE,
    residence: null,
    birthPlace: null,
    embarkation: null,
    debarkation: null,
    clearance: null,
    seat: null,
    verified: null,
    documents: [],
    tickets: [],
    references: { recordLocator: null, uniqueReference: null, governmentReference: null, customerReference: null },
    bags: null,
    contacts: NONE,
    addresses: NONE,
    employment: null,
    derived: [],
  }
}

export function newDocument(source: TravelDocument['source']): TravelDocument {
  return {
    type: null,
    number: null,
    issuer: null,
    expires: null,
    nationality: null,
    sex: null,
    surname: null,
    given: null,
    secondGiven: null,
    birthDate: null,
    issued: null,
    issuePlace: null,
    validFor: null,
    birthPlace: null,
    source,
    literal: null,
  }
}

/** Codes that stand in the place of a name: to be announced, an extra seat, a bag that has a seat (IATA AIRIMP). */
const SEAT_CODES = new Set(['EXST', 'CBBG'])

/**
 * Tests whether a name names nobody: `TBA` as the surname, or `EXST` or `CBBG` as a word of either name. Case, digits
 * and a title after the code do not matter: `EXST2`, `exst mr`, `CBBGMRS`.
 */
export function isPlaceholderName(surname: string | null, given: string | null): boolean {
  return (surname?.length === 3 && surname.toUpperCase() === 'TBA') || hasSeatCode(surname) || hasSeatCode(given)
}

function hasSeatCode(name: string | null): boolean {
  // Few names have these letters, so nearly none is split into words.
  if (name === null || !/exst|cbbg/i.test(name)) return false
  return name
    .toUpperCase()
    .split(/[^A-Z]+/)
    .some((word) => SEAT_CODES.has(word) || SEAT_CODES.has(splitTitle(word, null).given ?? ''))
}

import type { Person, TravelDocument } from '@entente/contracts'

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

/** `TBA` is the placeholder for a name to be announced. */
export const isPlaceholderName = (surname: string | null): boolean => surname === 'TBA'

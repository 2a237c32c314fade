import type { Person } from '@entente/contracts'
import { statedYearFirst } from '../derive/stated-date.ts'
import { newDocument, newPerson } from '../records/new-person.ts'
import type { PaxlstState } from './paxlst-state.ts'
import { addPerson, finishPerson } from './person.ts'

const TYPES: Record<string, Person['type']> = { PAX: 'passenger', CRW: 'crew', ITI: 'transit-passenger' }

/** Reads PDT: one person with one document in one segment (US dialect). Values in wrong components are not moved. */
export function readPdt(state: PaxlstState): void {
  finishPerson(state)
  const { context } = state
  const { cursor } = context
  if (state.dialect !== 'us') state.misplaced()
  const kind = cursor.text(3, 1)
  const person = newPerson((kind === null ? undefined : TYPES[kind]) ?? 'passenger')
  person.surname = cursor.text(2, 1)
  person.givenLiteral = cursor.text(2, 2)
  person.middle = cursor.text(2, 3)
  person.embarkation = airport(cursor.text(4, 1))
  person.debarkation = airport(cursor.text(4, 2))
  addPerson(state, person)
  const sex = cursor.text(2, 5)
  if (sex === 'M' || sex === 'F' || sex === 'U' || sex === 'X') person.sex = sex
  else if (sex !== null) context.report('SEX_UNKNOWN', 'not one of M, F, U, X', 2, 5, `${state.personPointer()}/sex`)
  const birth = cursor.text(2, 4)
  if (birth !== null)
    state.birth = { stated: statedYearFirst(birth), literal: birth, format: null, place: context.place(2, 4) }
  readPdtDocument(state, person)
  finishPerson(state)
}

function readPdtDocument(state: PaxlstState, person: Person): void {
  const { context } = state
  const { cursor } = context
  const literal = cursor.text(1, 1)
  const slash = literal === null ? -1 : literal.indexOf('/')
  const type = literal === null || slash < 0 ? null : literal.slice(0, slash).trim() || null
  const number = literal === null ? null : literal.slice(slash + 1).trim() || null
  if (type === null && number === null) {
    context.report('DOCUMENT_EMPTY', 'neither type nor number', 1, 1, `${state.personPointer()}/documents`)
    return
  }
  const document = newDocument('PDT')
  document.type = type
  document.number = number
  document.issuer = cursor.text(1, 3)
  document.literal = cursor.textFrom(1, 1)
  person.documents.push(document)
  if (type === null) {
    context.report(
      'DOCUMENT_TYPE_MISSING',
      'a document without type',
      1,
      1,
      `${state.personPointer()}/documents/0/type`,
    )
  }
  const expires = cursor.text(1, 2)
  if (expires === null) return
  state.expiries.push({ document: 0, stated: statedYearFirst(expires), literal: expires, place: context.place(1, 2) })
}

/** Returns the airport of a text of five letters: two letters for the country, then three for the airport. */
const airport = (text: string | null): string | null => (text !== null && text.length === 5 ? text.slice(2) : text)

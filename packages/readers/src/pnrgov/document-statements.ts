import type { TravelDocument } from '@entente/contracts'
import { readBirthDate, reportBirthDate } from '../derive/birth-date.ts'
import { dateOfIso, isoDate } from '../derive/calendar.ts'
import { judgeNationality } from '../derive/judge-country.ts'
import {
  hasCentury,
  resolveBirthDate,
  resolveExpiry,
  resolveOtherDate,
  statedWithMonthName,
} from '../derive/stated-date.ts'
import { newDocument } from '../records/new-person.ts'
import { LEG, type PnrgovState, TRAVELLER } from './pnrgov-state.ts'
import type { DocumentStatement } from './reservation-draft.ts'
import { splitSsrText } from './ssr-text.ts'
import { statedRef } from './stated-ref.ts'

/** Reads SSR DOCS: a travel document in eleven fields (IATA AIRIMP). Its owner is known only when all travellers are known. */
export function readDocs(state: PnrgovState): void {
  const { context } = state
  const text = context.cursor.textFrom(1, 9)
  if (text === null) {
    reportEmpty(state)
    return
  }
  const { fields, named } = splitSsrText(text)
  const [type, issuer, number, nationality, birth, sex, expiry, surname, given, secondGiven] = fields
  if (!number && !birth && !surname && !given) {
    reportEmpty(state)
    return
  }
  const document = newDocument('SSR DOCS')
  document.type = type ?? null
  document.issuer = issuer ?? null
  document.number = number ?? null
  document.sex = sex ?? null
  document.surname = surname ?? null
  document.given = given ?? null
  document.secondGiven = secondGiven ?? null
  document.literal = text
  const statement = newStatement(state, document, named)
  readNationality(state, document, nationality ?? null)
  if (birth) readBirth(state, statement, birth)
  if (expiry) readExpiry(state, statement, expiry)
  if (sex && !SEXES.has(sex)) context.report('SEX_UNKNOWN', `"${sex}" is no sex`, 1, 9, documentsAt(state))
  if (number && !type) {
    context.report('DOCUMENT_TYPE_MISSING', 'a document number without type', 1, 9, documentsAt(state))
  }
  state.draft!.documents.push(statement)
}

/** Reads SSR DOCO: a visa or similar document, without an expiry (IATA AIRIMP). */
export function readDoco(state: PnrgovState): void {
  const text = state.context.cursor.textFrom(1, 9)
  const { fields, named } = text === null ? { fields: [], named: null } : splitSsrText(text)
  if (text === null || fields.slice(0, 6).every((field) => field === null)) {
    reportEmpty(state)
    return
  }
  const [birthPlace, type, number, issuePlace, issued, validFor] = fields
  const document = newDocument('SSR DOCO')
  document.birthPlace = birthPlace ?? null
  document.type = type ?? null
  document.number = number ?? null
  document.issuePlace = issuePlace ?? null
  document.validFor = validFor ?? null
  document.literal = text
  if (issued) {
    const date = resolveOtherDate(statedWithMonthName(issued))
    if (date === 0) reportDate(state, issued, 'issued')
    else document.issued = isoDate(date)
  }
  state.draft!.documents.push(newStatement(state, document, named))
}

const SEXES = new Set(['M', 'F', 'U', 'X', 'MI', 'FI'])

function newStatement(
  state: PnrgovState,
  document: TravelDocument,
  named: DocumentStatement['named'],
): DocumentStatement {
  const isTraveller = state.group >= TRAVELLER && state.group < LEG
  const { cursor } = state.context
  return {
    document,
    holder: isTraveller ? state.person : null,
    ref: statedRef(state),
    named,
    birth: null,
    expiryLiteral: null,
    place: { byte: cursor.startOf(1, 9), segment: cursor.segment, tag: 'SSR', element: 1, component: 9 },
  }
}

function readNationality(state: PnrgovState, document: TravelDocument, text: string | null): void {
  const judged = judgeNationality(text)
  document.nationality = judged.value
  if (judged.finding === null) return
  const message =
    judged.value === null ? `"${text}" is a filler, not a country` : `"${text}" is not a three-letter code`
  state.context.report(judged.finding, message, 1, 9, documentsAt(state))
}

function readBirth(state: PnrgovState, statement: DocumentStatement, literal: string): void {
  const stated = statedWithMonthName(literal)
  // Nearly all texts are a whole date in the form of the message.
  const choice = resolveBirthDate(stated, state.referenceDate())
  if (choice.date !== 0 && !choice.ambiguous) {
    statement.document.birthDate = isoDate(choice.date)
    if (!hasCentury(stated)) statement.birth = { literal, rule: 'birth-date-century' }
    return
  }
  const read = readBirthDate(literal, stated, null, state)
  statement.document.birthDate = read.value
  if (read.rule !== null) statement.birth = { literal, rule: read.rule }
  if (read.findings.length > 0) reportBirthDate(state.context, read, statement.place, literal, documentsAt(state))
}

function readExpiry(state: PnrgovState, statement: DocumentStatement, literal: string): void {
  const { document } = statement
  const stated = statedWithMonthName(literal)
  const reference = state.referenceDate()
  const birth = dateOfIso(document.birthDate)
  const choice = resolveExpiry(stated, birth, reference)
  if (choice.date === 0) {
    if (choice.problem === 'impossible') reportDate(state, literal, 'expires')
    else state.context.report('CENTURY_AMBIGUOUS', 'nothing says which century', 1, 9, documentsAt(state))
    return
  }
  document.expires = isoDate(choice.date)
  if (!hasCentury(stated)) statement.expiryLiteral = literal
  if (reference !== 0 && choice.date < reference) {
    state.context.report('DOCUMENT_EXPIRED', 'expired before the flight', 1, 9, documentsAt(state))
  }
}

function reportDate(state: PnrgovState, literal: string, field: string): void {
  const { context } = state
  context.reportAt('DATE_INVALID', `${field}: no such date`, context.place(1, 9), literal, documentsAt(state))
}

function reportEmpty(state: PnrgovState): void {
  state.context.report('DOCUMENT_EMPTY', 'nothing that tells a document', 1, 1, documentsAt(state))
}

const documentsAt = (state: PnrgovState): string => state.pointerTo(state.history === null ? 'people' : 'documents')

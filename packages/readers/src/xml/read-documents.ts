import type { Person, TravelDocument } from '@entente/contracts'
import { readBirthDate, reportBirthDate } from '../derive/birth-date.ts'
import { dateOfIso, isoDate } from '../derive/calendar.ts'
import { judgeNationality } from '../derive/judge-country.ts'
import { hasCentury, resolveExpiry, resolveOtherDate } from '../derive/stated-date.ts'
import type { DocumentStatement, ReservationDraft } from '../pnrgov/reservation-draft.ts'
import { splitSsrText } from '../pnrgov/ssr-text.ts'
import { newDocument } from '../records/new-person.ts'
import { attribute, childrenOf, textOf, type XmlElement } from './element.ts'
import { type PushContext, statedDateOf } from './push-context.ts'
import { serviceCode } from './service-code.ts'

/** The fields of DOCS and DOCO by name. */
type Fields = Partial<
  Record<
    | 'type'
    | 'issuer'
    | 'number'
    | 'nationality'
    | 'birth'
    | 'sex'
    | 'expiry'
    | 'surname'
    | 'given'
    | 'secondGiven'
    | 'birthPlace'
    | 'issuePlace'
    | 'issued'
    | 'validFor',
    string | null
  >
>

const sexes = new Set(['M', 'F', 'U', 'X', 'MI', 'FI'])

/** Reads the documents of a DOC_SSR. Their owners are known only when all people of the reservation are known. */
export function readDocuments(
  context: PushContext,
  draft: ReservationDraft,
  service: XmlElement,
  holder: Person | null,
): void {
  for (const docs of childrenOf(service, 'docs')) {
    addDocs(context, draft, docs, holder, attribute(service, 'rph'), {
      type: attribute(docs, 'traveldoctype'),
      issuer: attribute(docs, 'issuingloc'),
      number: attribute(docs, 'traveldocnbr'),
      nationality: attribute(docs, 'paxnationality'),
      birth: attribute(docs, 'dateofbirth'),
      sex: attribute(docs, 'gender'),
      expiry: attribute(docs, 'expirydate'),
      surname: attribute(docs, 'surname'),
      given: attribute(docs, 'firstgivenname'),
      secondGiven: attribute(docs, 'secondgivenname'),
    })
  }
  for (const doco of childrenOf(service, 'doco')) {
    addDoco(context, draft, doco, holder, attribute(service, 'rph'), {
      birthPlace: attribute(doco, 'birthlocation'),
      type: attribute(doco, 'traveldoctype'),
      number: attribute(doco, 'traveldocnbr'),
      issuePlace: attribute(doco, 'placeofissue'),
      issued: attribute(doco, 'dateofissue'),
      validFor: attribute(doco, 'countrystate'),
    })
  }
  for (const doca of childrenOf(service, 'doca')) addDoca(draft, doca, holder?.ref ?? attribute(service, 'rph'))
}

/** Reads a document in the text of a plain SSR, with the layout of EDIFACT (IATA AIRIMP). */
export function readDocumentText(
  context: PushContext,
  draft: ReservationDraft,
  service: XmlElement,
  holder: Person | null,
): void {
  const text = textOf(service, 'text')
  if (text === null) return
  const { fields } = splitSsrText(text)
  const ref = attribute(service, 'rph')
  if (serviceCode(service) === 'DOCS') {
    const [type, issuer, number, nationality, birth, sex, expiry, surname, given, secondGiven] = fields
    const all = { type, issuer, number, nationality, birth, sex, expiry, surname, given, secondGiven }
    addDocs(context, draft, service, holder, ref, present(all))
  } else {
    const [birthPlace, type, number, issuePlace, issued, validFor] = fields
    addDoco(context, draft, service, holder, ref, present({ birthPlace, type, number, issuePlace, issued, validFor }))
  }
}

const present = (fields: Record<string, string | null | undefined>): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? null]))

function addDocs(
  context: PushContext,
  draft: ReservationDraft,
  element: XmlElement,
  holder: Person | null,
  ref: string | null,
  fields: Fields,
): void {
  const { number, birth, surname, given, sex, expiry, type } = fields
  const at = `${draft.pointer}/people`
  const place = context.place(element)
  if (!number && !birth && !surname && !given) {
    context.reportAt('DOCUMENT_EMPTY', 'nothing that tells a document', place, null, at)
    return
  }
  const document = newDocument('SSR DOCS')
  document.type = type ?? null
  document.issuer = fields.issuer ?? null
  document.number = number ?? null
  document.sex = sex ?? null
  document.surname = surname ?? null
  document.given = given ?? null
  document.secondGiven = fields.secondGiven ?? null
  const statement = statementOf(context, element, document, holder, ref)
  readNationality(context, element, document, fields.nationality ?? null, at)
  if (birth) readBirth(context, statement, birth, at)
  if (expiry) readExpiry(context, statement, expiry, at)
  if (sex && !sexes.has(sex)) context.reportAt('SEX_UNKNOWN', `"${sex}" is no sex`, place, sex, at)
  if (number && !type) context.reportAt('DOCUMENT_TYPE_MISSING', 'a document number without type', place, number, at)
  draft.documents.push(statement)
}

function addDoco(
  context: PushContext,
  draft: ReservationDraft,
  element: XmlElement,
  holder: Person | null,
  ref: string | null,
  fields: Fields,
): void {
  const at = `${draft.pointer}/people`
  if (Object.values(fields).every((value) => !value)) {
    context.reportAt('DOCUMENT_EMPTY', 'nothing that tells a document', context.place(element), null, at)
    return
  }
  const document = newDocument('SSR DOCO')
  document.birthPlace = fields.birthPlace ?? null
  document.type = fields.type ?? null
  document.number = fields.number ?? null
  document.issuePlace = fields.issuePlace ?? null
  document.validFor = fields.validFor ?? null
  if (fields.issued) {
    const date = resolveOtherDate(statedDateOf(fields.issued))
    if (date === 0) context.reportAt('DATE_INVALID', 'issued: no such date', context.place(element), fields.issued, at)
    else document.issued = isoDate(date)
  }
  draft.documents.push(statementOf(context, element, document, holder, ref))
}

function addDoca(draft: ReservationDraft, doca: XmlElement, travellerRef: string | null): void {
  const line = attribute(doca, 'address')
  const city = attribute(doca, 'cityname')
  const state = attribute(doca, 'stateprovcounty')
  const country = attribute(doca, 'country')
  const postal = attribute(doca, 'postalcode')
  if (!(line ?? city ?? state ?? country ?? postal)) return
  const use = attribute(doca, 'addresstype')
  draft.reservation.addresses.push({ use, line, city, state, country, postal, travellerRef, source: 'SSR DOCA' })
}

function statementOf(
  context: PushContext,
  element: XmlElement,
  document: TravelDocument,
  holder: Person | null,
  ref: string | null,
): DocumentStatement {
  document.literal = context.decoded.text.slice(element.from, element.to)
  return { document, holder, ref, named: null, birth: null, expiryLiteral: null, place: context.place(element) }
}

function readNationality(
  context: PushContext,
  element: XmlElement,
  document: TravelDocument,
  text: string | null,
  at: string,
): void {
  const judged = judgeNationality(text)
  document.nationality = judged.value
  if (judged.finding === null) return
  const message =
    judged.value === null ? `"${text}" is a filler, not a country` : `"${text}" is not a three-letter code`
  context.reportAt(judged.finding, message, context.place(element), text, at)
}

function readBirth(context: PushContext, statement: DocumentStatement, literal: string, at: string): void {
  const read = readBirthDate(literal, statedDateOf(literal), null, context)
  statement.document.birthDate = read.value
  if (read.rule !== null) statement.birth = { literal, rule: read.rule }
  reportBirthDate(context, read, statement.place, literal, at)
}

function readExpiry(context: PushContext, statement: DocumentStatement, literal: string, at: string): void {
  const stated = statedDateOf(literal)
  const reference = context.referenceDate()
  const choice = resolveExpiry(stated, dateOfIso(statement.document.birthDate), reference)
  if (choice.date === 0) {
    reportNoDate(context, statement, choice.problem, 'expires', literal, at)
    return
  }
  statement.document.expires = isoDate(choice.date)
  if (!hasCentury(stated)) statement.expiryLiteral = literal
  if (reference !== 0 && choice.date < reference)
    context.reportAt('DOCUMENT_EXPIRED', 'expired before the flight', statement.place, literal, at)
}

function reportNoDate(
  context: PushContext,
  { place }: DocumentStatement,
  problem: string,
  field: string,
  literal: string,
  at: string,
): void {
  if (problem === 'impossible') context.reportAt('DATE_INVALID', `${field}: no such date`, place, literal, at)
  else context.reportAt('CENTURY_AMBIGUOUS', 'nothing says which century', place, literal, at)
}

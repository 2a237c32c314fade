import type { Person } from '@entente/contracts'
import { withoutLeadingZeros } from '../derive/flight-number.ts'
import { judgeNationality } from '../derive/judge-country.ts'
import { readNumber } from '../derive/read-number.ts'
import { statedYearFirst } from '../derive/stated-date.ts'
import { packTag } from '../edifact/tags.ts'
import { newDocument, withOneMore } from '../records/new-person.ts'
import type { PaxlstState } from './paxlst-state.ts'

const ATT = packTag('ATT')
const NAT = packTag('NAT')
const MEA = packTag('MEA')
const FTX = packTag('FTX')
const GEI = packTag('GEI')
const RFF = packTag('RFF')
const DOC = packTag('DOC')
const DTM = packTag('DTM')
const LOC = packTag('LOC')

/** Reads a segment between a person's NAD and the next NAD. The segments may come in any order. */
export function readPersonSegment(state: PaxlstState, person: Person): void {
  switch (state.context.cursor.tag) {
    case ATT:
      readSex(state, person)
      break
    case DTM:
      readPersonDate(state, person)
      break
    case LOC:
      readPersonPlace(state, person)
      break
    case NAT:
      readNationality(state, person)
      break
    case RFF:
      readReference(state, person)
      break
    case DOC:
      readDocument(state, person)
      break
    case MEA:
      readMeasure(state, person)
      break
    case FTX:
      readBagTag(state, person)
      break
    case GEI:
      readVerified(state, person)
      break
    default:
  }
}

function readSex(state: PaxlstState, person: Person): void {
  const { cursor } = state.context
  if (cursor.text(1, 1) !== '2') return
  const sex = cursor.text(3, 1)
  if (sex === 'M' || sex === 'F' || sex === 'U' || sex === 'X') person.sex = sex
  else if (sex !== null) {
    state.context.report('SEX_UNKNOWN', 'not one of M, F, U, X', 3, 1, `${state.personPointer()}/sex`)
  } else if (cursor.text(2, 1) !== null) {
    state.context.report('FIELD_DISPLACED', 'the sex is not in its place', 2, 1, `${state.personPointer()}/sex`)
  }
}

function readPersonDate(state: PaxlstState, person: Person): void {
  const { context } = state
  const code = context.cursor.text(1, 1)
  const literal = context.cursor.text(1, 2)
  if (code === '329') {
    if (literal === null) return
    const format = context.cursor.text(1, 3)
    state.birth = { stated: statedYearFirst(literal), literal, format, place: context.place(1, 2) }
  } else if (code === '36') {
    if (state.openDocument === -2 || literal === null) return
    if (state.openDocument < 0) {
      state.misplaced()
      return
    }
    const stated = statedYearFirst(literal)
    state.expiries.push({ document: state.openDocument, stated, literal, place: context.place(1, 2) })
    person.documents[state.openDocument]!.expires = null
  } else state.misplaced()
}

function readPersonPlace(state: PaxlstState, person: Person): void {
  const { cursor } = state.context
  const place = cursor.text(2, 1)
  switch (cursor.text(1, 1)) {
    case '178':
      person.embarkation ??= place
      break
    case '179':
      person.debarkation ??= place
      break
    case '22':
      person.clearance ??= place
      break
    case '174':
      person.residence ??= place
      break
    case '180':
      person.birthPlace ??= place ?? cursor.text(2, 4)
      break
    case '91':
      if (state.openDocument >= 0) person.documents[state.openDocument]!.issuer ??= place
      else if (state.openDocument === -1) state.misplaced()
      break
    default:
      state.misplaced()
  }
}

/**
 * Reads NAT. The first nationality (qualifier 2) is the person's; further ones, and those of other qualifiers, are kept
 * beside it.
 */
function readNationality(state: PaxlstState, person: Person): void {
  const { cursor } = state.context
  const qualifier = cursor.text(1, 1)
  const stated = cursor.text(2, 1) ?? cursor.text(2, 4)
  if (stated === null) {
    // A country in the place of the qualifier is not moved.
    if (qualifier !== null && qualifier.length === 3) {
      state.context.report('FIELD_DISPLACED', 'the nationality is not in its place', 1, 1, nationalityOf(state))
    }
    return
  }
  if (qualifier !== '2') {
    state.context.report('FUNCTION_MISSING', 'NAT does not say that it is the nationality', 1, 1, nationalityOf(state))
  }
  const judged = judgeNationality(stated)
  if (judged.value !== null) {
    if (person.nationality === null && (qualifier === '2' || qualifier === null)) person.nationality = judged.value
    else if (judged.value !== person.nationality && !person.otherNationalities.includes(judged.value)) {
      person.otherNationalities = withOneMore(person.otherNationalities, judged.value)
    }
  }
  if (judged.finding === null) return
  const message = judged.value === null ? 'a filler, not a country' : 'not a three-letter code'
  state.context.report(judged.finding, message, 2, 1, nationalityOf(state))
}

const nationalityOf = (state: PaxlstState): string => `${state.personPointer()}/nationality`

function readReference(state: PaxlstState, person: Person): void {
  const { cursor } = state.context
  const value = cursor.text(1, 2)
  const { references } = person
  switch (cursor.text(1, 1)) {
    case 'AVF':
      references.recordLocator ??= value
      break
    case 'ABO':
      references.uniqueReference ??= value
      break
    case 'SEA':
      person.seat ??= value === null ? null : withoutLeadingZeros(value)
      break
    case 'AEA':
      references.governmentReference ??= value
      break
    case 'CR':
      references.customerReference ??= value
      break
    case 'YZY':
      if (value !== null) person.tickets.push(value)
      break
    default:
  }
}

function readDocument(state: PaxlstState, person: Person): void {
  const { context } = state
  const { cursor } = context
  const type = cursor.text(1, 1)
  const number = cursor.text(2, 1)
  if (type === null && number === null) {
    // The expiry and issuer of an empty document must not be assigned to the previous document.
    state.openDocument = -2
    context.report('DOCUMENT_EMPTY', 'neither type nor number', 0, 0, `${state.personPointer()}/documents`)
    return
  }
  const document = newDocument('DOC')
  document.type = type
  document.number = number
  document.literal = cursor.literal()
  state.openDocument = person.documents.push(document) - 1
  if (type === null) {
    const at = `${state.personPointer()}/documents/${state.openDocument}/type`
    context.report('DOCUMENT_TYPE_MISSING', 'a document without type', 0, 0, at)
  }
}

/**
 * Reads MEA. CT is the number of bags: the value (3.2), or the place of its unit (3.1), where most senders write it. WT
 * is the weight with its unit.
 */
function readMeasure(state: PaxlstState, person: Person): void {
  const { cursor } = state.context
  const code = cursor.text(1, 1)
  const [unit, value] = [cursor.text(3, 1), cursor.text(3, 2)]
  if (code === 'CT') {
    const first = readNumber(unit, state.decimal)
    const second = readNumber(value, state.decimal)
    const bags = bagsOf(person)
    if (first === null || second === null || first === second) bags.pieces = first ?? second
    if (bags.pieces === null) reportMeasure(state, 'pieces', 'no number of pieces, or two of them')
  } else if (code === 'WT') {
    const bags = bagsOf(person)
    bags.unit = unit === null ? null : unitOf(unit)
    bags.weight = readNumber(value, state.decimal)
    if (bags.weight === null || bags.unit === null) reportMeasure(state, 'weight', 'no weight with a unit of mass')
  }
}

function reportMeasure(state: PaxlstState, field: string, message: string): void {
  state.context.report('FIELD_DISPLACED', message, 3, 0, `${state.personPointer()}/bags/${field}`)
}

function unitOf(code: string): 'kg' | 'lb' | null {
  if (code === 'KGM') return 'kg'
  if (code === 'LBR') return 'lb'
  return /^(KGM?|K)$/i.test(code) ? 'kg' : /^(LBR?|LBS|L)$/i.test(code) ? 'lb' : null
}

function readBagTag(state: PaxlstState, person: Person): void {
  const { cursor } = state.context
  if (cursor.text(1, 1) !== 'BAG') return
  const number = cursor.text(4, 1)
  // A tag that begins with the mask was no tag: it was removed as sensitive.
  if (number === null || number.charCodeAt(0) === state.mask) return
  const count = cursor.text(4, 2)
  bagsOf(person).tags.push({ number, count: count === null ? 1 : readNumber(count, state.decimal) })
}

function bagsOf(person: Person): NonNullable<Person['bags']> {
  person.bags ??= { pieces: null, weight: null, unit: null, tags: [] }
  return person.bags
}

function readVerified(state: PaxlstState, person: Person): void {
  const { cursor } = state.context
  if (cursor.text(1, 1) !== '4') return
  const code = cursor.text(2, 1)
  if (code === '173') person.verified ??= true
  else if (code === '174') person.verified ??= false
}

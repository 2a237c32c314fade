import type { Person } from '@entente/contracts'
import { withoutLeadingZeros } from '../derive/flight-number.ts'
import { judgeNationality } from '../derive/judge-country.ts'
import { readNumber } from '../derive/read-number.ts'
import { statedYearFirst } from '../derive/stated-date.ts'
import { packTag } from '../edifact/tags.ts'
import { newDocument } from '../records/new-person.ts'
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
    state.birth = { stated: statedYearFirst(literal), literal, place: context.place(1, 2) }
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

function readNationality(state: PaxlstState, person: Person): void {
  const { cursor } = state.context
  if (cursor.text(1, 1) !== '2') return
  const judged = judgeNationality(cursor.text(2, 1))
  person.nationality ??= judged.value
  if (judged.finding === null) return
  const message = judged.value === null ? 'a filler, not a country' : 'not a three-letter code'
  state.context.report(judged.finding, message, 2, 1, `${state.personPointer()}/nationality`)
}

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

function readMeasure(state: PaxlstState, person: Person): void {
  const { cursor } = state.context
  const code = cursor.text(1, 1)
  if (code === 'CT') bagsOf(person).pieces = readNumber(cursor.text(3, 1), state.decimal)
  else if (code === 'WT') {
    const bags = bagsOf(person)
    const unit = cursor.text(3, 1)
    bags.unit = unit === 'KGM' ? 'kg' : unit === 'LBR' ? 'lb' : null
    bags.weight = readNumber(cursor.text(3, 2), state.decimal)
  }
}

function readBagTag(state: PaxlstState, person: Person): void {
  const { cursor } = state.context
  if (cursor.text(1, 1) !== 'BAG') return
  const number = cursor.text(4, 1)
  if (number === null) return
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

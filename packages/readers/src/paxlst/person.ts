import type { Person } from '@entente/contracts'
import { readBirthDate, reportBirthDate } from '../derive/birth-date.ts'
import { dateOfIso, isoDate } from '../derive/calendar.ts'
import { splitTitle } from '../derive/split-title.ts'
import { hasCentury, resolveBirthDate, resolveExpiry } from '../derive/stated-date.ts'
import { isPlaceholderName, newPerson } from '../records/new-person.ts'
import type { PaxlstState } from './paxlst-state.ts'

const TYPES: Record<string, Person['type']> = {
  FL: 'passenger',
  FM: 'crew',
  DDU: 'transit-passenger',
  DDT: 'transit-crew',
}

/**
 * Reads NAD: the reporting party (MS) or the next person. Every NAD other than MS and COA counts as a person, so that no
 * traveller is lost.
 */
export function beginPerson(state: PaxlstState): void {
  finishPerson(state)
  const { cursor } = state.context
  const code = cursor.text(1, 1)
  if (code === 'MS') {
    state.inReportingParty = true
    if (state.reportingParty === null) state.reportingParty = { name: cursor.text(4, 1), contacts: [] }
    return
  }
  state.inReportingParty = false
  if (code === 'COA') return
  const type = code === null ? undefined : TYPES[code]
  const person = newPerson(type ?? 'passenger')
  person.surname = cursor.text(4, 1)
  person.givenLiteral = cursor.text(4, 2)
  person.middle = cursor.text(4, 3)
  if (cursor.elements > 4) readAddress(state, person)
  addPerson(state, person)
  if (type === undefined) {
    state.context.report(
      'FUNCTION_MISSING',
      'NAD does not say what kind of person',
      1,
      1,
      `${state.personPointer()}/type`,
    )
  }
}

/** Reads NAD 5 to 9: street, city, region, postcode and country. A region may be a code (7.1) or a text (7.4). */
function readAddress(state: PaxlstState, person: Person): void {
  const { cursor } = state.context
  const lines = [1, 2, 3, 4].flatMap((component) => cursor.text(5, component) ?? [])
  const line = lines.length === 0 ? null : lines.join(' ')
  const city = cursor.text(6, 1)
  const region = cursor.text(7, 1) ?? cursor.text(7, 4)
  const postal = cursor.text(8, 1)
  const country = cursor.text(9, 1)
  if (!(line ?? city ?? region ?? postal ?? country)) return
  const address = { use: null, line, city, state: region, country, postal, travellerRef: null }
  person.addresses = [{ ...address, source: 'NAD' }]
}

/** Adds a person; the following segments describe it. */
export function addPerson(state: PaxlstState, person: Person): void {
  state.people.push(person)
  if (person.type === 'crew' || person.type === 'transit-crew') state.crew++
  state.person = person
  state.personAt = null
  state.openDocument = -1
  if (person.surname === null && person.givenLiteral === null) {
    state.context.report('NAME_MISSING', 'a person without any name', 0, 0, `${state.personPointer()}/surname`)
  }
  if (isPlaceholderName(person.surname, person.givenLiteral)) {
    person.placeholder = true
    state.context.report(
      'PERSON_PLACEHOLDER',
      'no person is named: to be announced, or a seat without a person',
      0,
      0,
      `${state.personPointer()}/surname`,
    )
  }
}

/** Derives values that need the complete person: title by sex, birth date by reference date, expiry by birth date. */
export function finishPerson(state: PaxlstState): void {
  const { person } = state
  if (person === null) return
  const split = splitTitle(person.givenLiteral, person.sex)
  person.given = split.given
  if (split.rule !== null) {
    person.title = split.title
    person.derived.push({ field: 'given', literal: person.givenLiteral!, rule: split.rule })
  }
  if (state.birth !== null) resolvePersonBirth(state, person, state.birth)
  if (state.expiries.length > 0) resolveExpiries(state, person)
  state.person = null
  state.birth = null
}

function resolvePersonBirth(state: PaxlstState, person: Person, birth: NonNullable<PaxlstState['birth']>): void {
  // Nearly all texts are a whole date in the form of the message.
  if (birth.format === null || birth.format === '101' || birth.format === '102') {
    const choice = resolveBirthDate(birth.stated, hasCentury(birth.stated) ? 0 : state.referenceDate())
    if (choice.date !== 0 && !choice.ambiguous) {
      person.birthDate = isoDate(choice.date)
      if (hasCentury(birth.stated)) return
      person.derived.push({ field: 'birthDate', literal: birth.literal, rule: 'birth-date-century' })
      return
    }
  }
  const read = readBirthDate(birth.literal, birth.stated, birth.format, state)
  person.birthDate = read.value
  if (read.rule !== null) person.derived.push({ field: 'birthDate', literal: birth.literal, rule: read.rule })
  if (read.findings.length === 0) return
  reportBirthDate(state.context, read, birth.place, birth.literal, `${state.personPointer()}/birthDate`)
}

function resolveExpiries(state: PaxlstState, person: Person): void {
  const birth = dateOfIso(person.birthDate)
  const reference = state.referenceDate()
  for (const expiry of state.expiries) {
    const document = person.documents[expiry.document]!
    const at = (): string => `${state.personPointer()}/documents/${expiry.document}/expires`
    const choice = resolveExpiry(expiry.stated, birth, reference)
    if (choice.date === 0) {
      const code = choice.problem === 'impossible' ? 'DATE_INVALID' : 'CENTURY_AMBIGUOUS'
      const message = choice.problem === 'impossible' ? 'no such date' : 'nothing says which century'
      state.context.reportAt(code, message, expiry.place, expiry.literal, at())
      continue
    }
    document.expires = isoDate(choice.date)
    if (!hasCentury(expiry.stated)) {
      const field = `documents/${expiry.document}/expires`
      person.derived.push({ field, literal: expiry.literal, rule: 'expiry-century' })
    }
    if (choice.ambiguous) {
      state.context.reportAt('CENTURY_AMBIGUOUS', 'two centuries are equally near', expiry.place, expiry.literal, at())
    }
    if (reference !== 0 && choice.date < reference) {
      state.context.reportAt('DOCUMENT_EXPIRED', 'expired before the flight', expiry.place, expiry.literal, at())
    }
  }
  state.expiries = []
}

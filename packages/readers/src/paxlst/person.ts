import type { Person } from '@entente/contracts'
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
  if (isPlaceholderName(person.surname)) {
    person.placeholder = true
    state.context.report('PERSON_PLACEHOLDER', 'the name is still to come', 0, 0, `${state.personPointer()}/surname`)
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
  const choice = resolveBirthDate(birth.stated, hasCentury(birth.stated) ? 0 : state.referenceDate())
  const { context } = state
  if (choice.date === 0) {
    const code = choice.problem === 'impossible' ? 'DATE_INVALID' : 'CENTURY_AMBIGUOUS'
    const message = choice.problem === 'impossible' ? 'no such date' : 'nothing says which century'
    context.reportAt(code, message, birth.place, birth.literal, `${state.personPointer()}/birthDate`)
    return
  }
  person.birthDate = isoDate(choice.date)
  if (hasCentury(birth.stated)) return
  person.derived.push({ field: 'birthDate', literal: birth.literal, rule: 'birth-date-century' })
  if (choice.ambiguous) {
    const message = 'the date a century earlier would be believable too'
    context.reportAt('CENTURY_AMBIGUOUS', message, birth.place, birth.literal, `${state.personPointer()}/birthDate`)
  }
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

import { isPlaceholderName, newPerson } from '../records/new-person.ts'
import { LEG, NON_AIR, PAYMENT, type PnrgovState, RESERVATION, SPLIT, TICKET, TRAVELLER } from './pnrgov-state.ts'
import { announcedContact, contactOf, phoneOf } from './read-contact.ts'
import { withoutNameTail } from './ssr-text.ts'

/** Reads a TIF before the first TVL: the name of a group, or one person, however incomplete. */
export function readTraveller(state: PnrgovState): void {
  const draft = state.open()
  const { context } = state
  const { cursor } = context
  const surname = cursor.text(1, 1)
  if (state.group > PAYMENT) state.misplaced()
  state.payments = []
  state.group = TRAVELLER
  if (cursor.text(1, 2) === 'G') {
    draft.reservation.groupName ??= surname
    state.person = null
    state.group = RESERVATION
    return
  }
  const person = newPerson('passenger')
  person.surname = surname
  person.givenLiteral = cursor.text(2, 1)
  person.travellerType = cursor.text(2, 2)
  person.ref = cursor.text(2, 3)
  person.withInfant = cursor.text(2, 4) === '1'
  person.infant = person.travellerType === 'IN'
  const at = `people/${draft.reservation.people.length}`
  draft.reservation.people.push(person)
  draft.peopleAt.push(state.here(0, 0))
  state.person = person
  if (surname === null && person.givenLiteral === null) {
    context.report('NAME_MISSING', 'a traveller without any name', 0, 0, state.pointerTo(`${at}/surname`))
  }
  if (isPlaceholderName(surname, person.givenLiteral)) {
    person.placeholder = true
    context.report(
      'PERSON_PLACEHOLDER',
      'no person is named: to be announced, or a seat without a person',
      1,
      1,
      state.pointerTo(`${at}/surname`),
    )
  }
}

/** Reads FTI: the frequent flyer numbers of the traveller. */
export function readFrequentFlyer(state: PnrgovState): void {
  if (state.group === NON_AIR || state.group === SPLIT) return
  const draft = state.open()
  const { cursor } = state.context
  const isTraveller = state.group >= TRAVELLER && state.group < LEG
  if (!isTraveller) state.misplaced()
  const travellerRef = isTraveller ? (state.person?.ref ?? null) : null
  for (let element = 1; element <= cursor.elements; element++) {
    const carrier = cursor.text(element, 1)
    const number = cursor.text(element, 2)
    if (number !== null) draft.reservation.frequentFlyer.push({ carrier, number, travellerRef })
  }
}

/** Reads REF: the unique reference of the traveller. */
export function readTravellerReference(state: PnrgovState): void {
  const isTraveller = state.group >= TRAVELLER && state.group < LEG
  if (!isTraveller || state.person === null) state.misplaced()
  else state.person.references.uniqueReference ??= state.context.cursor.text(1, 2)
}

/** Reads TKT: a ticket number. `:700` and similar values mean that the traveller has no ticket. */
export function readTicket(state: PnrgovState): void {
  const isTraveller = state.group >= TRAVELLER && state.group < LEG
  if (!isTraveller || state.person === null) {
    state.misplaced()
    return
  }
  state.group = TICKET
  state.payments = []
  const number = state.context.cursor.text(1, 1)
  if (number !== null) state.person.tickets.push(number)
}

/** Reads FOP: one payment for each element. */
export function readFormOfPayment(state: PnrgovState): void {
  if (state.group === NON_AIR || state.group === SPLIT) return
  const draft = state.open()
  const { cursor } = state.context
  const isTraveller = state.group >= TRAVELLER && state.group < LEG
  if (isTraveller) state.group = PAYMENT
  else state.misplaced()
  state.payments = []
  for (let element = 1; element <= cursor.elements; element++) {
    const payment = {
      type: cursor.text(element, 1),
      amount: cursor.text(element, 3),
      vendor: cursor.text(element, 4),
      account: cursor.text(element, 5),
      expiry: cursor.text(element, 6),
      holder: null,
      travellerRef: isTraveller ? (state.person?.ref ?? null) : null,
    }
    if (payment.type === null && payment.amount === null && payment.account === null && payment.vendor === null)
      continue
    draft.reservation.payments.push(payment)
    state.payments.push(payment)
  }
}

/** Reads IFT. A text of type 28 may contain a contact, one of type 43 the card holder of the previous payment. Other texts are not kept. */
export function readFreeText(state: PnrgovState): void {
  if (state.draft === null) return
  const { cursor } = state.context
  const code = cursor.text(1, 2)
  if (code === '28') readContactText(state)
  else if (code === '43' && state.payments.length > 0) {
    const holder = cursor.text(2, 1)
    for (const payment of state.payments) payment.holder ??= holder
  }
}

function readContactText(state: PnrgovState): void {
  const { cursor } = state.context
  const { contacts } = state.draft!.reservation
  const isTraveller = state.group >= TRAVELLER && state.group < LEG
  const travellerRef = isTraveller ? (state.person?.ref ?? null) : null
  for (let element = 2; element <= cursor.elements; element++) {
    const literal = cursor.textFrom(element, 1)
    const announced = literal === null ? null : announcedContact(literal)
    if (announced === null) continue
    let contact = contactOf(announced.kind, withoutNameTail(announced.rest).text, literal!, travellerRef)
    // An unescaped separator splits a telephone number. Two pieces that together form a number are one contact.
    const whole = joinedContact(state, element, announced.rest)
    if (whole !== null) contact = contactOf(announced.kind, whole.text, literal! + whole.added, travellerRef)
    if (contact.value === null) {
      const at = state.pointerTo(`contacts/${contacts.length}`)
      state.context.report('CONTACT_UNREADABLE', 'neither a number nor a mail address', element, 1, at)
    }
    contacts.push(contact)
  }
}

function joinedContact(state: PnrgovState, element: number, rest: string): { text: string; added: string } | null {
  const { cursor } = state.context
  if (element !== cursor.elements - 1 || mailLike(rest)) return null
  const next = cursor.textFrom(element + 1, 1)
  if (next === null || announcedContact(next) !== null) return null
  const added = String.fromCharCode(cursor.separators.element) + next
  return phoneOf(rest + added) !== null ? { text: rest + added, added } : null
}

const mailLike = (text: string): boolean => text.includes('//') || text.includes('@')

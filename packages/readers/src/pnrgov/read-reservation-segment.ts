import { CHECK_IN_TIME, LEG, NON_AIR, PAYMENT, type PnrgovState, SPLIT, TICKET, TRAVELLER } from './pnrgov-state.ts'
import { addressContacts, announcedContact, contactOf, mailOf } from './read-contact.ts'
import { withoutNameTail } from './ssr-text.ts'

/** Reads RCI: the locators of the reservation or of one that was split off (GR.8), or their repetition in a leg (GR.5). */
export function readLocators(state: PnrgovState): void {
  const draft = state.open()
  const { cursor } = state.context
  const { reservation } = draft
  if (state.group >= LEG && state.group !== SPLIT) return
  for (let element = 1; element <= cursor.elements; element++) {
    const carrier = cursor.text(element, 1)
    const locator = cursor.text(element, 2)
    if (carrier === null && locator === null) continue
    if (state.group === SPLIT) {
      if (locator !== null) reservation.splitTo.push(locator)
    } else if (reservation.locator === null && reservation.locatorOwner === null) {
      reservation.locator = locator
      reservation.locatorOwner = carrier
      reservation.created = readCreation(state, element)
    } else if (locator !== reservation.locator || carrier !== reservation.locatorOwner) {
      reservation.otherLocators.push({ carrier, locator })
    }
  }
}

/** Reads the date of creation, DDMMYY in n.4 and HHMM[SS] in n.5, in UTC. A date in n.3 is in the wrong component and is not moved. */
function readCreation(state: PnrgovState, element: number): string | null {
  const { cursor } = state.context
  const control = cursor.text(element, 3)
  if (control !== null && control.length === 6 && /^\d+$/.test(control)) {
    state.context.report(
      'FIELD_DISPLACED',
      'a date in the place of the control type',
      element,
      3,
      state.pointerTo('created'),
    )
    return null
  }
  return state.dateTime(element, 4, 5, 'created')
}

/** Reads DAT: the times of last change and ticketing of the reservation. Within a leg, DAT begins check-in. */
export function readDates(state: PnrgovState): void {
  const { cursor } = state.context
  if (state.group >= LEG) {
    if (state.group !== SPLIT && state.group !== NON_AIR) state.group = CHECK_IN_TIME
    return
  }
  const draft = state.open()
  const { reservation } = draft
  for (let element = 1; element <= cursor.elements; element++) {
    const code = cursor.text(element, 1)
    if (code === '700') reservation.lastChanged ??= state.dateTime(element, 2, 3, 'lastChanged')
    else if (code === '710' && (reservation.ticketed === null || state.group < TRAVELLER)) {
      // A date stated for the reservation takes precedence over the date of its first ticket.
      reservation.ticketed ??= state.dateTime(element, 2, 3, 'ticketed')
    }
  }
}

/** Reads the ORG of a reservation: the booking office. An empty ORG in an update cancels the reservation. */
export function readOrigin(state: PnrgovState): void {
  const { draft } = state
  const { cursor } = state.context
  if (draft === null || state.group >= LEG) return
  const agency = {
    number: cursor.text(2, 1),
    office: cursor.text(2, 2),
    city: cursor.text(3, 1),
    country: cursor.text(6, 1),
    sign: cursor.text(7, 1),
    system: cursor.text(1, 1),
  }
  const hasData = Object.values(agency).some((value) => value !== null) || cursor.text(4, 1) !== null
  if (!hasData) draft.emptyOrg = true
  else draft.reservation.agency ??= agency
}

/** Reads ADD: the addresses from element 2 on, and the telephone number or text in n.8. */
export function readAddress(state: PnrgovState): void {
  const draft = state.open()
  const { cursor } = state.context
  if (state.group === NON_AIR || state.group === SPLIT) return
  const isTraveller = state.group === TRAVELLER || state.group === TICKET
  const travellerRef = isTraveller && state.person !== null ? state.person.ref : null
  // A payer's address (GR.4) does not belong to the traveller.
  if (state.group > PAYMENT) state.misplaced()
  for (let element = 2; element <= cursor.elements; element++) {
    const line = cursor.text(element, 2)
    const city = cursor.text(element, 3)
    const province = cursor.text(element, 4)
    const country = cursor.text(element, 6)
    const postal = cursor.text(element, 7)
    const use = cursor.text(element, 1)
    if (line !== null || city !== null || province !== null || country !== null || postal !== null) {
      draft.reservation.addresses.push({
        use,
        line,
        city,
        state: province,
        country,
        postal,
        travellerRef,
        source: 'ADD',
      })
    }
    const text = cursor.text(element, 8)
    if (text !== null) readAddressContact(state, text, element, travellerRef)
  }
}

function readAddressContact(state: PnrgovState, text: string, element: number, travellerRef: string | null): void {
  const { contacts } = state.draft!.reservation
  for (const part of addressParts(text)) {
    const contact = contactOf(part.kind, part.text, text, travellerRef)
    if (contact.value === null) {
      const at = state.pointerTo(`contacts/${contacts.length}`)
      state.context.report('CONTACT_UNREADABLE', 'neither a number nor a mail address', element, 8, at)
    }
    contacts.push(contact)
  }
}

/** Splits ADD 2.8. It may announce its contact as free texts do: `EK CTC M 5432109876`. */
function addressParts(text: string): { kind: string | null; text: string }[] {
  const announced = announcedContact(text)
  if (announced !== null) return [{ kind: announced.kind, text: withoutNameTail(announced.rest).text }]
  return mailOf(text) === null ? addressContacts(text) : [{ kind: null, text }]
}

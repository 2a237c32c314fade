import type { Reservation } from '@entente/contracts'
import { maskOf } from '../sensitive/mask.ts'
import { readDoco, readDocs } from './document-statements.ts'
import { findByName, findByRef } from './find-person.ts'
import { LEG, NON_AIR, type PnrgovState, TRAVELLER } from './pnrgov-state.ts'
import { contactOf } from './read-contact.ts'
import { readInfant } from './read-infant.ts'
import { readSeats, SEAT_SERVICES } from './read-seats.ts'
import { announcedKind } from './ssr-contact.ts'
import { type SsrText, splitSsrText, withoutNameTail } from './ssr-text.ts'
import { statedRef } from './stated-ref.ts'

/** Reads an SSR. It is counted by its code, and its text is read if the text has a known layout (IATA AIRIMP). */
export function readSsr(state: PnrgovState): void {
  // Services of a hotel or a car are not services of the flight.
  if (state.group === NON_AIR) return
  state.open()
  const { cursor } = state.context
  const code = cursor.text(1, 1)
  if (code === null) {
    state.context.report('FUNCTION_MISSING', 'SSR does not say which service', 1, 1, state.pointerTo('serviceCounts'))
    return
  }
  // A service that was redacted begins with the mask.
  const first = code.charCodeAt(0)
  if (first < 0x41 && first === maskOf(cursor.separators)) return
  countService(state)
  switch (code) {
    case 'DOCS':
      readDocs(state)
      break
    case 'DOCO':
      readDoco(state)
      break
    case 'DOCA':
      readDoca(state)
      break
    case 'INFT':
      readInfant(state)
      break
    case 'FQTV':
      readFqtv(state)
      break
    default:
      if (SEAT_SERVICES.has(code)) readSeats(state, code)
      else if (announcedKind(code) !== null) readSsrContact(state, code)
  }
}

/** Counts this service. */
function countService(state: PnrgovState): void {
  const code = state.context.cursor.text(1, 1)
  if (state.draft === null || code === null) return
  const { serviceCounts } = state.draft.reservation
  const count = Object.hasOwn(serviceCounts, code) ? serviceCounts[code]! : 0
  serviceCounts[code] = count + 1
}

/**
 * Returns the reference of the service's owner. In GR.2 it is the current traveller; elsewhere the referenced traveller,
 * otherwise the traveller named in the text.
 */
function ownerRef(state: PnrgovState, named: SsrText['named']): string | null {
  if (state.group >= TRAVELLER && state.group < LEG && state.person !== null) return state.person.ref
  const { people } = state.draft!.reservation
  const ref = statedRef(state)
  if (ref !== null) return findByRef(people, ref)?.ref ?? ref
  return named === null ? null : (findByName(people, named.surname, named.given)?.ref ?? null)
}

function readDoca(state: PnrgovState): void {
  const text = state.context.cursor.textFrom(1, 9)
  if (text === null) return
  const { fields, named } = splitSsrText(text)
  const [use, country, line, city, province, postal] = fields
  const address: Reservation['addresses'][number] = {
    use: use ?? null,
    line: line ?? null,
    city: city ?? null,
    state: province ?? null,
    country: country ?? null,
    postal: postal ?? null,
    travellerRef: ownerRef(state, named),
    source: 'SSR DOCA',
  }
  const { country: land, line: street, city: town, state: region, postal: code } = address
  if (land ?? street ?? town ?? region ?? code) state.draft!.reservation.addresses.push(address)
}

function readSsrContact(state: PnrgovState, code: string): void {
  const { cursor } = state.context
  const literal = cursor.textFrom(1, 9)
  if (literal === null) return
  const { contacts } = state.draft!.reservation
  const { text, named } = withoutNameTail(literal)
  const stripped = text.replace(/^\/(?!\/)/, '').trim()
  const contact = contactOf(announcedKind(code), stripped, literal, ownerRef(state, named))
  if (contact.value === null) {
    const at = state.pointerTo(`contacts/${contacts.length}`)
    state.context.report('CONTACT_UNREADABLE', 'neither a number nor a mail address', 1, 9, at)
  }
  contacts.push(contact)
}

/**
 * Reads FQTV: a frequent flyer number. Its carrier is stated before the number; otherwise it is the carrier of the
 * service. A number that FTI stated is not added again.
 */
function readFqtv(state: PnrgovState): void {
  const { cursor } = state.context
  const text = cursor.textFrom(1, 9)
  if (text === null) return
  const { fields, named } = splitSsrText(text)
  const word = fields.find((field) => field !== null)?.split(/[ -]/)[0]
  if (!word) return
  const stated = cursor.text(1, 4)
  const prefixed = /^([A-Z]{2}|[A-Z]\d|\d[A-Z])(\d{4,})$/.exec(word)
  const carrier = stated !== null && word.startsWith(stated) ? stated : prefixed ? prefixed[1]! : stated
  const number = carrier !== null && word.startsWith(carrier) ? word.slice(carrier.length) : word
  if (number === '') return
  const travellerRef = ownerRef(state, named)
  const { frequentFlyer } = state.draft!.reservation
  // The numbers of a traveller are close together, so only the last 200 are compared.
  const known = frequentFlyer
    .slice(-200)
    .some((entry) => entry.carrier === carrier && entry.number === number && entry.travellerRef === travellerRef)
  if (!known) frequentFlyer.push({ carrier, number, travellerRef })
}

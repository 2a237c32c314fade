import type { Leg, Reservation } from '@entente/contracts'
import { withoutLeadingZeros } from '../derive/flight-number.ts'
import { readCount } from '../derive/read-number.ts'
import { completePeople } from '../pnrgov/complete-reservation.ts'
import { findByName, findByRef } from '../pnrgov/find-person.ts'
import { judgeItinerary } from '../pnrgov/header-flight.ts'
import { contactOf } from '../pnrgov/read-contact.ts'
import { actionOf } from '../pnrgov/read-history.ts'
import { seatOf } from '../pnrgov/read-seats.ts'
import { historyOf, newLeg, newReservationDraft, type ReservationDraft } from '../pnrgov/reservation-draft.ts'
import { isPlaceholderName } from '../records/new-person.ts'
import { sensitiveService } from '../sensitive/categorise.ts'
import { attribute, child, childrenOf, textOf, textsOf, type XmlElement } from './element.ts'
import { isFreeTextElement } from './free-text.ts'
import type { PushContext } from './push-context.ts'
import { addBag, bagOf, readPassenger } from './read-passenger.ts'
import { readOtherService, readService, removeSensitiveTexts, removeServices } from './read-services.ts'
import { serviceCode } from './service-code.ts'

/** Reads one PNR element as a reservation, with the same record and rules as in EDIFACT. */
export function readReservation(context: PushContext, pnr: XmlElement, index: number): Reservation {
  const draft = newReservationDraft(`${context.pointer}/reservations/${index}`, context.place(pnr))
  const { reservation } = draft
  readLocators(draft, pnr)
  reservation.created = context.dateTime(pnr, 'pnr_creationdate', `${draft.pointer}/created`)
  reservation.lastChanged = context.dateTime(pnr, 'pnr_transdate', `${draft.pointer}/lastChanged`)
  reservation.ticketed = context.dateTime(pnr, 'lasttktdate', `${draft.pointer}/ticketed`)
  reservation.groupName = attribute(child(pnr, 'group'), 'name', 'groupname') ?? textOf(pnr, 'groupname')
  reservation.agency = agencyOf(pnr)
  // Read people first, because services of the reservation and its legs refer to them.
  const passengers = childrenOf(pnr, 'passenger').map((element) => ({
    element,
    person: readPassenger(context, draft, element),
  }))
  for (const { element, person } of passengers) {
    readContacts(context, draft, element, person.ref)
    for (const service of servicesOf(element)) readService(context, draft, service, person)
    for (const osi of childrenOf(element, 'osi')) readOtherService(context, draft, osi, person)
  }
  readContacts(context, draft, pnr, null)
  for (const service of servicesOf(pnr)) readService(context, draft, service, null)
  for (const osi of childrenOf(pnr, 'osi')) readOtherService(context, draft, osi, null)
  for (const prepaid of childrenOf(pnr, 'prepaidbag')) {
    const bag = bagOf(prepaid, attribute(prepaid, 'rph'))
    if (bag) addBag(draft, bag)
  }
  for (const flight of childrenOf(pnr, 'flight')) {
    const leg = readLeg(context, draft, flight)
    reservation.legs.push(leg)
    for (const service of servicesOf(flight)) readService(context, draft, service, null)
    for (const osi of childrenOf(flight, 'osi')) readOtherService(context, draft, osi, null)
    for (const checkIn of childrenOf(flight, 'checkininfo')) readCheckIn(draft, leg, checkIn)
  }
  reservation.splitTo = childrenOf(pnr, 'splitpnr').flatMap((split) => attribute(split, 'pnr_id') ?? [])
  reservation.nonAirCount = childrenOf(pnr, 'othertravelsegment').length
  for (const history of childrenOf(pnr, 'structuredpnr_history')) readHistory(context, draft, history)
  removeFreeTexts(context, draft, pnr, true)
  finish(context, draft, pnr)
  return reservation
}

/**
 * Reads StructuredPNR_History: the names in its items, as TIF after ABI in EDIFACT. Other elements of the items are counted
 * by name; a sensitive service is counted where it is removed.
 */
function readHistory(context: PushContext, draft: ReservationDraft, history: XmlElement): void {
  const { people } = draft.reservation
  const kept = historyOf(draft.reservation)
  const changedBy = attribute(child(history, 'credit'), 'id')
  const changedAt = context.dateTime(history, 'timestamp', `${draft.pointer}/history`)
  for (const item of childrenOf(history, 'item')) {
    const change = { changedAt, changedBy, action: actionOf(attribute(item, 'action')) }
    for (const element of item.children) {
      const [surname, givenLiteral] = [textOf(element, 'surname'), textOf(element, 'givenname')]
      const isName = element.name === 'passenger' && (surname ?? givenLiteral) !== null
      if (isName && !isPlaceholderName(surname, givenLiteral)) {
        const stated = attribute(element, 'rph')
        const owner = stated === null ? (people.length === 1 ? people[0] : null) : findByRef(people, stated)
        if (!owner) {
          const message = 'the history does not say whose this was'
          const at = `${draft.pointer}/history/names/${kept.names.length}`
          context.reportAt('REFERENCE_UNKNOWN', message, context.place(element), surname, at, 'info')
        }
        const travellerRef = owner?.ref ?? stated
        kept.names.push({ surname, given: givenLiteral, givenLiteral, title: null, travellerRef, ...change })
      } else if (!isService(element) || sensitiveService(serviceCode(element) ?? '') === null) {
        const { otherSegments } = kept
        otherSegments[element.name] =
          (Object.hasOwn(otherSegments, element.name) ? otherSegments[element.name]! : 0) + 1
      }
    }
  }
}

/** Reports the sensitive data of remarks and history. The record has no field for them, but the redacted message loses that data. */
function removeFreeTexts(context: PushContext, draft: ReservationDraft, element: XmlElement, isRead: boolean): void {
  for (const inner of element.children) {
    if (isService(inner)) {
      if (!isRead) removeServices(context, draft, inner)
    } else if (isFreeTextElement(inner.name)) removeSensitiveTexts(context, draft, inner)
    else {
      const isPart = element.name === 'pnr' && (inner.name === 'passenger' || inner.name === 'flight')
      removeFreeTexts(context, draft, inner, isPart)
    }
  }
}

const isService = ({ name }: XmlElement): boolean => name === 'ssr' || name === 'doc_ssr'
const servicesOf = (element: XmlElement) => element.children.filter(isService)

function readLocators({ reservation }: ReservationDraft, pnr: XmlElement): void {
  for (const reference of childrenOf(pnr, 'bookingrefid')) {
    const locator = attribute(reference, 'id')
    const carrier = attribute(child(reference, 'companyname'), 'code')
    if (locator === null && carrier === null) continue
    if (reservation.locator === null) {
      reservation.locator = locator
      reservation.locatorOwner = carrier
    } else if (locator !== reservation.locator || carrier !== reservation.locatorOwner) {
      reservation.otherLocators.push({ carrier, locator })
    }
  }
}

function agencyOf(pnr: XmlElement): Reservation['agency'] {
  const source = child(child(pnr, 'pos'), 'source')
  const requestor = child(source, 'requestorid')
  const agency = {
    number: attribute(requestor, 'id'),
    office: attribute(source, 'pseudocitycode'),
    city: attribute(source, 'airportcode'),
    country: attribute(source, 'isocountry'),
    sign: attribute(source, 'agentsine'),
    system: attribute(child(requestor, 'companyname'), 'code') ?? attribute(source, 'airlinevendorid'),
  }
  return Object.values(agency).some((value) => value !== null) ? agency : null
}

function readContacts(
  context: PushContext,
  draft: ReservationDraft,
  parent: XmlElement,
  travellerRef: string | null,
): void {
  const { contacts, addresses } = draft.reservation
  for (const info of childrenOf(parent, 'contactinfo')) {
    const phone = attribute(info, 'phonenumber')
    const mail = attribute(info, 'emailaddress')
    if (phone !== null) contacts.push(contactOf(null, phone, phone, travellerRef))
    if (mail !== null) {
      // An address with a real @ needs none of the teletype replacements.
      if (/^[^@\s]+@[^@\s]+$/.test(mail))
        contacts.push({ medium: 'email', kind: null, value: mail, travellerRef, literal: mail })
      else contacts.push(contactOf('E', mail, mail, travellerRef))
    }
    contacts.forEach((contact, i) => {
      if (contact.value !== null || (contact.literal !== phone && contact.literal !== mail)) return
      const at = `${draft.pointer}/contacts/${i}`
      context.reportAt(
        'CONTACT_UNREADABLE',
        'neither a number nor a mail address',
        context.place(info),
        contact.literal,
        at,
      )
    })
    const line = [textOf(info, 'bldgroom'), textsOf(info, 'addressline')].filter(Boolean).join(' ') || null
    const city = textOf(info, 'cityname')
    const postal = textOf(info, 'postalcode')
    const state = textOf(info, 'stateprov') ?? attribute(child(info, 'stateprov'), 'statecode')
    const country = textOf(info, 'countryname') ?? attribute(child(info, 'countryname'), 'code')
    if (line ?? city ?? postal ?? state ?? country) {
      addresses.push({ use: null, line, city, state, country, postal, travellerRef, source: 'ADD' })
    }
  }
}

function readLeg(context: PushContext, draft: ReservationDraft, flight: XmlElement): Leg {
  const at = `${draft.pointer}/legs/${draft.reservation.legs.length}`
  const leg = newLeg()
  const operating = child(flight, 'operatingairline')
  const marketing = child(flight, 'marketingairline')
  leg.marketingCarrier = attribute(marketing, 'code') ?? attribute(flight, 'carriercode')
  leg.operatingCarrier = attribute(operating, 'code')
  leg.number = numberOf(attribute(flight, 'flightnumber') ?? attribute(marketing, 'flightnumber'))
  leg.otherNumber = numberOf(attribute(operating, 'flightnumber'))
  leg.from = attribute(child(flight, 'departureairport'), 'locationcode')
  leg.to = attribute(child(flight, 'arrivalairport'), 'locationcode')
  leg.departure = context.dateTime(flight, 'departuredatetime', `${at}/departure`)
  leg.arrival = context.dateTime(flight, 'arrivaldatetime', `${at}/arrival`)
  leg.bookingClass = attribute(flight, 'resbookdesigcode')
  leg.partySize = readCount(attribute(flight, 'numberinparty'))
  leg.status = attribute(flight, 'status')
  leg.aircraft = attribute(child(flight, 'equipment'), 'airequiptype')
  return leg
}

const numberOf = (text: string | null) => (text === null ? null : withoutLeadingZeros(text))

function finish(context: PushContext, draft: ReservationDraft, pnr: XmlElement): void {
  const { reservation, pointer } = draft
  if (reservation.locator === null)
    context.reportAt('LOCATOR_MISSING', 'no record locator', draft.place, null, `${pointer}/locator`)
  completePeople(context, draft)
  reservation.cancelled =
    reservation.people.length === 0 && reservation.legs.length === 0 && reservation.groupName === null
  const { bagTags } = reservation
  bagTags.distinct.sort()
  if (bagTags.overAllLegs > bagTags.distinct.length)
    context.reportAt('BAG_TAG_REPEATED', 'a bag tag stands more than once', draft.place, null, `${pointer}/bagTags`)
  judgeCount(context, draft, pnr)
  judgeItinerary(context, context.flight, draft)
}

/** Reports a wrong number of passengers. Some senders count infants and some do not, so both numbers are right. */
function judgeCount(context: PushContext, { reservation, pointer }: ReservationDraft, pnr: XmlElement): void {
  const declared = readCount(attribute(pnr, 'numberofpassengers'))
  const { people } = reservation
  if (declared === null || declared === people.length || declared === people.filter((p) => !p.infant).length) return
  const message = `${declared} declared, ${people.length} in the reservation`
  context.reportAt(
    'PERSON_COUNT_MISMATCH',
    message,
    context.place(pnr, 'numberofpassengers'),
    `${declared}`,
    `${pointer}/people`,
  )
}

/**
 * Reads CheckInInfo of a flight: the seat and bags of each traveller, as SSD and TBD do in EDIFACT. It never adds a
 * person.
 */
function readCheckIn(draft: ReservationDraft, { from, to }: Leg, checkIn: XmlElement): void {
  for (const boarding of childrenOf(checkIn, 'boardingnumber')) {
    const travellerRef = travellerOf(draft, boarding)
    const seat = seatOf(textOf(boarding, 'seatnumber'))
    const cabin = attribute(child(boarding, 'seatnumber'), 'cabinclass')
    if (seat !== null) draft.reservation.seats.push({ from, to, seat, cabin, travellerRef, source: 'SSD' })
    for (const checked of childrenOf(boarding, 'checkedbag')) {
      const bag = bagOf(checked, travellerRef)
      if (bag !== null) addBag(draft, { ...bag, from, to })
    }
  }
}

/** Finds the traveller by reference, otherwise by name. An unknown reference is returned as sent. */
function travellerOf(draft: ReservationDraft, boarding: XmlElement): string | null {
  const { people } = draft.reservation
  const ref = attribute(boarding, 'rph')
  if (ref !== null) return findByRef(people, ref)?.ref ?? ref
  const named = child(boarding, 'passenger')
  const surname = textOf(named, 'surname')
  return surname === null ? null : (findByName(people, surname, textOf(named, 'givenname'))?.ref ?? null)
}

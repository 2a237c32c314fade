import type { Bag, Payment, Person } from '@entente/contracts'
import { readCount, readNumber } from '../derive/read-number.ts'
import type { ReservationDraft } from '../pnrgov/reservation-draft.ts'
import { isPlaceholderName, newPerson } from '../records/new-person.ts'
import { attribute, child, childrenOf, textOf, textsOf, type XmlElement } from './element.ts'
import type { PushContext } from './push-context.ts'

const infantTypes = new Set(['IN', 'INF', 'INS'])

/** Reads one Passenger element as one person, however incomplete. */
export function readPassenger(context: PushContext, draft: ReservationDraft, passenger: XmlElement): Person {
  const person = newPerson('passenger')
  const { people } = draft.reservation
  const pointer = `${draft.pointer}/people/${people.length}`
  const prefix = textOf(passenger, 'surnameprefix')
  const surname = textOf(passenger, 'surname')
  person.ref = attribute(passenger, 'rph')
  person.surname = prefix && surname ? `${prefix} ${surname}` : (surname ?? prefix)
  if (prefix && surname) person.derived.push({ field: 'surname', literal: surname, rule: 'surname-prefix' })
  person.givenLiteral = textOf(passenger, 'givenname')
  person.middle = textsOf(passenger, 'middlename')
  person.title = textsOf(passenger, 'nametitle')
  person.travellerType =
    attribute(child(passenger, 'fareinfo'), 'ptc_code') ?? attribute(passenger, 'passengertypecode', 'ptc_code')
  person.infant = person.travellerType !== null && infantTypes.has(person.travellerType.toUpperCase())
  const withInfant = attribute(passenger, 'accompaniedbyinfantind', 'accompaniedbyinfant', 'accompbyinf')
  person.withInfant = /^(true|1|y|yes)$/i.test(withInfant ?? '')
  person.references.uniqueReference = attribute(passenger, 'paxid')
  person.tickets = childrenOf(passenger, 'ticketdocument').flatMap(
    (ticket) => attribute(ticket, 'ticketdocumentnbr') ?? [],
  )
  const place = context.place(passenger)
  if (person.surname === null && person.givenLiteral === null) {
    context.reportAt('NAME_MISSING', 'a passenger without any name', place, null, `${pointer}/surname`)
  }
  if (isPlaceholderName(person.surname, person.givenLiteral)) {
    person.placeholder = true
    context.reportAt(
      'PERSON_PLACEHOLDER',
      'no person is named: to be announced, or a seat without a person',
      place,
      person.surname,
      `${pointer}/surname`,
    )
  }
  people.push(person)
  draft.peopleAt.push(place)
  readBelongings(draft, passenger, person.ref)
  return person
}

/** Reads frequent flyer numbers, payments and bags of a passenger. */
function readBelongings(draft: ReservationDraft, passenger: XmlElement, travellerRef: string | null): void {
  const { reservation } = draft
  for (const loyalty of childrenOf(passenger, 'custloyalty')) {
    const number = attribute(loyalty, 'membershipid')
    if (number) reservation.frequentFlyer.push({ carrier: attribute(loyalty, 'programid'), number, travellerRef })
  }
  for (const ticket of childrenOf(passenger, 'ticketdocument')) {
    for (const payment of childrenOf(ticket, 'paymentinfo')) reservation.payments.push(paymentOf(payment, travellerRef))
  }
  for (const excess of childrenOf(passenger, 'excessbaggage')) {
    const bag = bagOf(excess, travellerRef)
    if (bag) addBag(draft, bag)
  }
}

function paymentOf(payment: XmlElement, travellerRef: string | null): Payment {
  return {
    type: attribute(payment, 'paymenttype'),
    amount: attribute(payment, 'paymentamount'),
    vendor: attribute(payment, 'vendorcode'),
    account: attribute(payment, 'accountnbr'),
    expiry: attribute(payment, 'expirydate'),
    holder: attribute(payment, 'cardholdername') ?? textOf(payment, 'sponsor'),
    travellerRef,
  }
}

/**
 * Reads PrepaidBag or ExcessBaggage: a quantity in kilograms (700), pounds (701) or pieces. Returns null if nothing is
 * stated.
 */
export function bagOf(element: XmlElement, travellerRef: string | null): Bag | null {
  const quantity = attribute(element, 'unitofmeasurequantity')
  const unit = unitOf(attribute(element, 'unitofmeasurecode'))
  const number = attribute(element, 'serialnumber')
  if (quantity === null && number === null) return null
  const pool = attribute(element, 'baggagepool')?.toUpperCase()
  const company = attribute(element, 'issuercode')
  return {
    from: null,
    to: attribute(element, 'bagdestination'),
    travellerRef,
    pieces: unit === null ? readCount(quantity) : null,
    weight: unit === null ? null : readNumber(quantity),
    unit,
    pool: pool === 'HP' || pool === 'MP' ? pool : null,
    poolRef: null,
    tags:
      number === null
        ? []
        : [
            {
              company,
              number,
              sequence: attribute(element, 'sequencecount'),
              destination: attribute(element, 'bagdestination'),
            },
          ],
  }
}

function unitOf(code: string | null): 'kg' | 'lb' | null {
  if (code === null) return null
  return /^(700|kg|kgm|k)$/i.test(code) ? 'kg' : /^(701|lb|lbr|lbs|l)$/i.test(code) ? 'lb' : null
}

export function addBag(draft: ReservationDraft, bag: Bag): void {
  const { bags, bagTags } = draft.reservation
  bags.push(bag)
  for (const { company, number } of bag.tags) {
    const tag = `${company ?? ''}${number ?? ''}`
    bagTags.overAllLegs++
    if (!bagTags.distinct.includes(tag)) bagTags.distinct.push(tag)
  }
}

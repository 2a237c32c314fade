import type { Bag } from '@entente/contracts'
import { readNumber } from '../derive/read-number.ts'
import { findByName, findByRef } from './find-person.ts'
import { CHECK_IN, NON_AIR, type PnrgovState, SPLIT } from './pnrgov-state.ts'
import { seatOf } from './read-seats.ts'
import { NO_TAGS } from './reservation-draft.ts'

/** Reads TRI: one person at check-in on this leg. */
export function readTri(state: PnrgovState): void {
  if (!checksIn(state)) return
  state.group = CHECK_IN
  state.checkInRef = refOf(state, state.context.cursor.text(2, 4))
}

/** Reads a TIF after a TVL. It names a traveller at check-in and never adds a person. It overrides the reference of TRI. */
export function readCheckInTraveller(state: PnrgovState): void {
  if (state.group === NON_AIR || state.group === SPLIT || state.draft === null) return
  const { cursor } = state.context
  const ref = refOf(state, cursor.text(2, 3))
  if (ref !== null) state.checkInRef = ref
  else {
    const surname = cursor.text(1, 1)
    const person = surname === null ? null : findByName(state.draft.reservation.people, surname, cursor.text(2, 1))
    if (person !== null) state.checkInRef = person.ref
  }
}

/** Reads SSD: the assigned seat. */
export function readSeatTaken(state: PnrgovState): void {
  if (!checksIn(state)) return
  const { cursor } = state.context
  const seat = seatOf(cursor.text(1, 1))
  if (seat === null) return
  state.draft!.reservation.seats.push({
    from: state.leg!.from,
    to: state.leg!.to,
    seat,
    cabin: cursor.text(5, 1),
    travellerRef: state.checkInRef,
    source: 'SSD',
  })
}

const UNITS: Record<string, Bag['unit']> = { '700': 'kg', '701': 'lb' }

/** Reads TBD: the bags of one person on this leg, with their tags. */
export function readBags(state: PnrgovState): void {
  if (!checksIn(state)) return
  const { cursor } = state.context
  const draft = state.draft!
  const decimal = String.fromCharCode(cursor.separators.decimal)
  const pool = cursor.text(4, 1)
  const bag: Bag = {
    from: state.leg!.from,
    to: state.leg!.to,
    travellerRef: state.checkInRef,
    pieces: readNumber(cursor.text(2, 1), decimal),
    weight: readNumber(cursor.text(2, 2), decimal),
    unit: UNITS[cursor.text(2, 3) ?? ''] ?? null,
    pool: pool === 'HP' || pool === 'MP' ? pool : null,
    poolRef: cursor.text(4, 2),
    tags: [],
  }
  for (let element = 5; element <= cursor.elements; element++) readTag(state, bag, element)
  draft.reservation.bags.push(bag)
}

function readTag(state: PnrgovState, bag: Bag, element: number): void {
  const { cursor } = state.context
  const company = cursor.text(element, 1)
  const number = cursor.text(element, 2)
  // Without a number, a company and a place are not a tag.
  if (number === null) return
  bag.tags.push({ company, number, sequence: cursor.text(element, 3), destination: cursor.text(element, 4) })
  const draft = state.draft!
  draft.reservation.bagTags.overAllLegs++
  if (draft.bagTags === NO_TAGS) draft.bagTags = new Set()
  const tag = (company ?? '') + number
  if (!draft.bagTags.has(tag)) draft.bagTags.add(tag)
  else {
    state.context.report('BAG_TAG_REPEATED', 'stated before in this reservation', element, 2, state.pointerTo('bags'))
  }
}

/** Returns a reference as the record of its person writes it: a segment may state `001` where the record has `1`. An unknown one is returned as sent. */
function refOf(state: PnrgovState, text: string | null): string | null {
  if (text === null || state.draft === null) return text
  return findByRef(state.draft.reservation.people, text)?.ref ?? text
}

function checksIn(state: PnrgovState): boolean {
  if (state.group === NON_AIR || state.group === SPLIT) return false
  if (state.leg === null) {
    state.misplaced()
    return false
  }
  return true
}

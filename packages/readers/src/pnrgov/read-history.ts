import type { HistoryChange, Person, Reservation, ReservationHistory } from '@entente/contracts'
import { splitTitle } from '../derive/split-title.ts'
import { packTag, tagText } from '../edifact/tags.ts'
import { isPlaceholderName } from '../records/new-person.ts'
import { maskOf } from '../sensitive/mask.ts'
import { findByName, findByRef } from './find-person.ts'
import { HISTORY, type HistoryState, type PnrgovState, RESERVATION } from './pnrgov-state.ts'
import { readAircraft, readLeg, readOperating, readPassengerCount } from './read-leg.ts'
import { readAddress } from './read-reservation-segment.ts'
import { readSsr } from './read-ssr.ts'
import { readFreeText } from './read-traveller.ts'
import { type DocumentStatement, historyOf, newReservationDraft } from './reservation-draft.ts'

const SAC = packTag('SAC')
const DAT = packTag('DAT')
const TIF = packTag('TIF')
const TVL = packTag('TVL')
const SSR = packTag('SSR')
const IFT = packTag('IFT')
const ADD = packTag('ADD')
const RPI = packTag('RPI')
const APD = packTag('APD')
const TRA = packTag('TRA')

/** Reads ABI: a block of the history begins, with the office or agent that made its changes. */
export function beginHistory(state: PnrgovState): void {
  const { cursor } = state.context
  const by = [cursor.text(2, 1), cursor.text(2, 2), cursor.text(3, 1), cursor.text(5, 1)]
  const change = { changedAt: null, changedBy: by.filter((part) => part !== null).join(' ') || null, action: null }
  state.group = HISTORY
  if (state.history !== null) {
    state.history.change = change
    state.history.leg = null
    return
  }
  const { reservation, pointer } = state.open()
  const draft = newReservationDraft(`${pointer}/history`, state.here(0, 0))
  const { contacts, addresses, legs } = historyOf(reservation)
  // The same people, so that references and names find their owners.
  Object.assign(draft.reservation, { people: reservation.people, contacts, addresses, legs })
  state.history = { draft, change, leg: null }
}

/**
 * Reads a segment of the history (PNRGOV Implementation Guide 11.1, GR.10 to GR.12). Names, documents, contacts,
 * addresses and flights are read as in the current part, but into the history; all other segments are counted.
 */
export function readHistory(state: PnrgovState, history: HistoryState, tag: number): void {
  const { cursor } = state.context
  if (tag === SAC) readAction(state, history)
  else if (tag === DAT) readTime(state, history)
  else if (tag === TIF) readName(state, history)
  else if (!readElsewhere(state, history, tag)) {
    const code = tag === SSR ? cursor.text(1, 1) : null
    // A service that was redacted begins with the mask. It was counted when it was removed.
    if (code?.charCodeAt(0) !== maskOf(cursor.separators)) count(state, code === null ? tagText(tag) : `SSR ${code}`)
  }
}

const ACTIONS = new Map<string, HistoryChange['action']>([
  ['A', 'added'],
  ['X', 'cancelled'],
  ['C', 'changed'],
])

/** Returns the action of a code, in any case; null for another code. */
export const actionOf = (code: string | null): HistoryChange['action'] =>
  code === null ? null : (ACTIONS.get(code.toUpperCase()) ?? null)

function readAction(state: PnrgovState, history: HistoryState): void {
  const { cursor } = state.context
  const action = actionOf(cursor.text(3, 1) ?? cursor.text(1, 1))
  history.change = { ...history.change, action }
  history.leg = null
  if (action !== null) return
  state.context.report('FUNCTION_MISSING', 'SAC does not say what was done', 3, 1, state.pointerTo('history'))
}

function readTime(state: PnrgovState, history: HistoryState): void {
  const { cursor } = state.context
  for (let element = 1; element <= cursor.elements; element++) {
    const time = state.dateTime(element, 2, 3, 'history')
    if (time === null) continue
    history.change = { ...history.change, changedAt: time }
    return
  }
}

/** Reads TIF: a name that a traveller had. The name of a group or a placeholder is nobody's name. */
function readName(state: PnrgovState, history: HistoryState): void {
  const { cursor } = state.context
  const { names } = state.open().reservation.history
  const surname = cursor.text(1, 1)
  const givenLiteral = cursor.text(2, 1)
  const isNobody = (surname === null && givenLiteral === null) || isPlaceholderName(surname, givenLiteral)
  if (cursor.text(1, 2) === 'G' || isNobody) {
    count(state, 'TIF')
    return
  }
  const travellerRef = ownerOf(state, cursor.text(2, 3), null, `names/${names.length}`)
  names.push({ surname, given: givenLiteral, givenLiteral, title: null, travellerRef, ...history.change })
}

/**
 * Reads a segment with the reader of current data, into the draft of the history. Returns false if that gives no name,
 * document, contact, address or flight.
 */
function readElsewhere(state: PnrgovState, history: HistoryState, tag: number): boolean {
  const { leg, person, payments, draft: current } = state
  const { draft } = history
  const before = { contacts: draft.reservation.contacts.length, addresses: draft.reservation.addresses.length }
  const legs = draft.reservation.legs.length
  Object.assign(state, { draft, group: RESERVATION, person: null, leg: history.leg, payments: [] })
  const isRead = readAsCurrent(state, tag)
  history.leg = state.leg
  Object.assign(state, { draft: current, group: HISTORY, person, leg, payments })
  const { history: kept } = state.open().reservation
  const documents = draft.documents.splice(0)
  for (const statement of documents) keepDocument(state, history, kept, statement)
  const added = [
    ...kept.contacts.slice(before.contacts),
    ...kept.addresses.slice(before.addresses),
    ...kept.legs.slice(legs),
  ]
  for (const entry of added) Object.assign(entry, history.change)
  return added.length > 0 || documents.length > 0 || isRead
}

/** Returns true if the segment described the last flight. */
function readAsCurrent(state: PnrgovState, tag: number): boolean {
  const describesLeg = state.leg !== null && (tag === RPI || tag === APD || tag === TRA || tag === TVL)
  if (tag === SSR) readSsr(state)
  else if (tag === IFT) readFreeText(state)
  else if (tag === ADD) readAddress(state)
  else if (tag === TVL) {
    const { cursor } = state.context
    if (state.leg !== null || cursor.text(2, 1) !== null || cursor.text(3, 1) !== null) readLeg(state)
  } else if (describesLeg) {
    if (tag === RPI) readPassengerCount(state)
    else if (tag === APD) readAircraft(state)
    else readOperating(state)
  }
  return describesLeg
}

function keepDocument(
  state: PnrgovState,
  history: HistoryState,
  { documents }: ReservationHistory,
  { document, ref, named }: DocumentStatement,
): void {
  const name = named ?? (document.surname === null ? null : { surname: document.surname, given: document.given })
  const travellerRef = ownerOf(state, ref, name, `documents/${documents.length}`)
  documents.push({ ...document, travellerRef, ...history.change })
}

/**
 * Returns the reference of the traveller whom an entry is about: by the stated reference, else by name, else the only
 * traveller. If none of these says it, the entry belongs to nobody, with a finding.
 */
function ownerOf(
  state: PnrgovState,
  ref: string | null,
  name: { surname: string; given: string | null } | null,
  field: string,
): string | null {
  const { people } = state.open().reservation
  const found =
    ref !== null ? findByRef(people, ref) : name === null ? null : findByName(people, name.surname, name.given)
  if (found !== null) return found.ref
  if (ref === null && people.length === 1) return people[0]!.ref
  const message = ref === null ? 'the history does not say whose this was' : 'a traveller who is not in the reservation'
  state.context.report('REFERENCE_UNKNOWN', message, 0, 0, state.pointerTo(`history/${field}`), 'info')
  return ref
}

function count(state: PnrgovState, what: string): void {
  const { otherSegments } = state.open().reservation.history
  otherSegments[what] = (Object.hasOwn(otherSegments, what) ? otherSegments[what]! : 0) + 1
}

/** Separates the titles of the history's names, by the sex that the traveller has in the current part. */
export function completeHistory({ history, people }: Reservation): void {
  for (const name of history.names) {
    const owner: Person | null = name.travellerRef === null ? null : findByRef(people, name.travellerRef)
    const { given, title } = splitTitle(name.givenLiteral, owner?.sex ?? null)
    name.given = given
    name.title = title
  }
}

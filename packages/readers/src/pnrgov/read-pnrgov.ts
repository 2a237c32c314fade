import type { ReservationPush } from '@entente/contracts'
import { removeSensitive } from '../edifact/mask-sensitive.ts'
import type { MessageContext } from '../edifact/message-context.ts'
import { reportUnusual } from '../edifact/report-unusual.ts'
import { isEnvelope, packTag } from '../edifact/tags.ts'
import type { MessageSink } from '../records/message-sink.ts'
import { completeReservation } from './complete-reservation.ts'
import * as group from './pnrgov-state.ts'
import { readBags, readCheckInTraveller, readSeatTaken, readTri } from './read-check-in.ts'
import { beginHistory, readHistory } from './read-history.ts'
import { readAircraft, readLeg, readOperating, readPassengerCount } from './read-leg.ts'
import { readEquation, readFunction, readHeaderFlight } from './read-push-header.ts'
import { readAddress, readDates, readLocators, readOrigin } from './read-reservation-segment.ts'
import { readSsr } from './read-ssr.ts'
import {
  readFormOfPayment,
  readFreeText,
  readFrequentFlyer,
  readTicket,
  readTraveller,
  readTravellerReference,
} from './read-traveller.ts'

const { PnrgovState } = group

const MSG = packTag('MSG')
const ORG = packTag('ORG')
const TVL = packTag('TVL')
const EQN = packTag('EQN')
const SRC = packTag('SRC')
const RCI = packTag('RCI')
const SSR = packTag('SSR')
const DAT = packTag('DAT')
const IFT = packTag('IFT')
const ADD = packTag('ADD')
const TIF = packTag('TIF')
const FTI = packTag('FTI')
const REF = packTag('REF')
const FAR = packTag('FAR')
const TKT = packTag('TKT')
const MON = packTag('MON')
const PTK = packTag('PTK')
const TXD = packTag('TXD')
const FOP = packTag('FOP')
const TRA = packTag('TRA')
const RPI = packTag('RPI')
const APD = packTag('APD')
const TRI = packTag('TRI')
const SSD = packTag('SSD')
const TBD = packTag('TBD')
const ABI = packTag('ABI')
const LTS = packTag('LTS')

/**
 * Reads one PNRGOV push (PNRGOV Implementation Guide 11.1), from the segment after UNH to the one that ends the
 * message, which remains the current segment. SRC opens a reservation, TIF before the first TVL is a person, ABI begins
 * the history. A segment in a wrong place is reported, and used if possible.
 */
export function readPnrgov(context: MessageContext, sink: MessageSink): ReservationPush {
  const { cursor } = context
  const state = new PnrgovState(context)
  while (cursor.next() && !isEnvelope(cursor.tag)) {
    const { tag } = cursor
    // Mask sensitive data first, so that no finding quotes it.
    const isSensitive =
      (tag === SSR || tag === IFT || tag === LTS) && removeSensitive(context, state.draft?.pointer ?? null)
    if (reportUnusual(context) || isSensitive) continue
    if (tag === SRC) {
      finish(state, sink)
      state.begin()
    } else if (tag === ABI) {
      if (state.draft !== null) beginHistory(state)
    } else if (state.history !== null) readHistory(state, state.history, tag)
    else readCurrent(state, tag)
  }
  finish(state, sink)
  return finishPush(state)
}

function readCurrent(state: group.PnrgovState, tag: number): void {
  const isHeader = state.group === group.HEADER
  switch (tag) {
    case SSR:
      readSsr(state)
      break
    case TIF:
      if (state.leg !== null) readCheckInTraveller(state)
      else readTraveller(state)
      break
    case IFT:
      readFreeText(state)
      break
    case RCI:
      readLocators(state)
      break
    case DAT:
      readDates(state)
      break
    case TVL:
      if (isHeader) readHeaderFlight(state)
      else readLeg(state)
      break
    case FTI:
      readFrequentFlyer(state)
      break
    case REF:
      readTravellerReference(state)
      break
    case TKT:
      readTicket(state)
      break
    case FOP:
      readFormOfPayment(state)
      break
    case ADD:
      readAddress(state)
      break
    case FAR:
    case MON:
    case PTK:
    case TXD:
      // The record has no field for fares and taxes, so only their place is checked.
      if (state.group < group.TRAVELLER || state.group > group.PAYMENT) state.misplaced()
      break
    case RPI:
      readPassengerCount(state)
      break
    case APD:
      readAircraft(state)
      break
    case TRA:
      readOperating(state)
      break
    case TRI:
      readTri(state)
      break
    case SSD:
      readSeatTaken(state)
      break
    case TBD:
      readBags(state)
      break
    case ORG:
      readOrigin(state)
      break
    case MSG:
      readFunction(state)
      break
    case EQN:
      readEquation(state)
      break
    default:
  }
}

function finish(state: group.PnrgovState, sink: MessageSink): void {
  const { draft } = state
  state.draft = null
  if (draft === null) return
  completeReservation(state, draft)
  if (!sink.reservation(state.head(), draft.reservation, state.begun - 1)) state.reservations.push(draft.reservation)
}

function finishPush(state: group.PnrgovState): ReservationPush {
  const { context } = state
  if (!state.hasFunction) {
    context.reportAt(
      'FUNCTION_MISSING',
      'MSG says no function',
      state.placeOfHeader,
      null,
      `${context.pointer}/function`,
    )
  }
  if (state.flight === null) {
    context.reportAt(
      'FLIGHT_MISSING',
      'no flight in the header',
      state.placeOfHeader,
      null,
      `${context.pointer}/flight`,
    )
  }
  const declared = state.declaredReservations
  if (declared !== null && declared !== state.begun) {
    const message = `${declared} declared, ${state.begun} in the message`
    const at = `${context.pointer}/declaredReservations`
    context.reportAt('RESERVATION_COUNT_MISMATCH', message, state.equation, `${declared}`, at)
  }
  return { ...state.head(), reservations: state.reservations }
}

import type { PassengerList } from '@entente/contracts'
import { removeSensitive } from '../edifact/mask-sensitive.ts'
import type { MessageContext } from '../edifact/message-context.ts'
import { reportUnusual } from '../edifact/report-unusual.ts'
import { hasWord } from '../edifact/sensitive-parts.ts'
import { isEnvelope, packTag, UNS } from '../edifact/tags.ts'
import { collectLegs } from './collect-legs.ts'
import { PaxlstState } from './paxlst-state.ts'
import { beginPerson, finishPerson } from './person.ts'
import { judgeCounts, readCount, readHeaderSegment } from './read-header.ts'
import { readPdt } from './read-pdt.ts'
import { readEmployment, readPersonContacts } from './read-person-contacts.ts'
import { readPersonSegment } from './read-person-segment.ts'
import { readRouteDtm, readRouteLoc, readTdt } from './read-route.ts'

const NAD = packTag('NAD')
const TDT = packTag('TDT')
const LOC = packTag('LOC')
const DTM = packTag('DTM')
const DOC = packTag('DOC')
const CNT = packTag('CNT')
const PDT = packTag('PDT')
const ATT = packTag('ATT')
const NAT = packTag('NAT')
const MEA = packTag('MEA')
const FTX = packTag('FTX')
const GEI = packTag('GEI')
const RFF = packTag('RFF')
const BGM = packTag('BGM')
const COM = packTag('COM')
const CTA = packTag('CTA')
const EMP = packTag('EMP')

/**
 * Reads one PAXLST in the UN or US dialect (PAXLST Implementation Guide, D.02B and later), from the segment after UNH
 * to the one that ends the message, which remains the current segment. Every NAD other than MS and COA and every PDT
 * is one person, whatever else is wrong.
 */
export function readPaxlst(context: MessageContext): PassengerList {
  const { cursor } = context
  const state = new PaxlstState(context)
  while (cursor.next() && !isEnvelope(cursor.tag)) {
    // Mask sensitive data first, so that no finding quotes it. Most FTX are bag tags and have none.
    if (cursor.tag === FTX && hasWord(cursor))
      removeSensitive(context, state.person === null ? null : state.personPointer())
    if (reportUnusual(context)) continue
    switch (cursor.tag) {
      case NAD:
        beginPerson(state)
        break
      case ATT:
      case NAT:
      case MEA:
      case FTX:
      case GEI:
      case DOC:
        if (state.person) readPersonSegment(state, state.person)
        else state.misplaced()
        break
      case DTM:
        readDtm(state)
        break
      case LOC:
        readLoc(state)
        break
      case RFF:
        if (state.person) readPersonSegment(state, state.person)
        else readHeaderSegment(state)
        break
      case COM:
        if (state.person) readPersonContacts(state, state.person)
        else readHeaderSegment(state)
        break
      case EMP:
        if (state.person) readEmployment(state, state.person)
        else state.misplaced()
        break
      case BGM:
      case CTA:
        readHeaderSegment(state)
        break
      case TDT:
        readTdt(state)
        break
      case PDT:
        readPdt(state)
        break
      case CNT:
        finishPerson(state)
        readCount(state)
        break
      case UNS:
        break
    }
  }
  finishPerson(state)
  return finishList(state)
}

function readDtm(state: PaxlstState): void {
  const { cursor } = state.context
  const first = cursor.firstByte(1, 1)
  // The qualifiers of persons, 329 (birth) and 36 (expiry), begin with 3. Those of the route (189, 232, 554, 136, 132) do not.
  if (first === 0x33) {
    if (state.person) readPersonSegment(state, state.person)
    else state.misplaced()
  } else readRouteDtm(state)
}

const ROUTE_PLACES = new Set(['125', '87', '92', '130', '188', '172', '5', '005', '8', '008', 'PT'])

function readLoc(state: PaxlstState): void {
  const code = state.context.cursor.text(1, 1)
  if (code !== null && ROUTE_PLACES.has(code)) {
    if (state.person) state.misplaced()
    readRouteLoc(state, code)
  } else if (state.person) readPersonSegment(state, state.person)
  else state.misplaced()
}

function finishList(state: PaxlstState): PassengerList {
  const { context } = state
  const flights = collectLegs(state.stops)
  if (flights.length === 0 && !state.isMasterCrewList()) {
    context.reportAt('FLIGHT_MISSING', 'no leg of a flight is stated', state.header, null, `${context.pointer}/flights`)
  }
  if (state.document === null && state.dialect === 'un') {
    context.reportAt('FUNCTION_MISSING', 'BGM is absent or empty', state.header, null, `${context.pointer}/document`)
  }
  judgeCounts(state)
  return {
    type: 'PAXLST',
    dialect: state.dialect,
    version: context.header.version,
    reference: context.header.reference,
    accessReference: context.header.accessReference,
    transactionReference: state.transactionReference,
    part: context.header.part,
    document: state.document,
    reportingParty: state.reportingParty,
    control: state.control,
    flights,
    people: state.people,
    counts: { people: state.people.length, crew: state.crew },
  }
}

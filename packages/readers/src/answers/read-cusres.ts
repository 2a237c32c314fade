import { isUtf8 } from '../edifact/charset.ts'
import { chooseCharset } from '../edifact/choose-charset.ts'
import { findStart } from '../edifact/find-start.ts'
import { InterchangeContext } from '../edifact/message-context.ts'
import { SegmentCursor } from '../edifact/segment-cursor.ts'
import { knownTags, packTag, UNB, UNH, UNT } from '../edifact/tags.ts'
import { FindingCollector } from '../findings/collect-findings.ts'
import type { CusresAnswer } from './write-cusres.ts'

/** A CUSRES message as the carrier's system reads it. */
export interface CusresReading {
  /** The sender of the interchange. */
  sender: string | null
  controlReference: string | null
  version: string | null
  reference: string | null
  accessReference: string | null
  /** The kind of document (BGM 1.1): 962 is a reply, 132 an unsolicited answer, 312 an acknowledgement. */
  document: string | null
  transactionReference: string | null
  transactionRevision: string | null
  /** The flight (RFF AF). */
  flight: string | null
  departure: string | null
  arrival: string | null
  from: string | null
  to: string | null
  people: CusresAnswer[]
  /** The errors that concern the whole message (ERP 1), with code and text. */
  errors: { code: string; text: string }[]
}

const BGM = packTag('BGM')
const RFF = packTag('RFF')
const DTM = packTag('DTM')
const LOC = packTag('LOC')
const ERP = packTag('ERP')
const ERC = packTag('ERC')
const FTX = packTag('FTX')

/**
 * Reads the first CUSRES of an interchange (WCO/IATA/ICAO API Guidelines, CUSRES Implementation Guide). Returns null if
 * there is none. Never throws on input.
 */
export function readCusres(bytes: Uint8Array): CusresReading | null {
  const start = findStart(bytes, 0)
  if (start === null) return null
  const cursor = new SegmentCursor(bytes, start.unb, start.separators)
  cursor.known = knownTags.CUSRES
  let sender: string | null = null
  let controlReference: string | null = null
  while (cursor.next()) {
    if (cursor.tag === UNB) {
      chooseCharset(new InterchangeContext(cursor, new FindingCollector(), []), () => isUtf8(bytes))
      cursor.known = knownTags.CUSRES
      sender = cursor.text(2, 1)
      controlReference = cursor.text(5, 1)
    } else if (cursor.tag === UNH && cursor.text(2, 1) === 'CUSRES')
      return readMessage(cursor, sender, controlReference)
  }
  return null
}

function readMessage(cursor: SegmentCursor, sender: string | null, controlReference: string | null): CusresReading {
  const version: string[] = []
  for (let component = 2; component <= cursor.componentCount(2); component++) {
    version.push(cursor.text(2, component) ?? '')
  }
  const reading: CusresReading = {
    ...{ sender, controlReference, version: version.filter(Boolean).join(':') || null },
    ...{ reference: cursor.text(1, 1), accessReference: cursor.text(3, 1), document: null },
    ...{ transactionReference: null, transactionRevision: null, flight: null },
    ...{ departure: null, arrival: null, from: null, to: null },
    people: [],
    errors: [],
  }
  let person: CusresAnswer | null = null
  let error: { code: string; text: string } | null = null
  while (cursor.next() && cursor.tag !== UNT && cursor.tag !== UNH) {
    switch (cursor.tag) {
      case ERP:
        person = null
        error = null
        if (cursor.text(1, 1) === '2') {
          person = { recordLocator: null, uniqueReference: null, code: '', text: '' }
          reading.people.push(person)
        } else {
          error = { code: '', text: '' }
          reading.errors.push(error)
        }
        break
      case ERC:
        if (person !== null) person.code ||= cursor.text(1, 1) ?? ''
        else if (error !== null) error.code ||= cursor.text(1, 1) ?? ''
        break
      case FTX: {
        const group = person ?? error
        if (group !== null) group.text ||= cursor.textFrom(4, 1) ?? ''
        break
      }
      case RFF:
        readReference(cursor, reading, person)
        break
      case BGM:
        reading.document ??= cursor.text(1, 1)
        break
      case DTM:
        if (cursor.text(1, 1) === '189') reading.departure ??= cursor.text(1, 2)
        else if (cursor.text(1, 1) === '232') reading.arrival ??= cursor.text(1, 2)
        break
      case LOC:
        if (cursor.text(1, 1) === '125') reading.from ??= cursor.text(2, 1)
        else if (cursor.text(1, 1) === '87') reading.to ??= cursor.text(2, 1)
        break
      default:
    }
  }
  return reading
}

function readReference(cursor: SegmentCursor, reading: CusresReading, person: CusresAnswer | null): void {
  const value = cursor.text(1, 2)
  switch (cursor.text(1, 1)) {
    case 'TN':
      reading.transactionReference ??= value
      reading.transactionRevision ??= cursor.text(1, 5)
      break
    case 'AF':
      reading.flight ??= value
      break
    case 'AVF':
      if (person !== null) person.recordLocator ??= value
      break
    case 'ABO':
      if (person !== null) person.uniqueReference ??= value
      break
    default:
  }
}

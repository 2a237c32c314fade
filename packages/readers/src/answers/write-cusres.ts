import type { PassengerList } from '@entente/contracts'
import { findStart } from '../edifact/find-start.ts'
import { SegmentCursor } from '../edifact/segment-cursor.ts'
import { knownTags, packTag, UNG, UNH } from '../edifact/tags.ts'
import { SegmentWriter, toAscii } from './encode.ts'
import { type AnswerEnvelope, datePair, dtmValue, openInterchange } from './interchange-parts.ts'

/** The answer about one person. `code` is ERC 1.1, such as `0Z`; the agent sees `text`. */
export interface CusresAnswer {
  recordLocator: string | null
  uniqueReference: string | null
  code: string
  text: string
}

export interface CusresOptions {
  /** True for BGM 132, an unsolicited changed answer; false for BGM 962, a reply. */
  unsolicited?: boolean
  controlReference: string
  preparedAt: string
  /** An error of the whole message (`ERP+1`). Its code is `118`, unable to process, if the request could not be read. */
  error?: { code: string; text: string }
  /** The revision of the transaction reference (RFF TN 1.5), repeated from the request. */
  transactionRevision?: string
  /** True if the request was in a functional group; the reply then is in a group too. */
  group?: boolean
  /** The sender of the reply if the request names no recipient. */
  sender?: string
}

const PROCESSING_ERROR = '118'

/**
 * Writes a CUSRES, the reply of interactive API (WCO/IATA/ICAO API Guidelines, CUSRES Implementation Guide): version
 * and references as in the request, one ERP+2 group per person in the order given. If `request` is null or `error` is
 * set, the reply states an error of the whole message instead, because a carrier always gets a reply.
 */
export function writeCusres(
  request: PassengerList | null,
  interchange: AnswerEnvelope['interchange'],
  answers: readonly CusresAnswer[],
  options: CusresOptions,
): Uint8Array {
  const writer = new SegmentWriter()
  openInterchange(writer, { ...options, interchange })
  const version = (request?.version ?? 'D:05B:UN:IATA').split(':')
  if (options.group) openGroup(writer, interchange, options, version)
  const reference = request?.reference ?? '1'
  writer.segment('UNH', reference, ['CUSRES', ...version], request?.accessReference ?? null, ['01', 'F'])
  writer.segment('BGM', options.unsolicited ? '132' : '962')
  if (request?.transactionReference) {
    writer.segment('RFF', ['TN', request.transactionReference, null, null, options.transactionRevision ?? null])
  }
  writeFlight(writer, request)
  const error = options.error ?? (request === null ? { code: PROCESSING_ERROR, text: 'UNABLE TO PROCESS' } : null)
  if (error !== null) {
    writer.segment('ERP', '1')
    writer.segment('ERC', error.code)
    if (error.text !== '') writer.segment('FTX', 'AAP', null, null, toAscii(error.text))
  }
  for (const answer of answers) writePerson(writer, answer)
  writer.segment('UNT', `${writer.count + 1}`, reference)
  if (options.group) writer.segment('UNE', '1', options.controlReference)
  writer.segment('UNZ', '1', options.controlReference)
  return writer.bytes()
}

function openGroup(
  writer: SegmentWriter,
  interchange: AnswerEnvelope['interchange'],
  options: CusresOptions,
  version: readonly string[],
): void {
  const sender = interchange?.recipient ?? options.sender ?? 'ENTENTE'
  const agency = version[2] ?? 'UN'
  writer.segment(
    'UNG',
    'CUSRES',
    sender,
    interchange?.sender ?? null,
    datePair(options.preparedAt),
    options.controlReference,
    agency,
    version.slice(0, 2),
  )
}

function writeFlight(writer: SegmentWriter, request: PassengerList | null): void {
  const first = request?.flights[0]
  const last = request?.flights.at(-1)
  if (!first || !last) return
  if (first.number !== null) writer.segment('RFF', ['AF', `${first.carrier ?? ''}${first.number}${first.suffix ?? ''}`])
  const departure = dtmValue(first.departure)
  const arrival = dtmValue(last.arrival)
  if (departure !== null) writer.segment('DTM', ['189', departure, '201'])
  if (arrival !== null) writer.segment('DTM', ['232', arrival, '201'])
  if (first.from !== null) writer.segment('LOC', '125', first.from)
  if (last.to !== null) writer.segment('LOC', '87', last.to)
}

function writePerson(writer: SegmentWriter, answer: CusresAnswer): void {
  writer.segment('ERP', '2')
  if (answer.recordLocator !== null) writer.segment('RFF', ['AVF', answer.recordLocator])
  if (answer.uniqueReference !== null) writer.segment('RFF', ['ABO', answer.uniqueReference])
  writer.segment('ERC', answer.code)
  if (answer.text !== '') writer.segment('FTX', 'AAP', null, null, toAscii(answer.text))
}

/** The envelope data of a request that a reply repeats. The record of the message does not contain them. */
export interface RequestEnvelope {
  /** True if the message was in a functional group (UNG). */
  group: boolean
  /** The revision of the transaction reference (RFF TN 1.5) in the first message. */
  transactionRevision: string | null
}

const RFF = packTag('RFF')
const NAD = packTag('NAD')

/**
 * Reads the envelope data that `writeCusres` repeats: the functional group and the revision of the transaction
 * reference. Never throws on input.
 */
export function readRequestEnvelope(bytes: Uint8Array): RequestEnvelope {
  const envelope: RequestEnvelope = { group: false, transactionRevision: null }
  const start = findStart(bytes, 0)
  if (start === null) return envelope
  const cursor = new SegmentCursor(bytes, start.unb, start.separators)
  cursor.known = knownTags.PAXLST
  let inMessage = false
  while (cursor.next()) {
    if (cursor.tag === UNG && !inMessage) envelope.group = true
    else if (cursor.tag === UNH) {
      if (inMessage) break
      inMessage = true
    } else if (inMessage && cursor.tag === RFF && cursor.text(1, 1) === 'TN') {
      envelope.transactionRevision = cursor.text(1, 5)
      break
    } else if (inMessage && cursor.tag === NAD && cursor.text(1, 1) !== 'MS') break
  }
  return envelope
}

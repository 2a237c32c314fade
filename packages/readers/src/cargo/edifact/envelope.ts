import type { CargoPosition } from '@entente/contracts'
import { readCount } from '../../derive/read-number.ts'
import type { CargoFile } from '../message/cargo-file.ts'
import type { Segment } from './segment.ts'

/** An interchange, group or message that a trailer must end (ISO 9735: UNB..UNZ, UNG..UNE, UNH..UNT). */
export interface Envelope {
  reference: string | null
  position: CargoPosition
  /** The number of messages in a group, of groups or messages in an interchange, or of segments in a message. */
  count: number
  /** A JSON pointer to the message; null for groups and interchanges. */
  at: string | null
}

export function openEnvelope(segment: Segment, referenceElement: number, at: string | null = null): Envelope {
  return { reference: segment.text(referenceElement), position: segment.position(), count: 0, at }
}

/** A count that a trailer states. */
export interface TrailerCount {
  expected: number
  actual: number
}

/** Compares the current trailer with its envelope and reports what differs. Returns the counts; null if it states none. */
export function compareTrailer(
  file: CargoFile,
  segment: Segment,
  envelope: Envelope,
  what: string,
): TrailerCount | null {
  const { count: actual, at } = envelope
  const stated = segment.sent(1)
  const expected = readCount(stated?.text ?? null)
  if (stated !== undefined && expected !== actual) {
    const message = `${stated.text} stated, ${actual} ${what} found`
    const detail = { message, sent: stated, expected: expected ?? stated.text, actual }
    file.report('CONTROL_COUNT_MISMATCH', at, nothing, detail)
  }
  const repeated = segment.sent(2)
  if (repeated !== undefined && repeated.text !== envelope.reference) {
    const message = `differs from ${envelope.reference ?? 'nothing'}`
    const detail = { message, sent: repeated, expected: envelope.reference, actual: repeated.text }
    file.report('CONTROL_REFERENCE_MISMATCH', at, nothing, detail)
  }
  return expected === null ? null : { expected, actual }
}

export function reportNoTrailer(file: CargoFile, trailer: string, envelope: Envelope): void {
  const { position, at } = envelope
  file.report('TRAILER_MISSING', at, nothing, { message: `${trailer} is missing`, position })
}

export const nothing = (): Record<string, never> => ({})

import type { MessageSegments, SentFinding, TravelFinding, TravelReading } from '@entente/contracts'
import { readTravel, segmentWindow } from '@entente/readers'
import type { z } from 'zod'
import { joinClasses } from '../../../safeguards/access/field-classes.ts'
import { compareReadings } from './compare-readings.ts'

/** A reading as it was stored: the JSON of the fields that are masked later, and of those that are not. */
export interface ReadingText {
  a: Uint8Array | undefined
  b: Uint8Array | undefined
}
/** One view of a message with all its input as plain data, so that another thread can draw it. */
export type MessageView =
  | { what: 'reading'; reading: ReadingText }
  | { what: 'segments'; bytes: Uint8Array; reading: ReadingText | null; window: { from: number; limit: number } }
  | { what: 'diff'; before: Versioned<ReadingText>; after: Versioned<ReadingText | NotYetRead> }
interface Versioned<T> {
  version: number
  of: T
}
/** A message without the reading: the preview reads its bytes to show what a new reading would change. */
export interface NotYetRead {
  bytes: Uint8Array
  sha256: string
  receivedAt: string
}

/** Draws a view as JSON. The function is pure; a large message takes seconds. */
export function drawView(view: MessageView): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(contentOf(view)))
}

function contentOf(view: MessageView): unknown {
  if (view.what === 'reading') return readingOf(view.reading)
  if (view.what === 'segments') return segmentsOf(view)
  const { before, after } = view
  const now =
    'bytes' in after.of
      ? readTravel(after.of.bytes, { sha256: after.of.sha256, receivedAt: after.of.receivedAt })
      : readingOf(after.of)
  return compareReadings(
    { version: before.version, reading: readingOf(before.of) },
    { version: after.version, reading: now },
  )
}

/**
 * Returns a window of a message's segments as received, with a mark on quarantined ones, and all findings of its
 * reading.
 */
function segmentsOf(view: Extract<MessageView, { what: 'segments' }>): z.infer<typeof MessageSegments> {
  const { bytes, window } = view
  const reading = view.reading === null ? null : readingOf(view.reading)
  const { total, segments } = segmentWindow(bytes, reading?.syntax.usedCharset ?? null, window)
  const quarantined = reading?.quarantined ?? [{ from: 0, to: bytes.length }]
  return {
    total,
    items: segments.map(({ number, from, to, tag, text }) => ({
      number,
      from,
      to,
      tag,
      text,
      quarantined: quarantined.some((range) => range.from < to && range.to > from),
    })),
    findings: (reading?.findings ?? []).map((finding) => ({
      ...finding,
      ...findingKey(finding),
      position: finding.position === null ? null : { ...finding.position },
    })),
  }
}

/**
 * Returns the key of a finding, made from its code, with its literal and its position as values. The finding that counts
 * further findings of the same code has a separate key.
 */
export function findingKey({ code, message, literal, position }: TravelFinding): Pick<SentFinding, 'key' | 'values'> {
  const rest = /^(\d+) more of [A-Z0-9_]+ in this file$/.exec(message)
  if (rest !== null) return { key: 'travel.findings.more', values: { count: Number(rest[1]), code } }
  return { key: `travel.findings.${code}`, values: { ...position, ...(literal === null ? {} : { literal }) } }
}

const readingOf = ({ a, b }: ReadingText): TravelReading => joinClasses(parsed(a), parsed(b)) as TravelReading

const parsed = (text: Uint8Array | undefined): unknown =>
  text === undefined ? undefined : JSON.parse(new TextDecoder().decode(text))

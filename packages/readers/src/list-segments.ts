import { charsetNamed } from './edifact/charset.ts'
import { decodeText } from './edifact/decode-text.ts'
import { findStart } from './edifact/find-start.ts'
import { SegmentCursor } from './edifact/segment-cursor.ts'
import { knownTags, UNA, UNB, UNH, UNZ } from './edifact/tags.ts'

/** One segment as sent. `number` is its number in the interchange, as in the positions of findings; UNB has the number 1. */
export interface ListedSegment {
  number: number
  /** The byte range of the segment with its terminator, end exclusive. */
  from: number
  to: number
  tag: string
  text: string
}

/** The largest number of characters shown of a segment. */
const longestText = 2000

/**
 * Lists the segments of a message in order, to display it as received. In XML, each start tag with the text after it
 * counts as a segment. `usedCharset` is the character set of the reading. Never throws on input.
 */
export function listSegments(bytes: Uint8Array, usedCharset: string | null = null): ListedSegment[] {
  return segmentWindow(bytes, usedCharset, { from: 0, limit: Number.POSITIVE_INFINITY }).segments
}

/**
 * Lists `limit` segments from the index `from` (0 is the first segment), and counts all segments. Decodes only the
 * listed segments. Never throws on input.
 */
export function segmentWindow(
  bytes: Uint8Array,
  usedCharset: string | null,
  window: Window,
): { total: number; segments: ListedSegment[] } {
  return looksLikeXml(bytes) ? listElements(bytes, window) : listEdifact(bytes, usedCharset, window)
}

interface Window {
  from: number
  limit: number
}

function listEdifact(
  bytes: Uint8Array,
  usedCharset: string | null,
  window: Window,
): { total: number; segments: ListedSegment[] } {
  const charset = charsetNamed(usedCharset ?? 'Windows-1252')
  const segments: ListedSegment[] = []
  let total = 0
  let position = 0
  for (let start = findStart(bytes, 0); start !== null; start = findStart(bytes, position)) {
    const cursor = new SegmentCursor(bytes, start.unb, start.separators)
    cursor.charset = charset
    cursor.known = knownTags.envelope
    while (cursor.next()) {
      if (cursor.segment > 1 && (cursor.tag === UNB || cursor.tag === UNA)) {
        cursor.position = cursor.start
        break
      }
      if (cursor.tag === UNH) cursor.known = cursor.text(2, 1) === 'PAXLST' ? knownTags.PAXLST : knownTags.PNRGOV
      if (total >= window.from && segments.length < window.limit) {
        segments.push({
          number: cursor.segment,
          from: cursor.start,
          to: cursor.position,
          tag: cursor.tagLiteral(),
          text: decodeText(bytes, cursor.start, Math.min(cursor.position, cursor.start + longestText), 0, charset),
        })
      }
      total += 1
      if (cursor.tag === UNZ) break
    }
    position = Math.max(cursor.position, start.unb + 3)
  }
  return { total, segments }
}

function looksLikeXml(bytes: Uint8Array): boolean {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  while (at < bytes.length && bytes[at]! <= 0x20) at++
  return bytes[at] === 0x3c
}

/** Finds start tags by the character after `<`. It differs in comments, instructions, CDATA and end tags. */
function listElements(bytes: Uint8Array, window: Window): { total: number; segments: ListedSegment[] } {
  const starts: number[] = []
  for (let at = bytes.indexOf(0x3c); at >= 0; at = bytes.indexOf(0x3c, at + 1)) {
    const next = bytes[at + 1] ?? 0
    const isName = (next >= 0x41 && next <= 0x5a) || (next >= 0x61 && next <= 0x7a) || next === 0x5f || next >= 0x80
    if (isName) starts.push(at)
  }
  const decoder = new TextDecoder('utf-8')
  const segments = starts.slice(window.from, window.from + window.limit).map((from, place) => {
    const index = window.from + place
    const to = starts[index + 1] ?? bytes.length
    const text = decoder.decode(bytes.subarray(from, Math.min(to, from + longestText))).trim()
    return { number: index + 1, from, to, tag: /^<(?:[^\s:>/]+:)?([^\s>/]+)/.exec(text)?.[1] ?? '', text }
  })
  return { total: starts.length, segments }
}

import { findStart } from './edifact/find-start.ts'
import { SegmentCursor } from './edifact/segment-cursor.ts'
import { knownTags, packTag, UNA, UNB, UNH, UNZ } from './edifact/tags.ts'
import { maskOf } from './sensitive/mask.ts'
import { looksLikeXml } from './xml/looks-like-xml.ts'

/** Segments that name the message, its parties and the flight, and no person. */
const impersonal: ReadonlySet<number> = new Set(['UNH', 'BGM', 'TDT', 'UNT'].map(packTag).concat(UNB, UNZ))
const tagLength = 3
const star = 0x2a

/**
 * Returns a copy of a message without personal data, of the same length, so that every position stays valid. Of EDIFACT, the envelope, the
 * segments about the flight, the tags and the separators stay. Of any other form, nothing stays. Never throws on input.
 */
export function maskedCopy(bytes: Uint8Array): Buffer {
  const copy = Buffer.alloc(bytes.length, star)
  if (looksLikeXml(bytes)) return copy
  let position = 0
  for (let start = findStart(bytes, 0); start !== null; start = findStart(bytes, position)) {
    const cursor = new SegmentCursor(bytes, start.unb, start.separators)
    const mask = maskOf(start.separators)
    const { component, element, release, terminator } = start.separators
    const separators = new Set([component, element, release, terminator])
    cursor.known = knownTags.PNRGOV
    let isFirst = true
    while (cursor.next()) {
      const { tag } = cursor
      if (!isFirst && (tag === UNB || tag === UNA)) {
        cursor.position = cursor.start
        break
      }
      isFirst = false
      if (tag === UNH)
        cursor.known = cursor.text(2, 1)?.toUpperCase() === 'PAXLST' ? knownTags.PAXLST : knownTags.PNRGOV
      // A segment that lost its end may go on with a person, and an unknown tag may be a part of a name.
      const isWhole = cursor.closure === 'terminator' && !cursor.tooLong
      const tagEnds = cursor.known.has(tag) || tag === UNB ? cursor.start + tagLength : cursor.start
      for (let at = cursor.start; at < cursor.position; at++) {
        const byte = bytes[at] as number
        const stays = at < tagEnds || separators.has(byte) || (isWhole && impersonal.has(tag))
        copy[at] = stays ? byte : mask
      }
      if (tag === UNZ) break
    }
    position = Math.max(cursor.position, start.unb + tagLength)
  }
  return copy
}

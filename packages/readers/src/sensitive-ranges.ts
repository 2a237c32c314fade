import { findStart } from './edifact/find-start.ts'
import { SegmentCursor } from './edifact/segment-cursor.ts'
import { sensitiveParts } from './edifact/sensitive-parts.ts'
import { knownTags, packTag, UNA, UNB, UNH, UNZ } from './edifact/tags.ts'
import type { SensitiveRange } from './sensitive/categorise.ts'
import { maskOf } from './sensitive/mask.ts'
import { looksLikeXml } from './xml/looks-like-xml.ts'
import { sensitiveXmlRanges } from './xml/sensitive-elements.ts'

const SSR = packTag('SSR')
const IFT = packTag('IFT')
const LTS = packTag('LTS')
const FTX = packTag('FTX')

/**
 * Finds the byte ranges of a message (end exclusive, in order) that must not be stored (ICAO Annex 9, 9.31; Directive
 * (EU) 2016/681, Art. 13(4)): sensitive services with their text, and sentences of free texts about religion, health,
 * trade union membership, politics or sexual orientation. Writing `mask` over each byte leaves a message that reads the
 * same without them.
 */
export function sensitiveRanges(bytes: Uint8Array): SensitiveRange[] {
  if (looksLikeXml(bytes)) return sensitiveXmlRanges(bytes)
  const ranges: SensitiveRange[] = []
  let position = 0
  for (let start = findStart(bytes, 0); start !== null; start = findStart(bytes, position)) {
    const cursor = new SegmentCursor(bytes, start.unb, start.separators)
    const mask = maskOf(start.separators)
    cursor.known = knownTags.PNRGOV
    cursor.next()
    while (cursor.next()) {
      const { tag } = cursor
      if (tag === UNB || tag === UNA) {
        cursor.position = cursor.start
        break
      }
      if (tag === UNZ) break
      if (tag === UNH)
        cursor.known = cursor.text(2, 1)?.toUpperCase() === 'PAXLST' ? knownTags.PAXLST : knownTags.PNRGOV
      if (cursor.tooLong || (tag !== SSR && tag !== IFT && tag !== LTS && tag !== FTX)) continue
      for (const part of sensitiveParts(cursor) ?? []) {
        ranges.push({ from: part.from, to: part.to, category: part.category, mask })
      }
    }
    position = Math.max(cursor.position, start.unb + 3)
  }
  return ranges
}

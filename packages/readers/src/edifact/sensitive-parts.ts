import {
  hasLayout,
  type SensitiveCategory,
  sensitiveRequests,
  sensitiveSentences,
  sensitiveService,
  serviceIn,
} from '../sensitive/categorise.ts'
import type { SegmentCursor } from './segment-cursor.ts'
import { packTag } from './tags.ts'

const SSR = packTag('SSR')
const LTS = packTag('LTS')
const FTX = packTag('FTX')

export interface SensitivePart {
  /** The range of the part in bytes, end exclusive. */
  from: number
  to: number
  category: SensitiveCategory
  element: number
  component: number
}

/**
 * Returns the sensitive parts of the current segment (SSR, IFT, LTS or FTX), or null if there are none. A part is one
 * whole service request (SSR, or its code in an FTX) or one sentence of free text.
 */
export function sensitiveParts(cursor: SegmentCursor): SensitivePart[] | null {
  const { tag } = cursor
  if (tag === SSR) {
    const code = cursor.text(1, 1)
    if (code === null || hasLayout(code)) return null
    const category = sensitiveService(code)
    if (category !== null) {
      return [{ from: cursor.startOf(1, 1), to: cursor.end, category, element: 1, component: 1 }]
    }
    return inTexts(cursor, 1, 9)
  }
  if (tag === LTS) return inTexts(cursor, 1, 1)
  if (tag === FTX) return inPassengerText(cursor)
  return cursor.text(1, 2) === '28' ? inTexts(cursor, 2, 1) : null
}

/**
 * Searches an FTX of a passenger list, whose texts have no fixed place. The code of a sensitive service makes everything
 * from its component on one part, as in an SSR; otherwise the parts are sentences.
 */
function inPassengerText(cursor: SegmentCursor): SensitivePart[] | null {
  if (!hasWord(cursor)) return null
  for (let element = 1; element <= cursor.elements; element++) {
    const count = cursor.componentCount(element)
    for (let component = 1; component <= count; component++) {
      const text = cursor.text(element, component)
      const category = text === null || text.length < 4 ? null : serviceIn(text)
      if (category === null) continue
      return [{ from: cursor.startOf(element, component), to: cursor.end, category, element, component }]
    }
  }
  return inTexts(cursor, 1, 1, sensitiveRequests)
}

/**
 * Tests whether a segment has a word of at least three letters after its tag; the qualifier BAG is none. Nearly all FTX are
 * bag tags, so nearly none is decoded.
 */
export function hasWord({ bytes, start, end, separators }: SegmentCursor): boolean {
  const { release } = separators
  const isBag = bytes[start + 4] === 0x42 && bytes[start + 5] === 0x41 && bytes[start + 6] === 0x47
  let run = 0
  for (let i = isBag && !isWordByte(bytes[start + 7] ?? 0) ? start + 7 : start + 3; i < end; i++) {
    const byte = bytes[i]!
    // A release character, or a line end with the blanks beside it, is no part of the word that it is in.
    if (isWordByte(byte)) run++
    else if (byte !== 0x0a && byte !== 0x0d && byte !== 0x20 && byte !== release) run = 0
    if (run >= 3) return true
  }
  return false
}

const isWordByte = (byte: number): boolean => (byte | 32) >= 0x61 && ((byte | 32) <= 0x7a || byte >= 0x80)

/** Searches the free texts of the current segment, beginning at one component of one element. */
function inTexts(
  cursor: SegmentCursor,
  fromElement: number,
  fromComponent: number,
  find: typeof sensitiveSentences = sensitiveSentences,
): SensitivePart[] | null {
  let parts: SensitivePart[] | null = null
  for (let element = fromElement; element <= cursor.elements; element++) {
    const count = cursor.componentCount(element)
    for (let component = element === fromElement ? fromComponent : 1; component <= count; component++) {
      const text = cursor.text(element, component)
      if (text === null || text.length < 3) continue
      const sentences = find(text)
      if (sentences.length === 0) continue
      parts ??= []
      for (const sentence of sentences) {
        const start = cursor.startOf(element, component)
        const end = cursor.endOf(element, component)
        // If bytes and characters differ (released, wrapped), mask the whole text: the offset of a sentence is unknown then.
        const exact = end - start === text.length
        parts.push({
          from: exact ? start + sentence.from : start,
          to: exact ? start + sentence.to : end,
          category: 'free-text',
          element,
          component,
        })
        if (!exact) break
      }
    }
  }
  return parts
}

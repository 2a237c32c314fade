import { maskOf } from '../sensitive/mask.ts'
import type { MessageContext } from './message-context.ts'
import type { SegmentCursor } from './segment-cursor.ts'
import { type SensitivePart, sensitiveParts } from './sensitive-parts.ts'
import { packTag } from './tags.ts'

const SSR = packTag('SSR')
const IFT = packTag('IFT')
const LTS = packTag('LTS')
const FTX = packTag('FTX')

/**
 * Masks the sensitive parts of the current segment, so that no value and no literal of a finding contains them. Returns
 * the parts, or null if there are none.
 */
export function maskSensitive(cursor: SegmentCursor): SensitivePart[] | null {
  const { tag } = cursor
  const isText = tag === SSR || tag === IFT || tag === LTS || tag === FTX
  const parts = isText ? sensitiveParts(cursor) : null
  if (parts !== null) cursor.maskRanges(parts, maskOf(cursor.separators))
  return parts
}

/**
 * Reports and masks the sensitive data of the current segment, so that it reads as in the redacted copy. Returns true if
 * the whole segment is sensitive and must be skipped. `at` points to the record that the segment belongs to.
 */
export function removeSensitive(context: MessageContext, at: string | null): boolean {
  const { cursor } = context
  const parts = cursor.tooLong ? null : maskSensitive(cursor)
  if (parts === null) return false
  let whole = false
  for (const part of parts) {
    context.sensitiveRemoved++
    if (part.category !== 'free-text') whole = true
    const place = { ...context.place(part.element, part.component), byte: part.from }
    context.reportAt('SENSITIVE_REMOVED', `removed: ${part.category}`, place, null, at)
  }
  return whole
}

import { maskOf } from '../sensitive/mask.ts'
import type { SegmentCursor } from './segment-cursor.ts'
import { type SensitivePart, sensitiveParts } from './sensitive-parts.ts'
import { packTag } from './tags.ts'

const SSR = packTag('SSR')
const IFT = packTag('IFT')
const LTS = packTag('LTS')

/**
 * Masks the sensitive parts of the current segment, so that no value and no literal of a finding contains them. Returns
 * the parts, or null if there are none.
 */
export function maskSensitive(cursor: SegmentCursor): SensitivePart[] | null {
  const { tag } = cursor
  const parts = tag === SSR || tag === IFT || tag === LTS ? sensitiveParts(cursor) : null
  if (parts !== null) cursor.maskRanges(parts, maskOf(cursor.separators))
  return parts
}

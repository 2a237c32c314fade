import type { SegmentCursor } from '../edifact/segment-cursor.ts'
import { packTag } from '../edifact/tags.ts'
import { maskOf } from './mask.ts'
import { type SensitivePart, sensitiveParts } from './sensitive-parts.ts'

const SSR = packTag('SSR')
const IFT = packTag('IFT')
const LTS = packTag('LTS')

/**
 * Takes what must not be kept out of what is read of the current segment, wherever it stands: neither a value nor the literal of a finding quotes it. Gives
 * what was taken out; null where there is nothing.
 */
export function hideSensitive(cursor: SegmentCursor): SensitivePart[] | null {
  const { tag } = cursor
  const parts = tag === SSR || tag === IFT || tag === LTS ? sensitiveParts(cursor) : null
  if (parts !== null) cursor.hide(parts, maskOf(cursor.separators))
  return parts
}

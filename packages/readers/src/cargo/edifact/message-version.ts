import type { Segment } from './segment.ts'

/** Returns the version of a message from UNH S009: `D.95B`; null if it states none. */
export function dottedVersion(segment: Segment): string | null {
  const parts = [segment.text(2, 2), segment.text(2, 3)].filter((part) => part !== null)
  return parts.length === 0 ? null : parts.join('.')
}

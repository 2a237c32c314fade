import type { Separators } from './separators.ts'
import type { TagSet } from './tags.ts'

/**
 * Returns the length of a typographic quote (U+2018 or U+2019, in UTF-8 or Windows-1252) used as a terminator, or 0. It
 * closes a segment only if a known tag or the end of input follows, because names contain such quotes too.
 */
export function standInQuote(
  bytes: Uint8Array,
  at: number,
  limit: number,
  known: TagSet,
  separators: Separators,
): number {
  let length = 0
  if (bytes[at] === 0x91 || bytes[at] === 0x92) length = 1
  else if (bytes[at] === 0xe2 && bytes[at + 1] === 0x80 && (bytes[at + 2] === 0x98 || bytes[at + 2] === 0x99))
    length = 3
  if (length === 0) return 0
  let i = at + length
  while (i < limit && bytes[i]! <= 0x20) i++
  if (i >= limit) return length
  if (i + 3 > limit) return 0
  const tag = (bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!
  const follower = bytes[i + 3]
  const closes = i + 3 === limit || follower === separators.element || follower === separators.terminator
  return closes && known.has(tag) ? length : 0
}

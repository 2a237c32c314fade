import { type Band, type Match, mediaStrength } from '@entente/contracts'
import { number } from '../../../texts/numbers.ts'
import { text } from '../texts/index.ts'

type Nearness = Pick<Match, 'distance' | 'radius' | 'similarity'> & { type: Match['query']['type']; exact: boolean }

/**
 * Returns the values of a match that its band and its description need. Only an equal cryptographic hash is an exact copy; an equal hash of the
 * picture is not.
 */
export const nearnessOf = ({ query, distance, radius, similarity }: Match): Nearness => ({
  type: query.type,
  exact: ['md5', 'sha1', 'sha256'].includes(query.type),
  distance,
  radius,
  similarity,
})
export const mediaBand = (near: Pick<Nearness, 'distance' | 'radius' | 'similarity'>): Band => mediaStrength(near).band

/** Describes the difference in words: `22 of 256 bits differ`, `86 % of frames same`, `exact copy`. */
export function differenceWords({ type, exact, distance, similarity }: Nearness): string {
  const share = number((similarity ?? 0) * 100)
  if (exact) return text('content.case.match.difference.exact')
  if (type === 'pdq')
    return distance === 0
      ? text('content.case.match.difference.sameHash')
      : text('content.case.match.difference.bits', { n: number(distance ?? 0) })
  if (type === 'vpdq') return text('content.case.match.difference.frames', { share })
  if (type === 'tmk') return text('content.case.match.difference.video', { share })
  if (type === 'tlsh') return text('content.case.match.difference.digest', { n: number(distance ?? 0) })
  if (type === 'url') return text('content.case.match.difference.address')
  return similarity === null
    ? text('content.case.match.difference.sameWords')
    : text('content.case.match.difference.words', { share })
}

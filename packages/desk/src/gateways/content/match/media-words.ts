import { type Band, bandOf, type Match, mediaScore } from '@entente/contracts'
import { textsOf } from '../../../texts/catalogue.ts'
import { number } from '../../../texts/numbers.ts'

type Nearness = Pick<Match, 'distance' | 'radius' | 'similarity'> & { type: Match['query']['type']; exact: boolean }

/** How near a match is, as `MediaBand` takes it. The same bytes are an exact copy; an equal hash of a picture is not yet one. */
export const nearnessOf = ({ query, distance, radius, similarity }: Match): Nearness => ({
  type: query.type,
  exact: ['md5', 'sha1', 'sha256'].includes(query.type),
  distance,
  radius,
  similarity,
})
export const mediaBand = (near: Pick<Nearness, 'distance' | 'radius' | 'similarity'>): Band => bandOf(mediaScore(near))

/** The difference in words: `22 of 256 bits differ`, `86 % of frames same`, `exact copy`. */
export function differenceWords({ type, exact, distance, similarity }: Nearness): string {
  const t = textsOf('contentCase').match.difference
  const share = number((similarity ?? 0) * 100)
  if (exact) return t.exact
  if (type === 'pdq') return distance === 0 ? t.sameHash : t.bits(number(distance ?? 0))
  if (type === 'vpdq') return t.frames(share)
  if (type === 'tmk') return t.video(share)
  if (type === 'tlsh') return t.digest(number(distance ?? 0))
  if (type === 'url') return t.address
  return similarity === null ? t.sameWords : t.words(share)
}

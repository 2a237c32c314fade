/**
 * Bands of agreement, used by the node, printed pages and the desk. A band says how closely two sides agree, not how
 * probable a match is.
 */
export const bands = ['slight', 'partial', 'close', 'very-close'] as const
export type Band = (typeof bands)[number]

/**
 * Returns the band of a hit on an identity. A hit with the verdict `weak` has the band `slight`; otherwise the score
 * determines the band.
 */
export function bandOf(score: number): Band {
  if (score >= 0.9) return 'very-close'
  if (score >= 0.7) return 'close'
  if (score >= 0.5) return 'partial'
  return 'slight'
}

/**
 * Returns how close two pieces of content are, from 0 to 1, so that a band can be derived. Up to a quarter of the
 * radius the result is very close, up to a half close, up to three quarters partial, and above that slight. A share of
 * frames or words is used unchanged. Equal values give 1. The result is not a probability.
 */
export function mediaScore(near: {
  distance: number | null
  radius: number | null
  similarity: number | null
}): number {
  const { distance, radius, similarity } = near
  if (distance === null) return similarity ?? 0.5
  if (radius === null || radius === 0) return 1
  const part = distance / radius
  return part <= 0.25 ? 1 - 0.4 * part : 1.1 - 0.8 * part
}

/**
 * Returns the number of marks next to an evidence sentence, from 1 to 4. It grows with the size of the weight in nats.
 */
export function ticksOf(weight: number): 1 | 2 | 3 | 4 {
  const size = Math.abs(weight)
  return size < 1 ? 1 : size < 2.5 ? 2 : size < 5 ? 3 : 4
}

/** If fewer hits were reviewed, no share is shown. */
export const fewestReviewed = 30

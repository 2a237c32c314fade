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
 * Returns how strong the evidence of a hit on an identity is, in powers of ten: one more means that the evidence is ten times
 * stronger. It is the sum of all weights (in nats) without those that describe no comparison (`prior`), divided by ln 10.
 * Unlike the score it does not approach a limit, so it orders close hits too. It is not a probability.
 */
export function strengthOf(evidence: readonly { kind: string; weight: number | null }[]): number {
  const compared = evidence.filter(({ kind }) => kind !== 'prior')
  return compared.reduce((sum, { weight }) => sum + (weight ?? 0), 0) / Math.LN10
}

/** The strength of two equal pieces of content, which is the largest for content. */
const mostMediaStrength = 8

/** Returns the strength of a match of content, from 0 to 8: equal bytes give 8, the limit of the radius 0. */
export function mediaStrength(near: {
  distance: number | null
  radius: number | null
  similarity: number | null
}): number {
  const { distance, radius, similarity } = near
  if (distance === null) return mostMediaStrength * (similarity ?? 1)
  return radius === null || radius === 0 ? mostMediaStrength : mostMediaStrength * (1 - distance / radius)
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

/** Bands of agreement, shared by node, print and desk. A band states how closely two sides agree, never how probable a match is. */
export const bands = ['slight', 'partial', 'close', 'very-close'] as const
export type Band = (typeof bands)[number]

/** Returns the band of an identity hit: verdict `weak` is slight; then by score. */
export function bandOf(score: number): Band {
  if (score >= 0.9) return 'very-close'
  if (score >= 0.7) return 'close'
  if (score >= 0.5) return 'partial'
  return 'slight'
}

/**
 * Returns how near two pieces of content are, 0 to 1, to derive a band: up to a quarter of the radius very close, to a half close, to three
 * quarters partial, beyond slight; a share of frames or words is used as it is. An equal value is 1. It is not a probability.
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

/** Returns the number of ticks beside an evidence sentence, 1 to 4, by the size of its weight in nats. */
export function ticksOf(weight: number): 1 | 2 | 3 | 4 {
  const size = Math.abs(weight)
  return size < 1 ? 1 : size < 2.5 ? 2 : size < 5 ? 3 : 4
}

/** With fewer reviewed hits no share is shown. */
export const fewestReviewed = 30

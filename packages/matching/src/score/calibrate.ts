import { round6 } from './round6.ts'

// Fitted by log loss on half of labelled pairs, looked at on the other half, forty times (docs/decisions/0027): two numbers, in nats.
const gain = { most: 1, within: 0.5 } as const

/**
 * What is added, to six places, to weights of evidence that add up to `sum` nats, so that a score is near the share of pairs of its size that are one
 * identity (matching.md 3.8). Nothing at or below zero: there the sum stands, and no verdict at the default threshold changes.
 */
export const calibrationOf = (sum: number): number => (sum > 0 ? round6(gain.most * Math.tanh(sum / gain.within)) : 0)

/** The score, 0..1 to six places, of weights that add up to `sum`. The larger the sum, the larger the score. */
export const scoreOfSum = (sum: number): number => round6(1 / (1 + Math.exp(-round6(sum + calibrationOf(sum)))))

/** The sum of weights that gives this score, between 0 and 1: the inverse of `scoreOfSum`, to 1e-6. */
export function sumOfScore(score: number): number {
  const logOdds = Math.log(score / (1 - score))
  if (logOdds <= 0) return logOdds
  let [low, high] = [Math.max(0, logOdds - gain.most), logOdds]
  while (high - low > 1e-9) {
    const middle = (low + high) / 2
    if (middle + calibrationOf(middle) < logOdds) low = middle
    else high = middle
  }
  return high
}

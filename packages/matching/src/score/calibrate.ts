import { round6 } from './round6.ts'

// Both numbers are in nats. They were fitted by log loss on one half of the labelled pairs and checked on the other half, forty times
// (docs/decisions/0027).
const gain = { most: 1, within: 0.5 } as const

/**
 * Returns the correction, in nats to six decimals, of a sum of weights of evidence. With the correction, a score of 0.9 means that about 90 % of the
 * pairs with this score are one identity. It is 0 for a sum at or below 0, so it changes no verdict at the default threshold.
 */
export const calibrationOf = (sum: number): number => (sum > 0 ? round6(gain.most * Math.tanh(sum / gain.within)) : 0)

/** Returns the score, 0..1 to six places, of weights that add up to `sum` nats. The score grows with the sum. */
export const scoreOfSum = (sum: number): number => round6(1 / (1 + Math.exp(-round6(sum + calibrationOf(sum)))))

/** Returns the sum of weights, in nats, that gives this score (between 0 and 1, both excluded). It inverts `scoreOfSum` to 1e-6. */
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

import { z95 } from './measure.ts'

/** A part of a whole: `count` of `n`. */
export interface Counted {
  count: number
  n: number
}

/**
 * Tests whether two shares differ (two-proportion z-test with the pooled share, without continuity correction). Returns
 * `z`, which is positive if the first share is larger, and the two-sided `p`. Both are null if a side is empty or if the
 * pooled share is 0 or 1, where nothing can differ. Source: Fleiss, Levin, Paik, Statistical Methods for Rates and
 * Proportions, 3rd ed., 3.1.
 */
export function compareShares(one: Counted, other: Counted): { z: number | null; p: number | null } {
  const pooled = (one.count + other.count) / (one.n + other.n)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / one.n + 1 / other.n))
  if (one.n === 0 || other.n === 0 || !(error > 0)) return { z: null, p: null }
  const z = (one.count / one.n - other.count / other.n) / error
  return { z, p: outside(z) }
}

/**
 * Returns the ratio of two shares with its interval (log method: Katz, Baptista, Azen, Pike, Biometrics 34, 1978). The
 * interval holds for `comparisons` ratios together at 95 % (Bonferroni). If a side has nothing to count, half a count is
 * added to both. Null if a side is empty.
 */
export function ratioOfShares(
  one: Counted,
  other: Counted,
  comparisons = 1,
): { ratio: number; low: number; high: number } | null {
  if (one.n === 0 || other.n === 0) return null
  const added = one.count === 0 || other.count === 0 ? 0.5 : 0
  const [a, b] = [one.count + added, other.count + added]
  const ratio = a / one.n / (b / other.n)
  const error = Math.sqrt(Math.max(0, 1 / a - 1 / one.n + 1 / b - 1 / other.n))
  const z = comparisons <= 1 ? z95 : normalQuantile(0.05 / comparisons)
  return { ratio, low: ratio * Math.exp(-z * error), high: ratio * Math.exp(z * error) }
}

const quantiles = new Map<number, number>()
/** Returns the z outside of which a standard normal variable is with probability `p`. */
export function normalQuantile(p: number): number {
  const known = quantiles.get(p)
  if (known !== undefined) return known
  let [low, high] = [0, 40]
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2
    if (outside(middle) > p) low = middle
    else high = middle
  }
  // One for each number of groups.
  if (quantiles.size < 1_000) quantiles.set(p, low)
  return low
}

/** Returns the probability that a standard normal variable is at least as far from 0 as `z`, to about 1e-12. */
function outside(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  return x < 2 ? 1 - innerError(x) : outerError(x)
}

/** The error function by its series, for small arguments. */
function innerError(x: number): number {
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 200; n += 1) {
    term *= (-x * x) / n
    sum += term / (2 * n + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * sum
}

/** The complementary error function by its continued fraction, for large arguments. */
function outerError(x: number): number {
  let fraction = x
  for (let n = 120; n > 0; n -= 1) fraction = x + n / 2 / fraction
  return Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI))
}

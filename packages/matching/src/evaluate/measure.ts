import { round6 } from '../score/round6.ts'

const z95 = 1.959963984540054

/** One labelled case: what is true, and what was said. */
export interface Judged {
  same: boolean
  match: boolean
}
/** How often verdicts were right. `precision`, `recall` and `f1` (0..1, 6 decimals) are null where nothing defines them. */
export interface Measure {
  n: number
  same: number
  different: number
  truePositives: number
  falsePositives: number
  falseNegatives: number
  trueNegatives: number
  precision: number | null
  recall: number | null
  f1: number | null
}
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : round6(part / whole))

/** Counts verdicts against labels; positive is `match`. F1 is the harmonic mean of precision and recall, null without any positive. */
export function measure(rows: Iterable<Judged>): Measure {
  let [truePositives, falsePositives, falseNegatives, trueNegatives] = [0, 0, 0, 0]
  for (const { same, match } of rows) {
    if (same && match) truePositives += 1
    else if (match) falsePositives += 1
    else if (same) falseNegatives += 1
    else trueNegatives += 1
  }
  const same = truePositives + falseNegatives
  const different = falsePositives + trueNegatives
  return {
    n: same + different,
    same,
    different,
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives,
    precision: shareOf(truePositives, truePositives + falsePositives),
    recall: shareOf(truePositives, same),
    f1: shareOf(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
  }
}

/**
 * The 95 % interval of a rate of which `hits` of `n` were seen, 0..1 (Wilson 1927, without correction for continuity). It stays inside 0..1
 * and is honest about rare events: 0 of 200 gives 0 to 1.9 %. Of nothing it is 0 to 1.
 */
export function wilsonInterval(hits: number, n: number): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 }
  const z = z95
  const rate = hits / n
  const middle = (rate + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n))
  return { low: hits === 0 ? 0 : middle - half, high: hits === n ? 1 : middle + half }
}

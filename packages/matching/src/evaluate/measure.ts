import { round6 } from '../score/round6.ts'

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

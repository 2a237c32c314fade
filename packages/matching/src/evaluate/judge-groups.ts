import { type Counted, normalQuantile, ratioOfShares } from './compare-shares.ts'

/** `watch`: chance hardly explains the ratio, or it is above 1.25. `alarm`: both, and several groups were compared. */
export type GroupStatus = 'ok' | 'watch' | 'alarm' | 'not-enough-data'
/** A group compared with everybody else. Without enough data there may be no ratio, and no ratio can be detected. */
export interface JudgedGroup {
  ratio: number | null
  low95: number | null
  high95: number | null
  lowAdjusted: number | null
  highAdjusted: number | null
  /** The smallest ratio that would raise an alarm with a probability of 0.9. */
  smallestDetectable: number | null
  status: GroupStatus
}

/** Fewer expected events in a group than this say nothing. */
const fewestExpected = 10
/** A ratio above this is watched, and an alarm if chance hardly explains it. */
const watchedRatio = 1.25
/** One-sided: a probability of 0.9. */
const powerZ = 1.281_551_565_5

/**
 * Compares each group with all others together. The groups must not overlap. The adjusted interval allows for the number of
 * groups with enough data (Bonferroni); `watch` does not. Returns the groups in their order.
 */
export function judgeGroups(groups: readonly Counted[]): { groupsTested: number; groups: JudgedGroup[] } {
  const { all, pooled, groupsTested, compared } = compareGroups(groups)
  return {
    groupsTested,
    groups: compared.map((group, place) => {
      const { n } = groups[place] as Counted
      const isKnown = group.status !== 'not-enough-data'
      return { ...group, smallestDetectable: isKnown ? smallestDetectable(n, all.n - n, pooled, groupsTested) : null }
    }),
  }
}

/** Compares the groups without saying what could be detected, which takes longer. */
export function compareGroups(groups: readonly Counted[]) {
  const all = { count: 0, n: 0 }
  for (const { count, n } of groups) {
    all.count += count
    all.n += n
  }
  const pooled = all.n === 0 ? 0 : all.count / all.n
  const isEnough = ({ n }: Counted) => n < all.n && n * pooled >= fewestExpected
  const groupsTested = groups.filter(isEnough).length
  return {
    ...{ all, pooled, groupsTested },
    compared: groups.map((own) =>
      judgeGroup(own, { count: all.count - own.count, n: all.n - own.n }, { pooled, groupsTested }),
    ),
  }
}

/** Compares one group with all others, where `pooled` is the share of everybody and `groupsTested` groups are compared. */
export function judgeGroup(
  own: Counted,
  rest: Counted,
  { pooled, groupsTested }: { pooled: number; groupsTested: number },
): Omit<JudgedGroup, 'smallestDetectable'> {
  const at95 = own.count + rest.count === 0 ? null : ratioOfShares(own, rest)
  const adjusted = at95 === null ? null : ratioOfShares(own, rest, Math.max(1, groupsTested))
  const figures = {
    ...{ ratio: at95?.ratio ?? null, low95: at95?.low ?? null, high95: at95?.high ?? null },
    ...{ lowAdjusted: adjusted?.low ?? null, highAdjusted: adjusted?.high ?? null },
  }
  if (at95 === null || adjusted === null || own.n * pooled < fewestExpected)
    return { ...figures, status: 'not-enough-data' }
  const isApart = at95.low > 1 || at95.high < 1
  const isHigh = at95.ratio > watchedRatio
  return { ...figures, status: isHigh && adjusted.low > 1 ? 'alarm' : isApart || isHigh ? 'watch' : 'ok' }
}

/**
 * Returns the smallest true ratio of a group of `n` to `others` that raises an alarm with a probability of 0.9, where the share of
 * the others is `base` and `tested` groups are compared. Null if there is none: then even a share of 1 would not be noticed. The
 * logarithm of the ratio is taken as normal, as for its interval.
 */
export function smallestDetectable(n: number, others: number, base: number, tested: number): number | null {
  const z = normalQuantile(0.05 / Math.max(1, tested))
  const isDetected = (ratio: number): boolean => {
    const error = Math.sqrt(1 / (n * base * ratio) - 1 / n + 1 / (others * base) - 1 / others)
    return Math.log(ratio) >= Math.max(Math.log(watchedRatio), z * error) + powerZ * error
  }
  if (!(base > 0) || base >= 1 || n <= 0 || others <= 0 || !isDetected(1 / base)) return null
  let [low, high] = [1, 1 / base]
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (isDetected(middle)) high = middle
    else low = middle
  }
  return high
}

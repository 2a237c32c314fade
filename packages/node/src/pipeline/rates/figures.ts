import {
  type DecidedWeek,
  fewestCompared,
  fewestReviewers,
  fewestShown,
  type GroupRatio,
  type HitRate,
  type RateFigure,
  ratesWeeks,
  type ShareFigure,
  type SourceRate,
} from '@entente/contracts'
import { type Counted, compareShares, judgeGroup, wilsonInterval } from '@entente/matching'

const nothing = { n: null, count: null, share: null, low: null, high: null }
const hidden: ShareFigure = { state: 'hidden', ...nothing }

/** Returns a share that is about subjects or sources. Over fewer than ten it is hidden. */
export function shareFigure({ count, n }: Counted): ShareFigure {
  if (n === 0) return { state: 'few', ...nothing, n: 0, count: 0 }
  if (n < fewestShown) return hidden
  return { state: n < fewestCompared ? 'few' : 'shown', n, count, share: count / n, ...wilsonInterval(count, n) }
}

/** Counts from 1 to this are not shown where they are about the work of people. */
const smallCount = 4

/**
 * Returns a share that is about the answers of people. It is hidden unless three people gave at least thirty answers. A
 * count from 1 to 4 is not shown, because a colleague could tell whose it is.
 */
export function workFigure({ count, n, people }: Counted & { people: number }): ShareFigure {
  if (n === 0) return { state: 'few', ...nothing, n: 0, count: 0 }
  if (n < fewestCompared || people < fewestReviewers) return hidden
  if (count > 0 && count <= smallCount) {
    const [{ low }, { high }] = [wilsonInterval(1, n), wilsonInterval(smallCount, n)]
    return { state: 'shown', n, count: null, share: null, low, high }
  }
  return { state: 'shown', n, count, share: count / n, ...wilsonInterval(count, n) }
}

const sum = (parts: readonly Counted[]): Counted =>
  parts.reduce((all, one) => ({ count: all.count + one.count, n: all.n + one.n }), { count: 0, n: 0 })

/** Returns the figure of a window with that of the window before it, from the counts of each week, oldest first. */
export function figureOf(
  weeks: readonly Counted[],
  before: readonly Counted[],
  figure: (all: Counted) => ShareFigure = shareFigure,
): RateFigure {
  return {
    ...figure(sum(weeks)),
    before: figure(sum(before)),
    weeks: weeks.map((week) => shareFigure(week).share),
  }
}

/** Returns the figure of answers of people. Shares of single weeks are never shown. */
export function workFigureOf(
  weeks: readonly Counted[],
  before: readonly Counted[],
  people: { now: number; before: number },
): RateFigure {
  return {
    ...workFigure({ ...sum(weeks), people: people.now }),
    before: workFigure({ ...sum(before), people: people.before }),
    weeks: [],
  }
}

/** A rise is tested with at least this many decided hits on both sides. */
const fewestTested = 60
const riseBelow = 0.01

/** Returns whether the share of the later weeks is higher than that of the earlier ones, so that chance hardly explains it. */
export function isRising(earlier: Counted, later: Counted): boolean {
  if (earlier.n < fewestTested || later.n < fewestTested) return false
  const { z, p } = compareShares(later, earlier)
  return z !== null && p !== null && z > 0 && p < riseBelow
}

/** The counts of one source: in the window, and in each of the last twelve weeks, oldest first. */
export interface SourceCounts {
  source: string
  window: Counted
  weeks: readonly Counted[]
}

/** Sources beyond these stand together. */
const mostRows = 50

/**
 * Returns a row for each source, the one with most decided hits first. Sources with fewer than ten stand together in a
 * last row; while that has fewer than ten, the smallest other source joins it, because the sum of all rows is known. `hidden`
 * are the weeks that the chart of all sources hides.
 */
export function sourceRates(
  sources: readonly SourceCounts[],
  half: string,
  hidden: readonly boolean[] = [],
): SourceRate[] {
  const sorted = sources.filter(({ window }) => window.n > 0).sort((a, b) => b.window.n - a.window.n)
  const apart = sorted.filter(({ window }) => window.n >= fewestShown).slice(0, mostRows)
  const few = sorted.slice(apart.length)
  while (few.length > 0 && sum(few.map(({ window }) => window)).n < fewestShown && apart.length > 0)
    few.unshift(apart.pop() as SourceCounts)
  return [...apart.map((one) => [one]), few]
    .filter((group) => group.length > 0)
    .map((group) => rowOf(group, half, hidden))
}

function rowOf(group: readonly SourceCounts[], half: string, hidden: readonly boolean[]): SourceRate {
  const weeks = (group[0] as SourceCounts).weeks.map((_week, place) =>
    sum(group.map((one) => one.weeks[place] ?? { count: 0, n: 0 })),
  )
  const middle = Math.floor(weeks.length / 2)
  const [only] = group
  const isSmall = sum(group.map(({ window }) => window)).n < fewestShown
  return {
    ...shareFigure(sum(group.map(({ window }) => window))),
    source: group.length === 1 && !isSmall ? (only?.source ?? null) : null,
    sources: group.length,
    weeks: weeks.map((week, place) => (hidden[place] === true ? null : shareFigure(week).share)),
    risingSince: isRising(sum(weeks.slice(0, middle)), sum(weeks.slice(middle))) ? half : null,
  }
}

/** The decided hits of one week, by outcome. */
export interface WeekCounts {
  from: string
  confirmed: number
  mistaken: number
  notUseful: number
}

/** How many weeks before the end a window, or the window before it, begins. The sums between two of these are known. */
const bounds = [...new Set(ratesWeeks.flatMap((weeks) => [weeks, 2 * weeks]))].sort((a, b) => a - b)

/**
 * Returns the weeks of a chart, oldest first. A week with 1 to 9 decided hits is hidden. If only one is hidden between two
 * bounds of windows, another week there is hidden too: the sum is known. So a week that is hidden in a window is hidden in
 * all, and no two windows together show it.
 */
export function decidedWeeks(weeks: readonly WeekCounts[]): DecidedWeek[] {
  const total = ({ confirmed, mistaken, notUseful }: WeekCounts) => confirmed + mistaken + notUseful
  const hidden = new Set<WeekCounts>()
  for (const [place, bound] of bounds.entries()) {
    const [from, to] = [bound, bounds[place - 1] ?? 0].map((distance) => Math.max(0, weeks.length - distance))
    const among = weeks.slice(from, to)
    const few = among.filter((week) => total(week) > 0 && total(week) < fewestShown)
    const others = among.filter((week) => !few.includes(week)).sort((a, b) => total(a) - total(b))
    const other = others.find((week) => total(week) > 0) ?? others[0]
    for (const week of few) hidden.add(week)
    if (few.length === 1 && other !== undefined) hidden.add(other)
  }
  return weeks.map((week) =>
    hidden.has(week) ? { from: week.from, confirmed: null, mistaken: null, notUseful: null } : week,
  )
}

/**
 * Compares each group with everybody else, as the closed months are compared. A group with a hidden count has no ratio. An alarm takes into
 * account how many groups are compared; `watch` does not.
 */
export function groupRatios(all: HitRate, groups: readonly (HitRate & { value: string })[]): GroupRatio[] {
  const groupsTested = groups.filter(({ alerted }) => typeof alerted === 'number').length
  return groups.map((group) => {
    const { value, people } = group
    const unknown: GroupRatio = { value, people, ratio: null, low: null, high: null, state: 'too-few' }
    if (typeof group.alerted !== 'number' || typeof all.alerted !== 'number') return unknown
    const rest = { count: Math.max(0, all.alerted - group.alerted), n: all.people - people }
    const pooled = all.people === 0 ? 0 : all.alerted / all.people
    const { ratio, low95, high95, status } = judgeGroup({ count: group.alerted, n: people }, rest, {
      pooled,
      groupsTested,
    })
    return status === 'not-enough-data' ? unknown : { value, people, ratio, low: low95, high: high95, state: status }
  })
}

import {
  fewestInGroup,
  type HitOutcomes,
  type HitRate,
  isHiddenCount as isHidden,
  type SmallCount,
  smallCount as small,
  smallestCount as smallest,
  type TrialResult,
  totalReveals,
} from '@entente/contracts'
import { wilsonInterval } from '@entente/matching'
import type { Tally } from './tally.ts'

const toNearest = (count: SmallCount): SmallCount =>
  typeof count === 'number' ? small(Math.round(count / smallest) * smallest) : count

/**
 * Publishes counts with their total so that no count of 1 to 4 can be derived. If only one count is hidden, the smallest other is withheld
 * too (`sup`). A total over hidden counts is rounded to the nearest five, or withheld if even that would reveal one.
 */
export function suppress(counts: readonly number[]): { cells: SmallCount[]; total: SmallCount } {
  const sum = counts.reduce((all, one) => all + one, 0)
  const cells = counts.map(small)
  if (!cells.some(isHidden)) return { cells, total: sum }
  if (cells.filter(isHidden).length === 1) {
    const others = counts.filter((_count, place) => !isHidden(cells[place] as SmallCount)).filter((one) => one > 0)
    const place = others.length === 0 ? -1 : counts.indexOf(Math.min(...others))
    if (place >= 0) cells[place] = 'sup'
  }
  const total = toNearest(small(sum))
  return { cells, total: total !== 'sup' && totalReveals(cells, total) ? 'sup' : total }
}

/** Returns the publishable result of a trial: small groups merged, small counts hidden. */
export function publishTally(tally: Tally): TrialResult {
  const outcomes = publishOutcomes(tally)
  const script = publishGroups(tally.script)
  const nationality = publishGroups(tally.nationality)
  // Both groupings share one total, so it is only as exact as the coarser of them.
  const all = (side: 'inForce' | 'proposed') => {
    const totals = [script.totals[side], nationality.totals[side]]
    const coarser = totals.find((total) => total === 'sup') ?? totals.find((total) => !isExact(total, tally, side))
    return rateOf(tally.people, coarser ?? script.totals[side])
  }
  return {
    people: tally.people,
    notComparable: tally.notComparable,
    ...outcomes,
    rates: {
      all: { inForce: all('inForce'), proposed: all('proposed') },
      script: script.shown,
      nationality: nationality.shown,
    },
  }
}

function isExact(total: SmallCount, tally: Tally, side: 'inForce' | 'proposed'): boolean {
  const place = side === 'inForce' ? 1 : 2
  return total === Object.values(tally.script).reduce((sum, group) => sum + group[place], 0)
}

const columns = ['inForce', 'proposed', 'appear', 'vanish'] as const
const rows = ['hits', 'confirmed', 'dismissed', 'undecided'] as const

function publishOutcomes(tally: Tally): Pick<TrialResult, (typeof columns)[number]> {
  const published = {} as Record<(typeof columns)[number], HitOutcomes>
  for (const column of columns) {
    const { hits, confirmed, dismissed } = tally[column]
    const { cells, total } = suppress([confirmed, dismissed, hits - confirmed - dismissed])
    const [sure = 0, wrong = 0, open = 0] = cells
    published[column] = { hits: total, confirmed: sure, dismissed: wrong, undecided: open }
  }
  // New and lost hits are differences between the counts at the two thresholds, so if a difference is hidden, both counts are rounded.
  for (const row of rows) {
    if (!isHidden(published.appear[row]) && !isHidden(published.vanish[row])) continue
    for (const column of ['inForce', 'proposed'] as const) published[column][row] = toNearest(published[column][row])
  }
  return published
}

type Groups = Tally['script']
function publishGroups(groups: Groups) {
  const large = Object.entries(groups).filter(([, [people]]) => people >= fewestInGroup)
  const few = Object.entries(groups).filter(([, [people]]) => people < fewestInGroup)
  const other = few.reduce<Groups[string]>((sum, [, group]) => add(sum, group), [0, 0, 0])
  large.sort(([x, [n]], [y, [m]]) => m - n || (x < y ? -1 : 1))
  const shown = other[0] >= fewestInGroup ? [...large, ['other', other] as const] : large
  const hidden = other[0] >= fewestInGroup ? [] : [other]
  const side = (place: 1 | 2) => suppress([...shown.map(([, group]) => group[place]), ...hidden.map((g) => g[place])])
  const [inForce, proposed] = [side(1), side(2)]
  return {
    totals: { inForce: inForce.total, proposed: proposed.total },
    shown: {
      groups: shown.map(([value, [people]], place) => ({
        value,
        inForce: rateOf(people, inForce.cells[place] as SmallCount),
        proposed: rateOf(people, proposed.cells[place] as SmallCount),
      })),
      leftOut: hidden.length === 0 ? { groups: 0, people: 0 } : { groups: few.length, people: other[0] },
    },
  }
}
const add = (x: Groups[string], y: Groups[string]): Groups[string] => [x[0] + y[0], x[1] + y[1], x[2] + y[2]]

function rateOf(people: number, alerted: SmallCount): HitRate {
  if (alerted === 'sup') return { people, alerted, rate: null, low: null, high: null }
  if (alerted === '<5') {
    const low = wilsonInterval(1, people).low
    return { people, alerted, rate: null, low, high: wilsonInterval(Math.min(smallest - 1, people), people).high }
  }
  // A rounded total can exceed the number of people.
  const counted = Math.min(alerted, people)
  return { people, alerted, rate: people === 0 ? null : counted / people, ...wilsonInterval(counted, people) }
}

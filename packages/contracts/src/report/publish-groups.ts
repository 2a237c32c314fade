import { fewestInGroup, type SmallCount } from '../api/matching.ts'
import { isHiddenCount, leastShown, smallCount, smallestCount } from './small-counts.ts'

/** A group of people of whom some had an event. */
export interface CountedGroup {
  group: string
  n: number
  count: number
}
export interface PublishedGroup extends CountedGroup {
  /** What may be shown of `count`. */
  shown: SmallCount
}

/** The name of the groups that are too small to stand alone. */
export const otherGroups = 'other'

/**
 * Hides small counts of groups that do not overlap, largest group first. Groups under fifty people are merged into `other`; if that has fewer than
 * fifty too, its count is hidden. 1 to 4 events become `<5`. A reader may know the sum of all events from the groups of another attribute, so
 * further counts are withheld (`sup`) until the sum tells none of these; if that is not enough, the smallest groups are merged.
 */
export function publishGroups(groups: readonly CountedGroup[]): PublishedGroup[] {
  let merged = mergeSmall(groups.filter(({ n }) => n > 0))
  for (;;) {
    const shown = hideCounts(merged)
    if (shown !== null) return merged.map((group, place) => ({ ...group, shown: shown[place] as SmallCount }))
    merged = mergeLast(merged)
  }
}

const bySize = (one: CountedGroup, other: CountedGroup): number => other.n - one.n || (one.group < other.group ? -1 : 1)
const isSmall = ({ n }: CountedGroup): boolean => n < fewestInGroup

function mergeSmall(groups: readonly CountedGroup[]): CountedGroup[] {
  const small = groups.filter(isSmall)
  const large = groups.filter((group) => !isSmall(group))
  return [...large, ...(small.length === 0 ? [] : [mergeAll(small)])].toSorted(bySize)
}

const mergeAll = (groups: readonly CountedGroup[]): CountedGroup => ({
  group: otherGroups,
  n: groups.reduce((sum, { n }) => sum + n, 0),
  count: groups.reduce((sum, { count }) => sum + count, 0),
})

/** Merges the smallest group into `other`. */
function mergeLast(groups: readonly CountedGroup[]): CountedGroup[] {
  const others = groups.filter(({ group }) => group === otherGroups)
  const rest = groups.filter(({ group }) => group !== otherGroups)
  const last = rest.slice(others.length > 0 ? -1 : -2)
  return [...rest.slice(0, -last.length), mergeAll([...last, ...others])].toSorted(bySize)
}

/** Returns what may be shown of counts whose sum is known; null if some count cannot be hidden. */
function hideCounts(groups: readonly CountedGroup[]): SmallCount[] | null {
  const cells = groups.map((group): SmallCount => (isSmall(group) ? 'sup' : smallCount(group.count)))
  while (groups.length > 1 && tellsOne(cells, groups)) {
    const least = groups
      .map(({ count }, place) => ({ count, place }))
      .filter(({ place }) => !isHiddenCount(cells[place] as SmallCount))
      .toSorted((one, other) => Number(one.count === 0) - Number(other.count === 0) || one.count - other.count)[0]
    if (least === undefined) return null
    cells[least.place] = 'sup'
  }
  return cells
}

/**
 * Returns whether the sum tells a count of 1 to 4, or that of a small group, whatever a reader knows of the order in which counts are
 * withheld: the smallest first, and those of 0 last.
 */
function tellsOne(cells: readonly SmallCount[], groups: readonly CountedGroup[]): boolean {
  const hidden = groups
    .map((group, place) => ({ ...group, shown: cells[place] as SmallCount }))
    .filter(({ shown }) => isHiddenCount(shown))
  const sum = hidden.reduce((all, { count }) => all + count, 0)
  const known = [0, smallestCount].flatMap((least) =>
    [Number.POSITIVE_INFINITY, leastShown(cells)].map((most) => [least, Math.max(least, most)] as const),
  )
  return known.some((withheld) => {
    const bounds = hidden.map((group): readonly [number, number] => {
      if (isSmall(group)) return [0, group.n]
      return group.shown === '<5' ? [1, smallestCount - 1] : withheld
    })
    return bounds.some(([least, most], at) => {
      if (hidden[at]?.shown !== '<5' && !isSmall(hidden[at] as CountedGroup)) return false
      const others = bounds.filter((_, place) => place !== at)
      const from = Math.max(least, sum - others.reduce((all, [, high]) => all + high, 0))
      const to = Math.min(most, sum - others.reduce((all, [low]) => all + low, 0))
      return from === to
    })
  })
}

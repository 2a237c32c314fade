import { compareGroups } from './judge-groups.ts'

/** Groups of people who all have the same share of events. */
export interface SimulatedGroups {
  /** The people of each group. */
  sizes: readonly number[]
  /** The share of people with an event where nothing is planted. */
  base: number
}

/**
 * Draws periods without any difference between the groups, and counts how often at least one alarm is raised. With `planted`, the share
 * of that group is `ratio` times the base, and only its own alarms are counted. Returns the share of the periods. The same seed
 * gives the same result on every machine.
 */
export function simulatePeriods(
  { sizes, base }: SimulatedGroups,
  { runs, seed, planted }: { runs: number; seed: number; planted?: { group: number; ratio: number } },
): number {
  const random = seededRandom(seed)
  const shares = sizes.map((_size, place) => Math.min(1, base * (place === planted?.group ? planted.ratio : 1)))
  let alarms = 0
  for (let run = 0; run < runs; run += 1) {
    const drawn = sizes.map((n, place) => ({ n, count: drawEvents(random, n, shares[place] as number) }))
    const { compared } = compareGroups(drawn)
    const isRaised = ({ status }: { status: string }) => status === 'alarm'
    const own = planted && compared[planted.group]
    if (own === undefined ? compared.some(isRaised) : isRaised(own)) alarms += 1
  }
  return alarms / runs
}

/** Draws a binomial number exactly: it jumps from one event to the next (geometric gaps), so the cost grows with the events. */
function drawEvents(random: () => number, n: number, share: number): number {
  if (share <= 0) return 0
  if (share >= 1) return n
  const perGap = Math.log1p(-share)
  let events = 0
  for (let place = gap(random, perGap); place < n; place += 1 + gap(random, perGap)) events += 1
  return events
}
const gap = (random: () => number, perGap: number): number => Math.floor(Math.log(1 - random()) / perGap)

/** Returns a generator of numbers from 0 up to 1 (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

import type { DayDraw } from './draw.ts'

/** Where a consignment goes on arrival, in order of precedence: examination, documents, later audit, release. */
export const lanes = ['red', 'yellow', 'blue', 'green'] as const
export type Lane = (typeof lanes)[number]
/** Why a consignment is in its lane. */
export type SelectionCause = 'criteria' | 'random' | 'exploration' | 'expected-rate'

/** A consignment of a batch that waits for its lane. */
export interface Candidate {
  /** The key of `drawKey`. */
  key: string
  /** Mode, nature and tier of the filer: random rates are set for each. */
  stratum: string
  /** The lane that rules and watchlists gave; green without any. */
  lane: Lane
  /** The score of the model, higher is riskier; null without a model. */
  score: number | null
}

/** The shares of a day, from 0 to 1, as two people approved them. */
export interface DayRates {
  /** Returns the share of the unselected consignments of a stratum that is drawn at random. */
  randomRateOf(stratum: string): number
  /** The share of all consignments that a lane should have. */
  expected: Readonly<Record<Exclude<Lane, 'green'>, number>>
  /** The share of the expected red ones that is chosen uniformly and not by score. */
  explorationShare: number
  /** How many consignments the day's inspectors can examine: nothing is promoted to red above it. */
  capacity: number
}

/** How many consignments of the day have a lane. */
export type LaneCounts = Record<Lane, number>
export const noCounts: Readonly<LaneCounts> = { red: 0, yellow: 0, blue: 0, green: 0 }

export interface Selection {
  key: string
  lane: Lane
  by: SelectionCause | null
}

/**
 * Gives each consignment of a batch its lane, after the order that ASYCUDA published for MODSEL: criteria first, then the
 * random share, then expected rates. `counts` are those of the day before this batch. Criteria and the random share ignore the
 * capacity. The result has the order of the batch, and does not depend on that order. A random, exploration or rate selection
 * is an order to inspect and no suspicion: it opens no case.
 */
export function selectLanes(
  batch: readonly Candidate[],
  rates: DayRates,
  counts: Readonly<LaneCounts>,
  draw: DayDraw,
): { selections: Selection[]; counts: LaneCounts } {
  const selections = batch.map(({ key, stratum, lane }): Selection => {
    if (lane !== 'green') return { key, lane, by: 'criteria' }
    const isDrawn = draw.random(key) < rates.randomRateOf(stratum)
    return isDrawn ? { key, lane: 'red', by: 'random' } : { key, lane: 'green', by: null }
  })
  const after: LaneCounts = { ...counts }
  for (const { lane } of selections) after[lane] += 1
  promote(batch, selections, rates, after, draw)
  return { selections, counts: after }
}

/** Moves green consignments to the lanes that are below their expected rate. */
function promote(
  batch: readonly Candidate[],
  selections: Selection[],
  { expected, explorationShare, capacity }: DayRates,
  counts: LaneCounts,
  draw: DayDraw,
): void {
  const seen = lanes.reduce((sum, lane) => sum + counts[lane], 0)
  const move = (place: number, lane: Lane, by: SelectionCause): void => {
    selections[place] = { key: (selections[place] as Selection).key, lane, by }
    counts.green -= 1
    counts[lane] += 1
  }
  const waiting = [...selections.keys()]
    .filter((place) => selections[place]?.lane === 'green')
    .map((place) => ({ place, ...(batch[place] as Candidate), explore: draw.explore((batch[place] as Candidate).key) }))
    // Without scores the draw decides, so that no key is preferred.
    .sort((a, b) => a.explore - b.explore || (a.key < b.key ? -1 : 1))
  // A consignment's own draw decides about exploration, whatever else is in its batch, so that anyone can check it.
  const explored = waiting.filter(({ explore }) => explore < explorationShare * expected.red)
  for (const { place } of explored) if (counts.red < capacity) move(place, 'red', 'exploration')
  const byScore = waiting
    .filter(({ place }) => selections[place]?.lane === 'green')
    .sort((a, b) => (b.score ?? Number.NEGATIVE_INFINITY) - (a.score ?? Number.NEGATIVE_INFINITY) || 0)
  let next = 0
  for (const lane of ['red', 'yellow', 'blue'] as const) {
    const most = lane === 'red' ? Math.min(capacity, expected.red * seen) : expected[lane] * seen
    for (; next < byScore.length && counts[lane] + 1 <= most; next += 1)
      move((byScore[next] as (typeof byScore)[number]).place, lane, 'expected-rate')
  }
}

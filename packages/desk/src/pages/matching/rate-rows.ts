import type { HitRate } from '@entente/contracts'

/** A group of people with how often they are hit: under the threshold in force, or also under another. */
export interface RateRow {
  value: string
  inForce: HitRate
  proposed?: HitRate
}

/** The end of the scale of all bars: the highest rate or bound that is known, rounded up to a tidy step. Never 0. */
export function scaleOf(rows: readonly RateRow[]): number {
  const ends = rows.flatMap(({ inForce, proposed }) => [inForce, proposed].flatMap((rate) => rate?.high ?? []))
  const highest = Math.max(0, ...ends)
  if (highest === 0) return 0.01
  const steps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]
  return steps.find((step) => step >= highest) ?? 1
}

/** Rates are set against each other where both sides are known; otherwise nothing is said. */
export function timesTheMean(rate: HitRate, all: HitRate): number | null {
  if (rate.rate === null || all.rate === null || all.rate === 0) return null
  return rate.rate / all.rate
}

/** Whether the interval of a group lies wholly above the rate of all: its people are hit more often, not by chance alone. */
export const isAbove = (rate: HitRate, all: HitRate): boolean =>
  rate.low !== null && all.rate !== null && rate.low > all.rate

import { type DrawRates, rateOfStratum } from '@entente/contracts'
import type { DayRates } from './select-lanes.ts'

/** The rates of a day without a commitment: only criteria select a consignment. */
export const ratesWithoutCommitment: DrawRates = {
  random: [],
  expected: { red: 0, yellow: 0, blue: 0 },
  explorationShare: 0,
  capacity: 0,
}

/** Returns the published rates of a day as the selection reads them. */
export const ratesOf = (rates: DrawRates): DayRates => ({
  ...rates,
  randomRateOf: (stratum) => rateOfStratum(rates.random, stratum),
})

/** Returns the stratum of a consignment, in which `-` stands for an unknown part. */
export const stratumOf = (mode: string | null, nature: string | null, tier: string): string =>
  [mode ?? '-', nature ?? '-', tier].join('/')

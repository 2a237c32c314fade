import { type Band, bandOfStrength, bands, strengthAtSum, thresholdBounds } from '@entente/contracts'

/** Returns the lowest band of the strength with hits under a threshold, and whether the whole band is a hit. */
export function bandsOver(threshold: number): { from: Band; whole: boolean } {
  const from = bandOfStrength(strengthAtSum(sumOf(threshold)))
  return { from, whole: from === 'slight' ? false : bandOfStrength(strengthAtSum(sumOf(threshold - 0.01))) !== from }
}

/**
 * Returns the sum of weights, in nats, at a score. The matcher adds a correction to sums above 0, `tanh(2 sum)` nats (decision 0027), which
 * is taken away here by Newton's method.
 */
function sumOf(score: number): number {
  const logOdds = logOddsOf(score)
  if (logOdds <= 0) return logOdds
  let sum = Math.max(0, logOdds - 1)
  for (let step = 0; step < 20; step += 1) {
    const tanh = Math.tanh(2 * sum)
    sum -= (sum + tanh - logOdds) / (3 - 2 * tanh * tanh)
  }
  return sum
}
export const allBandsFrom = (from: Band): Band[] => bands.slice(bands.indexOf(from))

/** Returns by how many nats the weights must exceed the prior. A negative number means that they may be lower than the prior. */
export const logOddsOf = (threshold: number): number => Math.log(threshold / (1 - threshold))

type ThresholdFault = 'empty' | 'not-a-threshold'
/** Reads a threshold as typed, in hundredths within its bounds. A comma is read as a decimal point. */
export function readThreshold(text: string): number | ThresholdFault {
  const typed = text.trim().replace(',', '.')
  if (typed === '') return 'empty'
  if (!/^0?\.\d{1,2}$/.test(typed)) return 'not-a-threshold'
  const value = Math.round(Number(typed) * 100) / 100
  return value >= thresholdBounds.least && value <= thresholdBounds.most ? value : 'not-a-threshold'
}

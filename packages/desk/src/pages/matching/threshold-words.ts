import { type Band, bandOf, bands, thresholdBounds } from '@entente/contracts'

/** Returns the lowest band of agreement with hits under a threshold, and whether the whole band is a hit. */
export function bandsOver(threshold: number): { from: Band; whole: boolean } {
  const from = bandOf(threshold)
  return { from, whole: from === 'slight' ? false : bandOf(threshold - 0.01) !== from }
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

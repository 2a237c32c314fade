import { type Band, bandOf, bands, thresholdBounds } from '@entente/contracts'

/** Returns the bands of agreement that are hits under a threshold. The lowest of them only in part unless the threshold begins it. */
export function bandsOver(threshold: number): { from: Band; whole: boolean } {
  const from = bandOf(threshold)
  return { from, whole: from === 'slight' ? false : bandOf(threshold - 0.01) !== from }
}
export const allBandsFrom = (from: Band): Band[] => bands.slice(bands.indexOf(from))

/** By how many nats the weights must outweigh the prior; below zero they may stay under it by so many. */
export const logOddsOf = (threshold: number): number => Math.log(threshold / (1 - threshold))

type ThresholdFault = 'empty' | 'not-a-threshold'
/** A threshold as typed, in hundredths within its bounds. A comma counts as a point. */
export function readThreshold(text: string): number | ThresholdFault {
  const typed = text.trim().replace(',', '.')
  if (typed === '') return 'empty'
  if (!/^0?\.\d{1,2}$/.test(typed)) return 'not-a-threshold'
  const value = Math.round(Number(typed) * 100) / 100
  return value >= thresholdBounds.least && value <= thresholdBounds.most ? value : 'not-a-threshold'
}

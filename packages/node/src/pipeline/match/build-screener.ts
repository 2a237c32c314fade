import type { Entry } from '@entente/contracts'
import { Screener } from '@entente/matching'
import { takeTurns } from '../../store/take-turns.ts'

/** Builds a screener of these entries in slices: twenty thousand entries take seconds, and the node must answer meanwhile. */
export async function buildScreener(entries: Iterable<Entry>): Promise<Screener> {
  const steps = Screener.buildInSlices(entries)
  const next = takeTurns()
  let step = steps.next()
  for (; step.done !== true; step = steps.next()) await next()
  return step.value
}

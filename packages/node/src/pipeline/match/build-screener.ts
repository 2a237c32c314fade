import type { Entry } from '@entente/contracts'
import { Screener } from '@entente/matching'
import { takeTurns } from '../../store/take-turns.ts'

/** Builds a screener of these entries in slices: twenty thousand entries take seconds, and the node must answer meanwhile. */
export async function buildScreener(entries: Iterable<Entry>): Promise<Screener> {
  const screener = Screener.build([])
  const next = takeTurns()
  for (const entry of entries) {
    screener.add(entry)
    await next()
  }
  return screener
}

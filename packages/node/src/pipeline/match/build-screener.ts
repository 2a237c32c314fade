import type { Entry } from '@entente/contracts'
import { Screener } from '@entente/matching'
import { takeTurns } from '../../store/take-turns.ts'

/** A screener of these entries, built in slices: twenty thousand entries take seconds, in which the node goes on answering. */
export async function buildScreener(entries: Iterable<Entry>): Promise<Screener> {
  const screener = Screener.build([])
  const next = takeTurns()
  for (const entry of entries) {
    screener.add(entry)
    await next()
  }
  return screener
}

import type { Screener } from '@entente/matching'
import type { Figure } from '../report/figure.ts'
import { cpuSeconds } from '../report/measure-cpu.ts'
import { percentile } from '../report/percentile.ts'
import { inventEntries } from './invent-identities.ts'
import { shortSize } from './measure-size.ts'

/** Adds and removes entries one by one, and searches for each immediately, until a merge of changes has started and ended. */
export function measureChanges(
  size: number,
  screener: Screener,
  seed: string,
): { figures: Figure[]; faults: string[] } {
  const changes = Math.min(3000, Math.max(500, size / 20))
  const times: number[] = []
  let lost = 0
  let number = 0
  for (const entry of inventEntries(`${seed}/changes`, changes)) {
    // The search below is for a person, so it would never find a company.
    if (entry.kind === 'org') continue
    number += 1
    const id = `C${number}`
    const documents = [{ number: `CH${1_000_000 + number}` }]
    times.push(
      1000 *
        cpuSeconds(() => {
          screener.add({ ...entry, id, documents })
          if (number % 3 === 0) screener.remove(id)
        }),
    )
    const found = screener.screen({ names: ['Unlike'], documents }).some((hit) => hit.entryId === id)
    if (found === (number % 3 === 0)) lost += 1
  }
  const at = shortSize(size)
  const merging = cpuSeconds(() => screener.mergeChanges())
  const faults = lost === 0 ? [] : [`${at}: ${lost} changes were not seen by the next call`]
  const figures: Figure[] = [
    {
      name: `${at}: add and remove`,
      value: percentile(times, 0.99),
      unit: 'CPU ms',
      goal: { is: 'at most', value: 5 },
      note: `99 of 100 of ${times.length} changes; longest ${Math.max(...times).toFixed(1)} ms; merging all at once takes ${merging.toFixed(1)} CPU s`,
    },
  ]
  return { figures, faults }
}

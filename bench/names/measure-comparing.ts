import { compare } from '@entente/matching'
import { createRandom } from '@entente/testkit'
import type { Figure } from '../report/figure.ts'
import { bestRate } from '../report/measure-cpu.ts'
import { inventEntries, inventTravellers, meet } from './invent-identities.ts'
import { bestPairJaroWinkler } from './jaro-winkler-scan.ts'

/** Single comparisons: half of people met under another spelling, half of strangers. Everything read before, as in a second run. */
export function measureComparing(seed: string): Figure[] {
  const random = createRandom(`${seed}/pairs`)
  const entries = [...inventEntries(`${seed}/pairs`, 2000)]
  const strangers = inventTravellers(`${seed}/pairs`, entries.length)
  const pairs = entries.flatMap((entry, at) => [
    { a: meet(random, entry), b: entry },
    { a: strangers[at] ?? meet(random, entry), b: entry },
  ])
  const ours = bestRate(pairs.length, () => {
    for (const { a, b } of pairs) compare(a, b)
  })
  const plain = bestRate(pairs.length, () => {
    for (const { a, b } of pairs) bestPairJaroWinkler(a, b)
  })
  return [
    {
      name: 'compare',
      value: ours,
      unit: 'pairs / CPU s',
      beside: { name: 'best pair Jaro-Winkler', value: plain },
      goal: { is: 'at least', value: 20_000 },
      note: 'each pair with its whole explanation. The requirements ask for a twelfth of the plain measure, which explains nothing',
    },
  ]
}

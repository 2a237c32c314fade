/**
 * Measures identity screening: subjects per second, recall, memory and build time for lists of several sizes, compared with MiniSearch and a plain
 * scan.
 */
import { freemem } from 'node:os'
import { compare } from '@entente/matching'
import { createRandom } from '@entente/testkit'
import type { Figure, Findings } from '../report/figure.ts'
import { bestRate } from '../report/measure-cpu.ts'
import { runBench } from '../report/run-bench.ts'
import { inventEntries, inventTravellers, meet } from './invent-identities.ts'
import { bestPairJaroWinkler } from './jaro-winkler-scan.ts'
import { measureChanges } from './measure-changes.ts'
import { measureSize } from './measure-size.ts'

const options = {
  sizes: { is: '20000,1000000', what: 'names of the lists, by comma; a quick run: 20000' },
  full: { is: false, what: 'also ten million names, or as many as fit the free memory: a quarter of an hour' },
  subjects: { is: 3000, what: 'travellers screened against each list, after as many to warm up' },
  exhaustive: { is: 60, what: 'travellers compared with every entry of the lists up to 20,000 names' },
  deep: { is: 1, what: 'the same in larger lists: a minute or two each' },
  met: { is: 2000, what: 'listed people under another spelling, to be found in each list' },
  warm: { is: 30_000, what: 'travellers screened before the second measurement, against lists up to 20,000 names' },
  flight: { is: 400, what: 'passengers of the flight' },
  peers: { is: 20_000, what: 'largest list for MiniSearch and the plain scan, in names' },
  seed: { is: 1, what: 'seed of names' },
}

const most = 10_000_000
/** Estimates the peak memory of a build: index, list, and the words that are being sorted. */
const bytesPerName = 1000

await runBench('names', options, async (given): Promise<Findings> => {
  const seed = String(given.seed)
  const sizes = given.sizes.split(',').map(Number)
  const figures: Figure[] = []
  const faults: string[] = []
  if (sizes.some((size) => !(Number.isInteger(size) && size > 0)))
    return { seed, figures, faults: [`--sizes are whole numbers with a comma between them, not ${given.sizes}`] }
  if (given.full) sizes.push(largestSize())
  figures.push(...measureComparing(seed))
  for (const size of sizes) {
    process.stderr.write(`a list of ${size.toLocaleString('en')} names\n`)
    // On the largest list, comparing one person with every entry would take many minutes.
    const deep = size > 1_000_000 ? 0 : given.deep
    const measured = measureSize(size, { ...given, deep, seed })
    figures.push(...measured.figures)
    faults.push(...measured.faults)
    const changes = measureChanges(size, measured.screener, seed)
    figures.push(...changes.figures)
    faults.push(...changes.faults)
    globalThis.gc?.()
  }
  return { seed, figures, faults }
})

/** Returns ten million names, or as many whole millions as the free memory allows. */
function largestSize(): number {
  return Math.min(most, Math.max(1, Math.floor(freemem() / bytesPerName / 1_000_000)) * 1_000_000)
}

/**
 * Measures single comparisons: half with a listed person under another spelling, half with a stranger. All words are looked up before the
 * measurement.
 */
function measureComparing(seed: string): Figure[] {
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
      note: 'each pair with its explanation. The requirements ask for a twelfth of the plain measure, which explains nothing',
    },
  ]
}

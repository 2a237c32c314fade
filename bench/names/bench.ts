/** Identity screening: subjects a second, recall, memory and build time at several sizes of list, beside MiniSearch and a plain scan. */
import type { Figure, Findings } from '../report/figure.ts'
import { runBench } from '../report/run-bench.ts'
import { largestSize } from './largest-size.ts'
import { measureChanges } from './measure-changes.ts'
import { measureComparing } from './measure-comparing.ts'
import { measureSize } from './measure-size.ts'

const options = {
  sizes: { is: '20000,1000000', what: 'names of the lists, by comma; a quick run: 20000' },
  full: { is: false, what: 'also ten million names, or as many as fit the free memory: a quarter of an hour' },
  subjects: { is: 3000, what: 'travellers screened against each list, after as many to warm up' },
  exhaustive: { is: 60, what: 'people met also compared with every entry of the lists up to 20,000 names' },
  deep: { is: 1, what: 'the same in larger lists: a minute or two each' },
  met: { is: 2000, what: 'listed people met under another spelling, to find again in each list' },
  warm: { is: 30_000, what: 'travellers screened before the second measurement, against lists up to 20,000 names' },
  flight: { is: 400, what: 'passengers of the flight' },
  peers: { is: 20_000, what: 'names up to which MiniSearch and the plain scan run as well' },
  seed: { is: 1, what: 'seed of names' },
}

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
    // Comparing with every entry of the largest list would take many minutes for one person.
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

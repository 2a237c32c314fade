/** Measures the cargo gateway: readers, rules, targeting, and whole nodes beside travel. `--only` names parts. */
import type { Figure, Findings } from '../report/figure.ts'
import { runBench } from '../report/run-bench.ts'
import { type CargoPart, parts } from './parts.ts'

const names = Object.keys(parts)
const options = {
  only: { is: '', what: `the parts to measure, with commas, of ${names.join(', ')}; by default all` },
  data: { is: '../shared/data/cargo', what: 'folder of the developers: declarations/train.csv and valid.csv' },
  beside: { is: '', what: 'an older commit whose rate of travel the part node prints beside its own' },
  seed: { is: 1, what: 'seed of models and draws' },
  consignments: { is: 10_000, what: 'consignments in a manifest; a tenth as many come one a message' },
  open: { is: 100_000, what: 'open consignments when rules and signals change' },
  megabytes: { is: 200, what: 'size of the manifest that a node reads' },
}

await runBench('cargo', options, async ({ only, ...given }): Promise<Findings> => {
  const seed = String(given.seed)
  const chosen = only === '' ? names : only.split(',')
  const unknown = chosen.filter((name) => parts[name] === undefined)
  if (unknown.length > 0) return { seed, figures: [], faults: [`there is no part ${unknown.join(', ')}`] }
  const figures: Figure[] = []
  const faults: string[] = []
  for (const name of chosen) {
    process.stderr.write(`${name}\n`)
    const measured = await measurePart(name, given)
    figures.push(...(measured?.figures ?? []))
    faults.push(...(measured?.faults ?? []))
  }
  return { seed, figures, faults }
})

/** A part that throws is a fault, and the others are measured all the same. */
async function measurePart(name: string, given: Parameters<CargoPart>[0]) {
  try {
    return await parts[name]?.(given)
  } catch (error) {
    return { figures: [], faults: [`${name}: ${error instanceof Error ? error.message : String(error)}`] }
  }
}

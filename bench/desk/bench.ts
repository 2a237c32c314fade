/** Measures the desk in a browser: how soon the queue is visible and answers keys. `--only` names a part. */
import type { Figure } from '../report/figure.ts'
import { runBench } from '../report/run-bench.ts'
import { summed } from '../report/sum-faults.ts'
import { openStage } from './open-stage.ts'
import { parts } from './parts.ts'

const names = Object.keys(parts)
/** The traffic of testkit always has this seed. */
const seed = '7'
const options = {
  only: { is: '', what: `the part to measure, of ${names.join(', ')}; by default all` },
  runs: { is: 5, what: 'runs of each measurement; the median counts' },
}

await runBench('desk', options, async ({ only, runs }) => {
  const chosen = only === '' ? names : [only]
  const unknown = chosen.filter((name) => parts[name] === undefined)
  if (unknown.length > 0) return { seed: seed, figures: [], faults: [`there is no part ${unknown.join(', ')}`] }
  const figures: Figure[] = []
  const faults: string[] = []
  const stage = await openStage()
  try {
    for (const name of chosen) {
      process.stderr.write(`${name}\n`)
      const measured = await parts[name]?.(stage, { runs })
      figures.push(...(measured?.figures ?? []))
      faults.push(...(measured?.faults ?? []))
    }
  } finally {
    await stage.close()
  }
  return { seed: seed, figures, faults: summed(faults) }
})

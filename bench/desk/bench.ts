/** Measures the desk in a browser: how soon the queue is visible, a decision by keyboard, a whole day, and every page. `--only` names a part. */
import type { Figure } from '../report/figure.ts'
import { runBench } from '../report/run-bench.ts'
import { summed } from '../report/sum-faults.ts'
import { measureDay } from './measure-day.ts'
import { measureDecide } from './measure-decide.ts'
import { measureMatrix } from './measure-matrix.ts'
import { openStage, type Stage } from './open-stage.ts'
import { type DeskPart, parts as measured } from './parts.ts'

type QuickPart = (stage: Stage, options: { runs: number; quick: boolean; languages: string }) => ReturnType<DeskPart>
/** The parts by name. The last three act as a person in the browser. */
const parts: Readonly<Record<string, QuickPart>> = {
  ...measured,
  ...{ decide: measureDecide, day: measureDay, matrix: measureMatrix },
}
const names = Object.keys(parts)
/** The traffic of testkit always has this seed. */
const seed = '7'
const options = {
  only: { is: '', what: `the part to measure, of ${names.join(', ')}; by default all` },
  quick: { is: false, what: 'a shorter day, and each page of the matrix in one language and colour scheme only' },
  languages: { is: '', what: 'languages of the matrix, separated by commas; by default all eight' },
  runs: { is: 5, what: 'runs of each measurement; the median counts' },
}

await runBench('desk', options, async ({ only, runs, quick, languages }) => {
  const chosen = only === '' ? names : [only]
  const unknown = chosen.filter((name) => parts[name] === undefined)
  if (unknown.length > 0) return { seed: seed, figures: [], faults: [`there is no part ${unknown.join(', ')}`] }
  const figures: Figure[] = []
  const faults: string[] = []
  const stage = await openStage()
  try {
    for (const name of chosen) {
      process.stderr.write(`${name}\n`)
      const measured = await parts[name]?.(stage, { runs, quick, languages })
      figures.push(...(measured?.figures ?? []))
      faults.push(...(measured?.faults ?? []))
    }
  } finally {
    await stage.close()
  }
  return { seed: seed, figures, faults: summed(faults) }
})

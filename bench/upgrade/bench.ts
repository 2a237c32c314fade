/** Upgrades a node of an older commit to this tree, rolls it back and upgrades it again, all under traffic. */
import { fileURLToPath } from 'node:url'
import { checkOut, findCommit } from '../beside/check-out.ts'
import type { Figure, Findings } from '../report/figure.ts'
import { runBench } from '../report/run-bench.ts'
import { summed } from '../report/sum-faults.ts'
import { runUpgrade, type UpgradeReport } from './run-upgrade.ts'

// The file runs from bench/dist/upgrade, or through tsx from bench/upgrade.
const above = import.meta.url.endsWith('.ts') ? '../../' : '../../../'
const repository = fileURLToPath(new URL(above, import.meta.url))

const options = {
  from: { is: '0157efd', what: 'the older commit, by default the last one of release 0.1.0' },
  messages: { is: 1000, what: 'messages sent' },
  'no-compare': { is: false, what: 'leave out the node of this tree that gets the same messages without interruption' },
  seed: { is: 1, what: 'seed of the messages' },
}

const tell = (line: string) => process.stderr.write(`${line}\n`)

await runBench('upgrade', options, async (given): Promise<Findings> => {
  const { messages, seed, from } = given
  const older = await findCommit(repository, from)
  if (older === null) return { seed: String(seed), figures: [], faults: [`there is no commit ${from}`] }
  const short = older.id.slice(0, 7)
  const { root, remove } = await checkOut(repository, older.id, 'kill', (step) => tell(`${short}: ${step}`))
  try {
    const report = await runUpgrade({
      seed,
      messages,
      compare: !given['no-compare'],
      older: { root, name: short },
      tell,
    })
    return { seed: String(seed), figures: figuresOf(report), faults: summed(report.faults) }
  } finally {
    remove()
  }
})

function figuresOf({
  phases,
  rollback,
  sentAgain,
  kept,
  decisions,
  cases,
  travellers,
  faults,
}: UpgradeReport): Figure[] {
  const figures: Figure[] = phases.flatMap((phase, place) => [
    {
      name: `${place + 1} ${phase.release}: acknowledged`,
      value: phase.acknowledged,
      unit: 'messages',
      note: `${phase.begins}; ready after ${phase.startSeconds.toFixed(1)} s; health ${phase.health}; then it was ${phase.ends}`,
    },
    { name: `${place + 1} ${phase.release}: answered`, value: phase.answered, unit: 'questions' },
  ])
  return [
    ...figures,
    { name: 'sent again after the rollback', value: sentAgain, unit: 'messages', note: rollback },
    { name: 'records compared with those before each stop', value: kept, unit: 'records' },
    { name: 'decisions', value: decisions, unit: '', note: `${cases} cases, ${travellers} travellers at the end` },
    { name: 'violations', value: faults.length, unit: '', goal: { is: 'at most', value: 0 } },
  ]
}

import { writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { hashes } from '../hashes/measure-beside.ts'
import { media } from '../media/measure-beside.ts'
import { names } from '../names/measure-beside.ts'
import { describeMachine } from '../report/machine.ts'
import { travel } from '../travel/measure-beside.ts'
import type { BenchBeside } from './bench-beside.ts'
import { checkOut, findCommit } from './check-out.ts'
import { compareRounds } from './compare-rounds.ts'
import { formatComparison } from './format-comparison.ts'
import { type Order, readOrder } from './read-order.ts'
import { runCommand } from './run-command.ts'
import { type Round, runRounds } from './run-rounds.ts'

// This program runs as `npm run bench -- NAME --beside COMMIT`, from the built JavaScript in bench/dist/beside.
const benches: Record<string, BenchBeside> = { travel, names, hashes, media }
const repository = fileURLToPath(new URL('../../../', import.meta.url))

const [name = '', ...words] = process.argv.slice(2)
// If a run is interrupted, `exit` handlers remove its files.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))

const read = readOrder(benches, name, words)
if ('help' in read) process.stdout.write(read.help)
else if ('error' in read) refuse(read.error)
else
  await compare(read.order).catch((error: unknown) => {
    tell(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  })

function refuse(error: string): void {
  tell(error)
  process.exitCode = 2
}

async function compare({ bench, commit, rounds, json, given }: Order): Promise<void> {
  const [older, head] = [await findCommit(repository, commit), await findCommit(repository, 'HEAD')]
  if (older === null || head === null) {
    refuse(`There is no commit ${commit} in this repository.`)
    return
  }
  const changed = (await runCommand('git', ['-C', repository, 'status', '--porcelain'])) !== ''
  const at = new Date().toISOString()
  const machine = describeMachine()
  const load = () => loadavg()[0] ?? Number.NaN
  const prepared = await bench.prepare(given)
  const { root, dependencies, remove } = await checkOut(repository, older.id, name, (step) =>
    tell(`${older.id.slice(0, 7)}: ${step}`),
  )
  try {
    const loads = [load()]
    const measure = (tree: 'this' | 'older') => prepared.measure(tree === 'this' ? repository : root)
    const measured = await runRounds(rounds, measure, (round, number) => {
      loads.push(load())
      tell(`round ${number} of ${rounds}, load ${loads.at(-1)?.toFixed(1)}: ${ratiosOf(round)}`)
    })
    const comparison = compareRounds(measured)
    const printed = {
      bench: name,
      seed: prepared.seed,
      machine,
      loads,
      here: { ...head, changed },
      older,
      dependencies,
    }
    process.stdout.write(`${formatComparison({ ...printed, ...comparison, rounds }).join('\n')}\n`)
    if (json !== '')
      writeFileSync(json, `${JSON.stringify({ ...printed, at, given, ...comparison, rounds: measured }, null, 2)}\n`)
    process.exitCode = comparison.differences.length > 0 ? 1 : 0
  } finally {
    remove()
    prepared.remove?.()
  }
}

/** Formats the ratio of each kind of work in one round. */
function ratiosOf(round: Round): string {
  const { rows } = compareRounds([round])
  return rows.map((row) => `${row.name} ${row.ratio.toFixed(2)}`).join(', ')
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}

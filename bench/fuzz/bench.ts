/** Reads damaged messages. None may throw an error, and each must give a reading or be quarantined. */
import { writeFileSync } from 'node:fs'
import type { Findings } from '../report/figure.ts'
import { runBench } from '../report/run-bench.ts'
import { showProgress } from '../report/show-progress.ts'
import { cargoReader } from './cargo-reader.ts'
import { damagedMessage, type FuzzedReader, type FuzzResult, fuzzReader } from './fuzz-readers.ts'
import { travelReader } from './travel-reader.ts'

const options = {
  count: { is: 1_000_000, what: 'damaged messages' },
  of: { is: 'travel', what: 'the readers: travel or cargo' },
  seed: { is: 1, what: 'seed of messages and damage' },
  only: { is: '', what: 'write the message of this number to --save, and do nothing else' },
  save: { is: 'damaged.edi', what: 'the file that --only writes' },
}

await runBench('fuzz', options, async ({ count, of, seed, only, save }): Promise<Findings> => {
  const reader = (of === 'cargo' ? await cargoReader() : travelReader(seed)) as FuzzedReader
  if (only !== '') {
    writeFileSync(save, damagedMessage(reader, seed, Number(only)))
    return { seed: String(seed), figures: [], faults: [] }
  }
  const progress = showProgress('damaged messages read', count)
  const result = fuzzReader(reader, { seed, count, progress: progress.at })
  progress.end()
  const faults = [...result.faults].map(
    ([fault, { first, count: times }]) => `${fault} (${times} times, first number ${first})`,
  )
  return { seed: `${seed} (${reader.seeds.length} messages of ${reader.name})`, figures: figuresOf(result), faults }
})

function figuresOf({ count, bytes, seconds, outcomes, slowest, faults }: FuzzResult): Findings['figures'] {
  const wrong = [...faults.values()].reduce((sum, fault) => sum + fault.count, 0)
  const shares = Object.entries(outcomes).map(([outcome, n]) => `${n} ${outcome}`)
  return [
    { name: 'damaged messages', value: count, unit: 'messages', note: shares.join(', ') },
    { name: 'thrown or ended wrongly', value: wrong, unit: 'messages', goal: { is: 'at most', value: 0 } },
    {
      name: 'slowest',
      value: slowest.milliseconds,
      unit: 'ms CPU',
      goal: { is: 'at most', value: 100 },
      note: `number ${slowest.index}, ${slowest.bytes} bytes (--only ${slowest.index} writes it to a file)`,
    },
    { name: 'rate', value: count / seconds, unit: 'messages / CPU s' },
    { name: 'rate in bytes', value: bytes / seconds / 1e6, unit: 'MB / CPU s' },
  ]
}

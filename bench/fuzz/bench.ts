/** Reads damaged messages. None may throw an error, and each must give a reading or be quarantined. */
import { writeFileSync } from 'node:fs'
import { corruptMessages, createTraffic } from '@entente/testkit'
import { trafficStart } from '../data/traffic-start.ts'
import type { Findings } from '../report/figure.ts'
import { runBench } from '../report/run-bench.ts'
import { showProgress } from '../report/show-progress.ts'
import { damagedMessage, type FuzzResult, fuzzReaders } from './fuzz-readers.ts'

const options = {
  count: { is: 1_000_000, what: 'damaged messages' },
  seed: { is: 1, what: 'seed of messages and damage' },
  only: { is: '', what: 'write the message of this number to --save, and do nothing else' },
  save: { is: 'damaged.edi', what: 'the file that --only writes' },
}

// One of the pitfalls is a message of several megabytes, which would take most of the run's time.
const isShort = (bytes: Uint8Array): boolean => bytes.length <= 200_000

await runBench('fuzz', options, async ({ count, seed, only, save }): Promise<Findings> => {
  const seeds = makeSeeds(seed)
  if (only !== '') {
    writeFileSync(save, damagedMessage(seeds, seed, Number(only)))
    return { seed: String(seed), figures: [], faults: [] }
  }
  const progress = showProgress('damaged messages read', count)
  const result = fuzzReaders(seeds, { seed, count, progress: progress.at })
  progress.end()
  const faults = [...result.faults].map(
    ([fault, { first, count: times }]) => `${fault} (${times} times, first number ${first})`,
  )
  return { seed: `${seed} (${seeds.length} messages)`, figures: figuresOf(result), faults }
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

/** Makes the messages to damage: clean and corrupted ones from the simulator, and one for each pitfall and bad input in the requirements. */
function makeSeeds(seed: number): Uint8Array[] {
  const order = { start: trafficStart, flights: 24, people: [1, 6] as const }
  const clean = createTraffic({ ...order, seed: `fuzz/${seed}`, corruption: 0 })
  const dirty = createTraffic({ ...order, seed: `fuzz/${seed}/dirty`, corruption: 1 })
  // A few long messages show whether time grows faster than the length.
  const long = createTraffic({ ...order, seed: `fuzz/${seed}/long`, flights: 4, people: [60, 90], corruption: 0.5 })
  return [...clean.messages, ...dirty.messages, ...long.messages, ...corruptMessages(seed)]
    .map(({ bytes }) => bytes)
    .filter(isShort)
}

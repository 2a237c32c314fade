/** Measures travel messages: reading on one core, memory, and a whole node end to end. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ententeProgram, nodeArguments } from '../node/node-arguments.ts'
import type { Figure, Findings } from '../report/figure.ts'
import { percentile } from '../report/percentile.ts'
import { runBench } from '../report/run-bench.ts'
import { makeTravelMessages, type TravelMessages } from './make-messages.ts'
import { measureMemory } from './measure-memory.ts'
import { measureNode } from './measure-node.ts'
import { measureReaders } from './measure-readers.ts'
import { measureTokenizer } from './measure-tokenizer.ts'

const options = {
  seed: { is: 1, what: 'seed of the messages' },
  only: { is: '', what: 'one part: readers, tokenizer, memory, command, node' },
  signals: { is: 20_000, what: 'signals of the node' },
  seconds: { is: 20, what: 'duration of each rate of messages, in seconds' },
}

await runBench('travel', options, async ({ seed, only, signals, seconds }): Promise<Findings> => {
  const wanted = (part: string) => only === '' || only === part
  const figures: Figure[] = []
  const messages = makeTravelMessages(seed)
  if (wanted('readers')) figures.push(...measureReaders(messages))
  if (wanted('tokenizer')) figures.push(...(await measureTokenizer(messages)))
  if (wanted('memory')) figures.push(...measureMemory(messages))
  if (wanted('command')) figures.push(...measureCommand(messages))
  const faults: string[] = []
  if (wanted('node')) {
    const measured = await measureNode({ seed, signals, seconds })
    figures.push(...measured.figures)
    faults.push(...measured.faults)
  }
  return { seed: String(seed), figures, faults }
})

/** Measures `entente read FILE --json` from start to end, and for comparison a Node process without work. Each is the median of seven runs. */
function measureCommand({ small }: TravelMessages): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'entente-bench-'))
  const file = join(folder, 'message')
  writeFileSync(file, small.messages[0] as Uint8Array)
  try {
    const value = medianTime([...nodeArguments(ententeProgram()), 'read', file, '--json'])
    return [
      {
        name: 'entente read, first file',
        value,
        unit: 'ms',
        beside: { name: 'node -e 0', value: medianTime(['-e', '0']) },
        goal: { is: 'at most', value: 400 },
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function medianTime(words: readonly string[]): number {
  const times = Array.from({ length: 7 }, () => {
    const started = performance.now()
    const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`the command ended with ${status}: ${stderr.slice(0, 300)}`)
    return performance.now() - started
  })
  return percentile(times, 0.5)
}

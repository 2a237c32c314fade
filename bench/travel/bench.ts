/** Reading of travel messages on one core, memory, and a whole node end to end. */
import type { Figure, Findings } from '../report/figure.ts'
import { runBench } from '../report/run-bench.ts'
import { makeTravelMessages } from './make-messages.ts'
import { measureCommand } from './measure-command.ts'
import { measureMemory } from './measure-memory.ts'
import { measureNode } from './measure-node.ts'
import { measureReaders } from './measure-readers.ts'
import { measureTokenizer } from './measure-tokenizer.ts'

const options = {
  seed: { is: 1, what: 'seed of the messages' },
  only: { is: '', what: 'one part: readers, tokenizer, memory, command, node' },
  signals: { is: 20_000, what: 'signals of the node' },
  seconds: { is: 20, what: 'how long a rate of messages is held at the node' },
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

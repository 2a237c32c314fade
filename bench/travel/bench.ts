/** Reading of travel messages on one core, memory, and a whole node end to end. */
import type { Figure, Findings } from '../report/figure.ts'
import { runBench } from '../report/run-bench.ts'
import { makeTravelMessages } from './make-messages.ts'
import { measureCommand } from './measure-command.ts'
import { measureMemory } from './measure-memory.ts'
import { measureReaders } from './measure-readers.ts'
import { measureTokenizer } from './measure-tokenizer.ts'

const options = {
  seed: { is: 1, what: 'seed of the messages' },
  only: { is: '', what: 'one part: readers, tokenizer, memory, command, node' },
}

await runBench('travel', options, async ({ seed, only }): Promise<Findings> => {
  const wanted = (part: string) => only === '' || only === part
  const figures: Figure[] = []
  const messages = makeTravelMessages(seed)
  if (wanted('readers')) figures.push(...measureReaders(messages))
  if (wanted('tokenizer')) figures.push(...(await measureTokenizer(messages)))
  if (wanted('memory')) figures.push(...measureMemory(messages))
  if (wanted('command')) figures.push(...measureCommand(messages))
  return { seed: String(seed), figures, faults: [] }
})

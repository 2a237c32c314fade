import type { Figure } from '../report/figure.ts'
import { bestRate } from '../report/measure-cpu.ts'
import type { TravelMessages } from './make-messages.ts'
import { acceptedBy, walkWithEdifact, walkWithSplit } from './peers.ts'
import { loadTokenizer, walkWithCursor } from './walk-with-cursor.ts'

/**
 * Tokenising alone, on the PNRGOV and PAXLST messages that the npm package `edifact` takes: finding segments, elements and components, and handing
 * over the text of each, as that package does.
 */
export async function measureTokenizer({ small, big, lists }: TravelMessages): Promise<Figure[]> {
  const all = [...small.messages, ...big.messages, ...lists.messages]
  const messages = acceptedBy(walkWithEdifact, all)
  const megabytes = messages.reduce((sum, { length }) => sum + length, 0) / 1e6
  const tokenizer = await loadTokenizer()
  const rate = (walk: (bytes: Uint8Array) => number) =>
    bestRate(megabytes, () => {
      for (const bytes of messages) walk(bytes)
    })
  const peer = { name: 'npm edifact', value: rate(walkWithEdifact) }
  const split = { name: 'plain split', value: rate(walkWithSplit) }
  const texts = rate((bytes) => walkWithCursor(tokenizer, bytes, true))
  const note = `npm edifact takes ${messages.length} of ${all.length} messages; ${megabytes.toFixed(1)} MB`
  return [
    {
      name: 'tokenising, text of all',
      value: texts,
      unit: 'MB / CPU s',
      beside: peer,
      goal: { is: 'at least', value: 100 },
      note,
    },
    { name: 'tokenising, text of all', value: texts, unit: 'MB / CPU s', beside: split },
    {
      name: 'tokenising, offsets only',
      value: rate((bytes) => walkWithCursor(tokenizer, bytes, false)),
      unit: 'MB / CPU s',
      beside: peer,
      note: 'what the reader does: a text is made where a field asks for it',
    },
  ]
}

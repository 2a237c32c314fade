import { readCargo } from '@entente/readers'
import type { Findings } from '../report/figure.ts'
import { bestRate } from '../report/measure-cpu.ts'
import { loadTokenizer, walkWithCursor } from '../travel/measure-tokenizer.ts'
import { makeReport } from './make-reports.ts'

const MESSAGES = 600
const PASSES = 80
/** Measures how many CUSCAR messages of one consignment are read per CPU second, beside the bare tokenizer. */
export async function measureCuscar(): Promise<Pick<Findings, 'figures' | 'faults'>> {
  const messages = Array.from({ length: MESSAGES }, (_, index) => Buffer.from(makeReport(index, 1)))
  const bytes = messages.reduce((sum, { length }) => sum + length, 0)
  const tokenizer = await loadTokenizer()
  // Each round begins with a full collection of garbage, which also discards the compiled code of objects that are gone.
  // A round of many passes weighs that as little as a node does that reads without a pause.
  const read = bestRate(MESSAGES * PASSES, () => {
    for (let pass = 0; pass < PASSES; pass++) for (const message of messages) readCargo(message)
  })
  const bare = bestRate(MESSAGES, () => {
    for (const message of messages) walkWithCursor(tokenizer, message, true)
  })
  const figures: Findings['figures'] = [
    {
      name: 'CUSCAR read',
      value: read,
      unit: 'messages / CPU s',
      beside: { name: 'bare tokenizer', value: bare },
      goal: { is: 'at least', value: 50_000 },
      note: `${MESSAGES} messages of ${Math.round(bytes / MESSAGES)} bytes, with all checks`,
    },
    { name: 'CUSCAR read, of the bare tokenizer', value: read / bare, unit: 'x', goal: { is: 'at least', value: 0.4 } },
  ]
  const isUnread = messages.some((message) => readCargo(message).outcome !== 'read')
  return { figures, faults: isUnread ? ['a message was not read whole'] : [] }
}

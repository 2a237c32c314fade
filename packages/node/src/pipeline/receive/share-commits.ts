import { fail } from '../../errors.ts'
import type { Incoming, MessageReceipt } from '../gateway/pipeline-steps.ts'
import { largestInRow } from '../raw/raw-files.ts'
import { type PreparedMessage, prepareMessage, type ReceiveDeps, receiveMessages } from './receive-message.ts'

/** The most messages and bytes that share one commit. */
const mostTogether = 32
const mostBytes = 1_000_000
/** Commits that run at the same time, for one sender and law. */
const mostCommits = 2
/** Messages of one sender and law that wait for a commit. A sender that gets no answer sends again, which would add more. */
const mostWaiting = 1000

interface Waiting {
  message: PreparedMessage
  resolve: (receipt: MessageReceipt) => void
  reject: (error: unknown) => void
}
interface Line {
  waiting: Waiting[]
  running: number
}

/**
 * Returns a function that receives a message like `receiveMessage`. Messages that arrive while a commit runs share the
 * next one, because waiting for the disk dominates the time of a receipt. A message that arrives alone does not wait. If
 * a shared transaction fails, each of its messages is tried alone, so that one cannot refuse the others.
 */
export function shareCommits(deps: ReceiveDeps): (incoming: Incoming) => Promise<MessageReceipt> {
  const lines = new Map<string, Line>()

  async function receiveAll(together: readonly Waiting[]): Promise<void> {
    try {
      const receipts = await receiveMessages(
        deps,
        together.map(({ message }) => message),
      )
      for (const [place, { resolve }] of together.entries()) resolve(receipts[place] as MessageReceipt)
    } catch (error) {
      if (together.length === 1) together[0]?.reject(error)
      else for (const one of together) await receiveAll([one])
    }
  }
  function advance(key: string, line: Line): void {
    while (line.running < mostCommits && line.waiting.length > 0) {
      const together = takeTogether(line.waiting)
      line.running += 1
      void receiveAll(together).finally(() => {
        line.running -= 1
        advance(key, line)
      })
    }
    if (line.running === 0 && line.waiting.length === 0) lines.delete(key)
  }
  return async (incoming) => {
    const message = prepareMessage(incoming)
    const key = keyOf(message)
    const line = lines.get(key) ?? { waiting: [], running: 0 }
    lines.set(key, line)
    if (line.waiting.length >= mostWaiting) throw fail('overloaded', { retryAfterMs: 2000 })
    return new Promise((resolve, reject) => {
      line.waiting.push({ message, resolve, reject })
      advance(key, line)
    })
  }
}

/** Messages with equal keys have one actor, one purpose and one law. */
const keyOf = ({ law, incoming: { sender, channel } }: PreparedMessage): string =>
  JSON.stringify([sender.id, sender.team, channel, law])

/** Removes from the line the messages for the next commit. A message that is stored in a file comes alone. */
function takeTogether(waiting: Waiting[]): Waiting[] {
  const sizeOf = ({ message }: Waiting) => message.size
  let bytes = 0
  let count = 0
  for (const one of waiting.slice(0, mostTogether)) {
    if (count > 0 && (bytes + sizeOf(one) > mostBytes || sizeOf(one) > largestInRow)) break
    bytes += sizeOf(one)
    count += 1
  }
  return waiting.splice(0, count)
}

import { createCarrierClient, NotAcknowledged } from '@entente/testkit'
import type { KillMessage } from './make-kill-messages.ts'

export interface Sent {
  /** Ids of acknowledged messages, by the SHA-256 of their bytes. */
  acknowledged: Map<string, string>
  /** The number of POST requests, including those without an answer. */
  posts: number
  /** The number of messages that were acknowledged as repetitions, because the first answer was lost. */
  repetitions: number
  /** The number of POST requests that the node refused with 503, to be sent again. */
  refused: number
  faults: string[]
}
interface SendOrder {
  url: string
  key: string
  messages: readonly KillMessage[]
  atOnce: number
  /** The messages that were acknowledged before; those of this call are added. */
  acknowledged?: Map<string, string>
  /** Milliseconds that each sender waits after an acknowledgement. */
  pauseMs?: number
  onAcknowledged(count: number): void
  /** Called for each answer 503 of a node that could not store the message. */
  onRefused?(): void
  /** Returns true if sending must stop. */
  givenUp(): boolean
}

/** Sends each message as a carrier does: it repeats the same bytes until the node acknowledges them. */
export async function sendMessages(order: SendOrder): Promise<Sent> {
  const sent: Sent = { acknowledged: order.acknowledged ?? new Map(), posts: 0, repetitions: 0, refused: 0, faults: [] }
  const client = createCarrierClient({
    node: order.url,
    key: order.key,
    tries: 100_000,
    waitMs: 5,
    fetch: async (...request) => {
      if (order.givenUp()) throw new NotAcknowledged(null, 'given up', sent.posts)
      sent.posts += 1
      const answer = await fetch(...request)
      if (answer.status === 503) {
        sent.refused += 1
        const { code } = (await answer.clone().json()) as { code: string }
        if (code !== 'overloaded') order.onRefused?.()
      }
      return answer
    },
  })
  let next = 0
  const sendSome = async () => {
    while (next < order.messages.length && !order.givenUp()) {
      const message = order.messages[next++] as KillMessage
      try {
        const { id, sha256, duplicate, status } = await client.sendMessage(message)
        if (status !== 202) sent.faults.push(`a message was answered with ${status} instead of 202`)
        if (sha256 !== message.sha256)
          sent.faults.push(`the receipt names other bytes than were sent (${message.sha256})`)
        if (duplicate) sent.repetitions += 1
        sent.acknowledged.set(message.sha256, id)
        order.onAcknowledged(sent.acknowledged.size)
        if (order.pauseMs !== undefined) await new Promise((resolve) => setTimeout(resolve, order.pauseMs))
      } catch (error) {
        sent.faults.push(
          `a message (${message.kind}) was never acknowledged: ${error instanceof Error ? error.message : error}`,
        )
      }
    }
  }
  await Promise.all(Array.from({ length: order.atOnce }, sendSome))
  return sent
}

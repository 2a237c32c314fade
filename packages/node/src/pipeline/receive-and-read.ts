import type { Tx } from '../safeguards/access/access-store.ts'
import { purposeFor, systemAccess } from '../safeguards/access/system.ts'
import type { Incoming, MessageReceipt, ReadResult } from './gateway/pipeline-steps.ts'
import { largestInRow } from './raw/raw-files.ts'
import { type ReadDeps, readWithin } from './read/read-message.ts'
import { prepareMessage, type ReceiveDeps, receiptOf, receiveWithin } from './receive/receive-message.ts'

/**
 * Receives a message, reads it, matches all its subjects and runs `then`, in one transaction with one commit. Each step
 * has its own log entry, the receipt in the name of the sender. If anything fails, nothing is stored. Returns null, and
 * changes nothing, if the message was received before, if it is too large for its row, or if its law allows no purpose:
 * the caller then takes the steps one after another. Errors: `empty-body`, `too-large`, `refused`.
 */
export async function receiveAndRead<T>(
  deps: ReadDeps & ReceiveDeps,
  incoming: Incoming,
  then: (tx: Tx, result: ReadResult) => Promise<T>,
): Promise<{ receipt: MessageReceipt; value: T } | null> {
  // With `readAt` the receipt wakes no reader: the message never waits.
  const message = prepareMessage({ ...incoming, readAt: deps.clock() })
  const purpose = purposeFor(message.law)
  if (purpose === null || incoming.bytes.length > largestInRow) return null
  const intent = { action: 'record.write', type: 'record.read' } as const
  const transaction = () =>
    systemAccess(deps, purpose).transaction(intent, async (tx) => {
      tx.announceLater((type) => !type.startsWith('case.'))
      const received = await receiveWithin(tx, deps, message)
      if (received === null) throw new ReceivedBefore()
      const { results } = await readWithin(tx, deps, [received.row], 1, 'all')
      return { stored: received.stored, value: await then(tx, results[0] as ReadResult) }
    })
  try {
    const { stored, value } = await (deps.matchNow === undefined ? transaction() : deps.matchNow.around(transaction))
    return { receipt: await receiptOf(deps, message, stored), value }
  } catch (error) {
    if (error instanceof ReceivedBefore) return null
    throw error
  }
}

/** Rolls the transaction back, so that a message that was received before leaves no entry of a reading. */
class ReceivedBefore extends Error {}

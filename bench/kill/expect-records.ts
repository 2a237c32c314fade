import { readTravel } from '@entente/readers'
import type { KillMessage } from './make-kill-messages.ts'

/** The records that a message must have in the database. They are computed by reading the message here. */
export interface Expected {
  outcome: string
  people: number
  reservations: number
}

export function expectRecords(messages: readonly KillMessage[]): Map<string, Expected> {
  return new Map(messages.map(({ bytes, sha256 }) => [sha256, expectedOf(bytes)]))
}

function expectedOf(bytes: Uint8Array): Expected {
  const reading = readTravel(bytes)
  const expected: Expected = { outcome: reading.outcome, people: 0, reservations: 0 }
  for (const message of reading.messages) {
    if (message.type === 'PAXLST') expected.people += message.people.length
    else {
      expected.reservations += message.reservations.length
      for (const { people } of message.reservations) expected.people += people.length
    }
  }
  return expected
}

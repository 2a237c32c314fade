import type { TravelReading } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { draftPassengerList } from './draft-passenger-list.ts'
import { draftReservations } from './draft-reservations.ts'
import type { Drafts } from './statement-draft.ts'

/** Drafts all statements of a reading about people on flights, from the reading alone. */
export function draftStatements(tx: Pick<Tx, 'blind'>, reading: TravelReading, messageId: string): Drafts {
  const drafts: Drafts = { flights: [], reservations: [], statements: [] }
  for (const [unit, message] of reading.messages.entries()) {
    const at = { unit, messageId, findings: findingsOf(reading, unit) }
    if (message.type === 'PAXLST') draftPassengerList(tx, message, at, drafts)
    else draftReservations(tx, message, at, drafts)
  }
  return drafts
}

/**
 * Counts the warnings and errors in one message of a file; findings about the whole file count for its first message.
 */
function findingsOf(reading: TravelReading, unit: number): number {
  return reading.findings.filter(({ severity, at }) => {
    if (severity !== 'warning' && severity !== 'error') return false
    const place = /^\/messages\/(\d+)/.exec(at ?? '')?.[1]
    return place === undefined ? unit === 0 : Number(place) === unit
  }).length
}

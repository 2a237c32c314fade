import { randomBytes } from 'node:crypto'
import { writeCusres } from '@entente/readers'
import type { AnsweredPerson, RequestFacts } from './answer-content.ts'

/**
 * Writes the CUSRES of an answer. A request without a readable list is answered "unable to process" on message level.
 */
export function writeAnswer(
  kind: 'response' | 'unsolicited',
  request: RequestFacts,
  people: readonly AnsweredPerson[],
  at: Date,
  controlReference = randomBytes(7).toString('hex').toUpperCase(),
): { contentType: string; body: string } {
  const { group, transactionRevision } = request.envelope
  const bytes = writeCusres(request.list, request.interchange, people, {
    unsolicited: kind === 'unsolicited',
    controlReference,
    preparedAt: at.toISOString(),
    group,
    ...(transactionRevision === null ? {} : { transactionRevision }),
  })
  return { contentType: 'application/EDIFACT', body: Buffer.from(bytes).toString() }
}

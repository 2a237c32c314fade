import { randomBytes } from 'node:crypto'
import { writeCusres } from '@entente/readers'
import type { AnsweredPerson, RequestFacts } from './answer-content.ts'

/**
 * The CUSRES of an answer. A request of which no list could be read is answered too: "unable to process", on message level.
 */
export function writeAnswer(
  kind: 'response' | 'unsolicited',
  request: RequestFacts,
  people: readonly AnsweredPerson[],
  at: Date,
): { contentType: string; body: string } {
  const { group, transactionRevision } = request.envelope
  const bytes = writeCusres(request.list, request.interchange, people, {
    unsolicited: kind === 'unsolicited',
    controlReference: randomBytes(7).toString('hex').toUpperCase(),
    preparedAt: at.toISOString(),
    group,
    ...(transactionRevision === null ? {} : { transactionRevision }),
  })
  return { contentType: 'application/EDIFACT', body: Buffer.from(bytes).toString() }
}

import { fail } from '../../errors.ts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import { clauseSentence, failedClause } from '../../safeguards/access/clause-sentences.ts'
import type { CaseFile } from './case-record.ts'

/** Requires a case that waits for a proposal. Errors: `case-closed`, `case-decided`, `second-person-required`. */
export function checkState(row: CaseFile): void {
  if (row.state === 'closed') throw fail('case-closed')
  if (row.state === 'decided') throw fail('case-decided')
  if (row.state === 'awaiting-second') {
    throw fail('second-person-required', {
      detail: 'A colleague asked for a second person: answer as such, or wait for them.',
    })
  }
}

/**
 * Refuses an adverse decision while nothing of the case's gateway is matched: its sender would be answered by it. Other decisions go on. Throws
 * `decisions-paused`.
 */
export function refuseWhileStopped(tx: Pick<Tx, 'stops'>, row: Pick<CaseFile, 'gateway'>): void {
  if (tx.stops.stopsGateway(row.gateway)) throw fail('decisions-paused')
}

/** Refuses a case that is assigned to somebody else; supervisors are no exception. */
export function checkAssignee(tx: Tx, row: CaseFile): void {
  if (row.assigned_to === null || row.assigned_to === tx.actor.person) return
  const because = clauseSentence('clauses.colleague')
  throw fail('refused', {
    detail: because.text,
    clauses: [failedClause({ id: 'assignment', agreement: null }, because, false)],
  })
}

import type { Actor, Clause, Purpose } from '@entente/contracts'
import { type ErrorCode, type Failure, fail } from '../../errors.ts'
import { regimes } from '../retention/regimes.ts'
import {
  type ClauseKey,
  type ClauseValues,
  clauseSentence,
  failedClause,
  passedClause,
  roleResult,
  skippedClause,
} from './clause-sentences.ts'
import { type Action, isInScope, mayState, roleMay } from './roles.ts'

/** The attributes of a row that decide access. A missing attribute fails its clause. */
export interface AccessRow {
  regime: string
  purposes: readonly string[]
  delete_at: Date
  mask_at: Date | null
  /**
   * The team to which the record is routed. Signals have no team; for every other record a missing team fails the
   * clause.
   */
  team?: string | null
  /** The person to whom a case is assigned; null if it is assigned to nobody. */
  assigned_to?: string | null
  /** The sender that submitted the record. */
  sender_id?: string | null
}
export interface AccessQuestion {
  actor: Actor
  action: Action
  purpose: Purpose | null
  now: Date
  /**
   * The row that the request concerns. Null means that no single row is concerned; then only role and purpose are
   * checked.
   */
  row: AccessRow | null
  /** Whether the request needs fields of class A. Such a request is refused once the record is masked. */
  needsUnmasked?: boolean
  /** Whether the request concerns no personal data of subjects, so that no purpose is needed. */
  impersonal?: boolean
}

const failed = <Key extends ClauseKey>(id: string, key: Key, ...values: ClauseValues<Key>): Clause =>
  failedClause({ id, agreement: null }, clauseSentence(key, ...values), false)
const missing = <Key extends ClauseKey>(id: string, key: Key, ...values: ClauseValues<Key>): Clause =>
  failedClause({ id, agreement: null }, clauseSentence(key, ...values), true)

/**
 * Decides whether an actor may perform an action on a row now. Returns the result of every clause, so that a refusal
 * lists all failed ones.
 */
export function decideAccess(question: AccessQuestion): Clause[] {
  const { row } = question
  return [
    clauseRole(question),
    clausePurposeStated(question),
    ...(row === null
      ? []
      : [
          clausePurposeOfRegime(question, row),
          clauseAssignment(question, row),
          clauseRetention(question, row),
          clauseMasked(question, row),
        ]),
  ]
}

export const isAllowed = (clauses: readonly Clause[]): boolean => clauses.every((clause) => clause.result !== 'fail')

/**
 * Checks whether the role may perform the action and state the purpose. A purpose of another role is refused, because
 * the log must not record it as the reason for access.
 */
function clauseRole({ actor: { role, scope }, action, purpose, impersonal }: AccessQuestion): Clause {
  if (scope !== undefined && !isInScope(scope, action, role)) return failed('role', 'clauses.key-scope', { action })
  const wrong = impersonal !== true && purpose !== null && !mayState(role, purpose)
  return roleResult({ role, action }, roleMay(role, action), wrong ? purpose : null)
}

function clausePurposeStated({ purpose, impersonal }: AccessQuestion): Clause {
  if (impersonal === true) return skippedClause('purpose-stated')
  return purpose !== null ? passedClause('purpose-stated') : missing('purpose-stated', 'clauses.no-purpose')
}

function clausePurposeOfRegime({ actor, purpose }: AccessQuestion, row: AccessRow): Clause {
  const regime = regimes[row.regime]
  if (regime === undefined || row.purposes === undefined || row.purposes === null) {
    return missing('purpose-of-regime', 'clauses.no-regime')
  }
  // Oversight reviews records under every regime. Its review does not use a record for the purposes of the regime.
  if (actor.role === 'oversight' && purpose === 'human-rights-review') return passedClause('purpose-of-regime')
  if (purpose !== null && regime.purposes.includes(purpose) && row.purposes.includes(purpose)) {
    return passedClause('purpose-of-regime')
  }
  const usable = row.purposes.filter((p) => (regime.purposes as readonly string[]).includes(p))
  // A sender key has fixed purposes. It may read its own submissions under each of them.
  if (actor.role === 'sender' && row.sender_id === actor.account && usable.length > 0)
    return passedClause('purpose-of-regime')
  return failed('purpose-of-regime', 'clauses.purpose-not-of-record', {
    ...{ purpose: purpose ?? 'No purpose', regime: row.regime, usable: usable.join(', ') || 'none' },
  })
}

function clauseAssignment({ actor, action }: AccessQuestion, row: AccessRow): Clause {
  if (actor.role === 'sender') {
    // Skip the clause for a match of the sender's own content: the signal is a statement of a member and was not
    // submitted by a sender.
    if (row.regime === 'signal' && action === 'content.match') return skippedClause('assignment')
    return row.sender_id === actor.account ? passedClause('assignment') : failed('assignment', 'clauses.other-sender')
  }
  // A request for redress belongs to no team, because its reviewer must be independent of those who worked on the case.
  if (actor.role === 'oversight' || actor.role === 'system' || row.regime === 'signal' || row.regime === 'redress')
    return skippedClause('assignment')
  if (row.team === null || row.team === undefined) return missing('assignment', 'clauses.no-team')
  if (!actor.teams.includes(row.team)) return failed('assignment', 'clauses.other-team', { team: row.team })
  if (actor.role === 'analyst' && row.assigned_to && row.assigned_to !== actor.person) {
    return failed('assignment', 'clauses.colleague')
  }
  return passedClause('assignment')
}

function clauseRetention({ now }: AccessQuestion, row: AccessRow): Clause {
  if (!(row.delete_at instanceof Date)) return missing('retention', 'clauses.no-retention')
  return now < row.delete_at ? passedClause('retention') : failed('retention', 'clauses.retention-over')
}

function clauseMasked({ now, needsUnmasked }: AccessQuestion, row: AccessRow): Clause {
  if (needsUnmasked !== true) return skippedClause('masked')
  return row.mask_at === null || now < row.mask_at ? passedClause('masked') : failed('masked', 'clauses.masked')
}

/**
 * Converts failed clauses to an error. A missing purpose is an invalid request, a wrong role has a separate code, and
 * everything else is a refusal with its clauses.
 */
export function refusal(clauses: Clause[]): Failure {
  const missing = clauses.filter((clause) => clause.result === 'fail')
  const ids = new Set(missing.map((clause) => clause.id))
  // If no purpose was stated, do not also report that the record's regime does not allow it.
  if (ids.has('purpose-stated')) ids.delete('purpose-of-regime')
  const only = (id: string) => ids.size === 1 && ids.has(id)
  const code: ErrorCode = only('purpose-stated') ? 'purpose-missing' : only('role') ? 'role' : 'refused'
  return fail(code, { clauses, detail: missing.map((clause) => clause.because).join(' ') })
}

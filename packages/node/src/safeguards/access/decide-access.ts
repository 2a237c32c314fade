import type { Actor, Clause, Purpose, RegimeId } from '@entente/contracts'
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
import { type Action, mayState, roleMay } from './roles.ts'

/** The attributes of a row that decide access. A missing attribute fails its clause. */
export interface AccessRow {
  regime: string
  purposes: readonly string[]
  delete_at: Date
  mask_at: Date | null
  /** The team that the record is routed to. Signals have none; for any other record a missing team fails its clause. */
  team?: string | null
  /** The person to whom a case is assigned; null if nobody. */
  assigned_to?: string | null
  /** The sender that submitted the record. */
  sender_id?: string | null
}
export interface AccessQuestion {
  actor: Actor
  action: Action
  purpose: Purpose | null
  now: Date
  /** Null if no single row is concerned: then only role and purpose are checked. */
  row: AccessRow | null
  /** The requested part is of field class A, so it is refused once masked. */
  needsUnmasked?: boolean
  /** No personal data of subjects is concerned, so no purpose is needed. */
  impersonal?: boolean
}

const failed = <Key extends ClauseKey>(id: string, key: Key, ...values: ClauseValues<Key>): Clause =>
  failedClause({ id, agreement: null }, clauseSentence(key, ...values), false)
const missing = <Key extends ClauseKey>(id: string, key: Key, ...values: ClauseValues<Key>): Clause =>
  failedClause({ id, agreement: null }, clauseSentence(key, ...values), true)

/** Decides whether an actor may do this with this row now. Returns every clause, so that a refusal lists all that failed. */
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

/** Checks the role's actions and purposes. A purpose of another role is refused, because the log must not record it as the reason for access. */
function clauseRole({ actor: { role }, action, purpose, impersonal }: AccessQuestion): Clause {
  const wrong = impersonal !== true && purpose !== null && !mayState(role, purpose)
  return roleResult({ role, action }, roleMay(role, action), wrong ? purpose : null)
}

function clausePurposeStated({ purpose, impersonal }: AccessQuestion): Clause {
  if (impersonal === true) return skippedClause('purpose-stated')
  return purpose !== null ? passedClause('purpose-stated') : missing('purpose-stated', 'clauses.no-purpose')
}

function clausePurposeOfRegime({ actor, purpose }: AccessQuestion, row: AccessRow): Clause {
  const regime = regimes[row.regime as RegimeId]
  if (regime === undefined || row.purposes === undefined || row.purposes === null) {
    return missing('purpose-of-regime', 'clauses.no-regime')
  }
  // Oversight reviews use under every regime; its review is not a use for the regime's own ends.
  if (actor.role === 'oversight' && purpose === 'human-rights-review') return passedClause('purpose-of-regime')
  if (purpose !== null && regime.purposes.includes(purpose) && row.purposes.includes(purpose)) {
    return passedClause('purpose-of-regime')
  }
  const usable = row.purposes.filter((p) => (regime.purposes as readonly string[]).includes(p))
  // A sender key has fixed purposes. It may read back its own submissions whichever of them is stated.
  if (actor.role === 'sender' && row.sender_id === actor.account && usable.length > 0)
    return passedClause('purpose-of-regime')
  return failed('purpose-of-regime', 'clauses.purpose-not-of-record', {
    ...{ purpose: purpose ?? 'No purpose', regime: row.regime, usable: usable.join(', ') || 'none' },
  })
}

function clauseAssignment({ actor, action }: AccessQuestion, row: AccessRow): Clause {
  if (actor.role === 'sender') {
    // A match of the sender's own content is a member's statement, which no sender submitted.
    if (row.regime === 'signal' && action === 'content.match') return skippedClause('assignment')
    return row.sender_id === actor.account ? passedClause('assignment') : failed('assignment', 'clauses.other-sender')
  }
  if (actor.role === 'oversight' || actor.role === 'system' || row.regime === 'signal')
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

import type { Actor, Clause, Purpose, RegimeId } from '@entente/contracts'
import { regimes } from '../retention/regimes.ts'
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

const pass = (id: string): Clause => ({ id, agreement: null, result: 'pass', because: null, missing: false })
const notApplicable = (id: string): Clause => ({
  id,
  agreement: null,
  result: 'not-applicable',
  because: null,
  missing: false,
})
const failed = (id: string, because: string, missing = false): Clause => ({
  id,
  agreement: null,
  result: 'fail',
  because,
  missing,
})

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
  const because: string[] = []
  if (!roleMay(role, action)) because.push(`The role ${role} may not do ${action}.`)
  if (impersonal !== true && purpose !== null && !mayState(role, purpose)) {
    because.push(`The role ${role} may not state the purpose ${purpose}.`)
  }
  return because.length === 0 ? pass('role') : failed('role', because.join(' '))
}

function clausePurposeStated({ purpose, impersonal }: AccessQuestion): Clause {
  if (impersonal === true) return notApplicable('purpose-stated')
  return purpose !== null ? pass('purpose-stated') : failed('purpose-stated', 'No purpose was stated.', true)
}

function clausePurposeOfRegime({ actor, purpose }: AccessQuestion, row: AccessRow): Clause {
  const regime = regimes[row.regime as RegimeId]
  if (regime === undefined || row.purposes === undefined || row.purposes === null) {
    return failed('purpose-of-regime', 'The record names no legal regime.', true)
  }
  // Oversight reviews use under every regime; its review is not a use for the regime's own ends.
  if (actor.role === 'oversight' && purpose === 'human-rights-review') return pass('purpose-of-regime')
  if (purpose !== null && regime.purposes.includes(purpose) && row.purposes.includes(purpose)) {
    return pass('purpose-of-regime')
  }
  const usable = row.purposes.filter((p) => (regime.purposes as readonly string[]).includes(p))
  // A sender key has fixed purposes. It may read back its own submissions whichever of them is stated.
  if (actor.role === 'sender' && row.sender_id === actor.account && usable.length > 0) return pass('purpose-of-regime')
  return failed(
    'purpose-of-regime',
    `${purpose ?? 'No purpose'} is not a purpose of this record (${row.regime}: ${usable.join(', ') || 'none'}).`,
  )
}

function clauseAssignment({ actor, action }: AccessQuestion, row: AccessRow): Clause {
  if (actor.role === 'sender') {
    // A match of the sender's own content is a member's statement, which no sender submitted.
    if (row.regime === 'signal' && action === 'content.match') return notApplicable('assignment')
    return row.sender_id === actor.account ? pass('assignment') : failed('assignment', 'Another sender handed this in.')
  }
  if (actor.role === 'oversight' || actor.role === 'system' || row.regime === 'signal')
    return notApplicable('assignment')
  if (row.team === null || row.team === undefined) return failed('assignment', 'The record names no team.', true)
  if (!actor.teams.includes(row.team)) return failed('assignment', `This belongs to the team ${row.team}.`)
  if (actor.role === 'analyst' && row.assigned_to && row.assigned_to !== actor.person) {
    return failed('assignment', 'A colleague has this case.')
  }
  return pass('assignment')
}

function clauseRetention({ now }: AccessQuestion, row: AccessRow): Clause {
  if (!(row.delete_at instanceof Date)) return failed('retention', 'The record has no clock.', true)
  return now < row.delete_at
    ? pass('retention')
    : failed('retention', 'The time for which this may be kept has passed.')
}

function clauseMasked({ now, needsUnmasked }: AccessQuestion, row: AccessRow): Clause {
  if (needsUnmasked !== true) return notApplicable('masked')
  return row.mask_at === null || now < row.mask_at ? pass('masked') : failed('masked', 'This part is masked.')
}

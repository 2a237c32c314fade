import { createHash } from 'node:crypto'
import { type AccessDecision, type Clause, Purpose, type SignalAct } from '@entente/contracts'
import { canonicalJson } from '../../audit/canonical.ts'
import { clauseSentence, failedClause, roleResult } from '../clause-sentences.ts'
import { type Action, mayState, roleMay } from '../roles.ts'
import { agreementClauses } from './agreement-clauses.ts'
import type { SignalAccessInput } from './attributes.ts'
import { signalClauses } from './signal-clauses.ts'

/** Maps each action on a signal to an action in the table of roles. */
export const roleAction: Record<SignalAct, Action> = {
  list: 'signal.read',
  count: 'signal.read',
  read: 'signal.read',
  match: 'signal.match',
  release: 'signal.release',
  onward: 'signal.onward',
  export: 'signal.export',
  'blind-check': 'signal.blind-check',
  act: 'signal.act',
}

/**
 * Says whether an action is allowed, with the result of every clause and the agreement (`id@version`) that allowed it.
 * The agreement is null if none allowed the action or none was needed.
 */
export interface SignalJudgement {
  allowed: boolean
  agreement: string | null
  clauses: Clause[]
}

/**
 * Decides access to a signal. Access is allowed only if every clause of the signal passes and at least one agreement
 * passes all clauses for agreements. The owner needs no agreement for its own signals, unless another member would get
 * them. Every clause is evaluated; a missing attribute or an error fails its clause. The function is pure: the same
 * input gives the same result. `signalAccessSql` applies the same rules to many rows.
 */
export function judgeSignal(input: SignalAccessInput): SignalJudgement {
  const clauses = [roleClause(input), ...signalClauses(input)]
  const own = clauses.every(({ result }) => result !== 'fail')
  if (!needsAgreement(input)) return { allowed: own, agreement: null, clauses }
  let agreement: string | null = null
  for (const id of namedAgreements(input)) {
    const known = input.agreements.find((candidate) => candidate.id === id)
    const asked = agreementClauses(input, id, known)
    clauses.push(...asked)
    if (known !== undefined && agreement === null && asked.every(({ result }) => result !== 'fail'))
      agreement = `${known.id}@${known.version}`
  }
  if (input.signal.agreements == null || input.signal.agreements.length === 0) clauses.push(noAgreement(input))
  const allowed = own && agreement !== null
  return { allowed, agreement: allowed ? agreement : null, clauses }
}

/**
 * Returns the judgement as an `AccessDecision`. The hash of the input is computed only when it is read, because most
 * decisions never need it.
 */
export function decideSignalAccess(input: SignalAccessInput): AccessDecision {
  const { allowed, agreement, clauses } = judgeSignal(input)
  const { signal, actor, action, purpose } = input
  return {
    decision: allowed ? 'allow' : 'deny',
    at: new Date(input.now).toISOString(),
    actor: { member: actor.member, role: actor.role },
    action,
    purpose,
    resource: { kind: 'signal', id: signal.id, version: signal.version },
    agreement,
    clauses,
    get inputsHash() {
      return createHash('sha256').update(canonicalJson(input)).digest('base64')
    },
  }
}

/**
 * Returns whether a member may learn that a signal exists although it has no access to it. This applies to the owner,
 * to a named recipient, and to a party of the signal's agreements if the signal names no recipients. The caller then
 * answers 403, and otherwise 404.
 */
export function mayKnowOf(member: string, { signal, agreements }: Pick<SignalAccessInput, 'signal' | 'agreements'>) {
  if (signal.owner === member) return true
  const { recipients } = signal
  if (recipients == null) return false
  if (!recipients.includes('*')) return recipients.includes(member)
  return agreements.some(({ parties }) => parties?.some((party) => party.member === member) === true)
}

/** Returns whether the action needs an agreement. Own signals need none until another member would get them. */
function needsAgreement({ actor, action, signal, destination }: SignalAccessInput): boolean {
  if (signal.owner == null || signal.owner !== actor.member) return true
  return action === 'release' || action === 'onward' || (action === 'export' && destination !== null)
}

const namedAgreements = ({ signal }: SignalAccessInput): readonly string[] => [...new Set(signal.agreements ?? [])]

function roleClause({ actor, action, purpose }: SignalAccessInput): Clause {
  const may = action in roleAction && roleMay(actor.role, roleAction[action])
  const wrong = purpose !== null && Purpose.options.includes(purpose) && !mayState(actor.role, purpose)
  return roleResult(
    { role: actor.role, action: action in roleAction ? roleAction[action] : action },
    may,
    wrong ? purpose : null,
  )
}

const noAgreement = ({ signal }: SignalAccessInput): Clause =>
  failedClause(
    { id: 'agreement-signed', agreement: null },
    clauseSentence('clauses.no-agreement'),
    signal.agreements == null,
  )

import { createHash } from 'node:crypto'
import { type AccessDecision, type Clause, Purpose, type SignalAct } from '@entente/contracts'
import { canonicalJson } from '../../audit/canonical.ts'
import { clauseSentence, failedClause, roleResult } from '../clause-sentences.ts'
import { type Action, mayState, roleMay } from '../roles.ts'
import { agreementClauses } from './agreement-clauses.ts'
import type { SignalAccessInput } from './attributes.ts'
import { signalClauses } from './signal-clauses.ts'

/** Maps each act to its action in the table of roles. */
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

/** Whether an act is allowed, with every clause and the agreement (`id@version`) that allowed it; null if none did or none was needed. */
export interface SignalJudgement {
  allowed: boolean
  agreement: string | null
  clauses: Clause[]
}

/**
 * Decides access to a signal. It is allowed only if every clause of the signal passes and one single agreement passes all of its own. The
 * owner needs no agreement for its own signals, unless another member is to get them. Every clause is evaluated; a missing attribute or an
 * error fails its clause. Pure: the same input gives the same answer. `signalAccessSql` is the same rule for many rows.
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

/** Returns the judgement as an `AccessDecision`. The hash of the input is computed when it is read, because most decisions never need it. */
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
 * Returns whether a member may learn that a signal exists although it may not have it: as its owner, as a named recipient, or as a party of
 * one of its agreements if it names no recipients. The answer is then 403, else 404.
 */
export function mayKnowOf(member: string, { signal, agreements }: Pick<SignalAccessInput, 'signal' | 'agreements'>) {
  if (signal.owner === member) return true
  const { recipients } = signal
  if (recipients == null) return false
  if (!recipients.includes('*')) return recipients.includes(member)
  return agreements.some(({ parties }) => parties?.some((party) => party.member === member) === true)
}

/** Own signals need no agreement until another member is to get them. */
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

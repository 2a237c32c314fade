import type { Actor, Purpose, RegimeId } from '@entente/contracts'
import { regimes } from '../retention/regimes.ts'
import type { AccessStore } from './access-store.ts'
import type { CoreDeps } from './core-deps.ts'

/** Returns the node itself as an actor, for jobs. It reads and matches but cannot decide: no role table lets `system` propose or confirm. */
export function systemActor(member: string): Actor {
  return { account: 'system', person: 'system', member, role: 'system', teams: [] }
}

/** Returns the purpose for which the node processes a record: one of the record's own that its regime allows, terrorism prevention first. */
export function purposeFor(row: { regime: string; purposes: readonly string[] }): Purpose | null {
  const allowed = regimes[row.regime as RegimeId]?.purposes ?? []
  const usable = allowed.filter((purpose) => row.purposes.includes(purpose))
  return usable.includes('terrorism-prevention') ? 'terrorism-prevention' : (usable[0] ?? null)
}

/** Returns the access store for a job, with the purpose of the record it processes. */
export function systemAccess(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  purpose: Purpose | null,
  caseId: string | null = null,
): AccessStore {
  return deps.store.for(systemActor(deps.member.id), { purpose, caseId })
}

import type { Actor, Purpose } from '@entente/contracts'
import { regimes } from '../retention/regimes.ts'
import type { AccessStore, Tx } from './access-store.ts'
import type { CoreDeps } from './core-deps.ts'

/**
 * Returns an actor that represents the node itself, for jobs. It can read and match but cannot decide, because the
 * table of roles does not let `system` propose or confirm.
 */
export function systemActor(member: string): Actor {
  return { account: 'system', person: 'system', member, role: 'system', teams: [] }
}

/**
 * Returns the purpose for which the node processes a record. It is one of the record's purposes that the regime allows;
 * terrorism prevention is preferred.
 */
export function purposeFor(row: { regime: string; purposes: readonly string[] }): Purpose | null {
  const allowed = regimes[row.regime]?.purposes ?? []
  const usable = allowed.filter((purpose) => row.purposes.includes(purpose))
  return usable.includes('terrorism-prevention') ? 'terrorism-prevention' : (usable[0] ?? null)
}

/** Returns the access store for a job. Its purpose is that of the record that the job processes. */
export function systemAccess(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  purpose: Purpose | null,
  caseId: string | null = null,
): AccessStore {
  return deps.store.for(systemActor(deps.member.id), { purpose, caseId })
}

/** Reads attributes of rows for a job in one transaction. Nothing can be opened, and no log entry is written. */
export function readAttributes<T>(
  deps: Pick<CoreDeps, 'store' | 'member'>,
  read: (db: Tx['db']) => Promise<T>,
): Promise<T> {
  const intent = { action: 'record.write', type: 'record.read', impersonal: true } as const
  return systemAccess(deps, null).transaction(intent, async (tx) => {
    tx.leavesNoEntry()
    return read(tx.db)
  })
}

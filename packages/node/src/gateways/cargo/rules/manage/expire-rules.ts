import { cargoVocabulary } from '@entente/contracts'
import { sql } from 'kysely'
import { rulesChanged } from '../../../../pipeline/match/rules-changed.ts'
import type { Tx } from '../../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../../safeguards/access/system.ts'
import { begin } from './approve-rule.ts'

interface Due {
  rule_id: string
  version: number
}

/**
 * Task `expire-rules`: records which versions began and which ended, and compares consignments again. The times alone decide
 * which version applies, so a late run delays only the new comparison of stored consignments.
 */
export async function expireRules(deps: Pick<CoreDeps, 'store' | 'member'>): Promise<void> {
  const intent = { action: 'record.write', type: 'rule.end', impersonal: true } as const
  await systemAccess(deps, null).transaction(intent, async (tx) => {
    const ended = await endExpired(tx)
    const begun = await dueToBegin(tx)
    for (const { rule_id: id, version } of begun) await begin(tx, id, version)
    for (const [some, cause] of [[begun, 'validity'] as const, [ended, 'expiry'] as const])
      if (some.length > 0) await rulesChanged(tx, cargoVocabulary, [...new Set(some.map((one) => one.rule_id))], cause)
    for (const { rule_id: id, version } of [...ended, ...begun]) await tx.announce('rule.changed', id, version)
    if (ended.length + begun.length === 0) return tx.leavesNoEntry()
    const named = (some: readonly Due[]) => some.map(({ rule_id: id, version }) => `${id} v${version}`)
    tx.note({ ended: named(ended), begun: named(begun) })
    tx.counted(ended.length + begun.length)
  })
}

async function endExpired(tx: Tx): Promise<Due[]> {
  const { rows } = await sql<Due>`update cargo_rule_version set ended_at = in_force_until, end_cause = 'expired'
    where approved_at is not null and ended_at is null and in_force_until <= ${tx.now}
    returning rule_id, version`.execute(tx.db)
  return rows
}

/** Returns the versions whose time has come, the earlier of a rule first. Two nodes wait for each other here. */
async function dueToBegin(tx: Tx): Promise<Due[]> {
  const { rows } = await sql<Due>`select rule_id, version from cargo_rule_version
    where approved_at is not null and ended_at is null and begun_at is null and in_force_from <= ${tx.now}
    order by rule_id, version for update`.execute(tx.db)
  return rows
}

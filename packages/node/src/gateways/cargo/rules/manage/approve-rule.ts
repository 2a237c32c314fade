import { cargoVocabulary } from '@entente/contracts'
import { sql, type Updateable } from 'kysely'
import { fail } from '../../../../errors.ts'
import { rulesChanged } from '../../../../pipeline/match/rules-changed.ts'
import type { Tx } from '../../../../safeguards/access/access-store.ts'
import type { RuleVersionTable } from '../../store/schema.ts'
import { periodFrom, refuseApproval, refuseRefusal, refuseWithdrawal, stateAt } from '../life/rule-life.ts'
import { lockVersion, recordOf, type VersionRow } from '../store/rule-versions.ts'
import { isBuiltIn } from '../tables/built-in-rules.ts'

/** The most rules that apply at a time, and the most parts of their expressions together: each consignment evaluates them all. */
const mostInForce = { rules: 200, nodes: 20_000 } as const

/**
 * Approves a tested version. It applies from its `validFrom`, or now, and then replaces the version that applied. Errors:
 * `not-found`, `rule-state`, `same-person` if the actor wrote or edited any part of it, `rule-untested`, `rule-validity`,
 * `rule-limit`.
 */
export async function approveVersion(tx: Tx, id: string, version: number): Promise<void> {
  if (isBuiltIn(id)) throw fail('rule-state', { detail: 'This rule is built in.' })
  const row = await lockVersion(tx, id, version)
  const record = recordOf(row, tx.now)
  const refused = refuseApproval(record, tx.actor.person, tx.now.toISOString())
  if (refused !== null) throw fail(refused)
  const later = await tx.db
    .selectFrom('cargo_rule_version')
    .select('version')
    .where('rule_id', '=', id)
    .where('version', '>', version)
    .where('approved_at', 'is not', null)
    .executeTakeFirst()
  if (later !== undefined) throw fail('rule-state', { detail: `Version ${later.version} was approved since.` })
  await checkLimits(tx, row)
  const { validFrom, validUntil } = periodFrom(row.body, tx.now.toISOString())
  await change(
    tx,
    { id, version },
    {
      ...{ approved_at: tx.now, approver_id: tx.actor.person, approver_account: tx.actor.account },
      ...{ in_force_from: validFrom, in_force_until: validUntil },
    },
  )
  tx.note({ version, hash: row.hash, from: validFrom, until: validUntil })
  if (new Date(validFrom) <= tx.now) {
    await begin(tx, id, version)
    await rulesChanged(tx, cargoVocabulary, [id], 'approval')
  }
  await tx.announce('rule.changed', id, version)
}

/**
 * Asks supervisors for the approval of the newest version. A second request changes nothing. Errors: `not-found`, `rule-state`
 * unless it is tested and newest.
 */
export async function requestApproval(tx: Tx, id: string, version: number): Promise<void> {
  if (isBuiltIn(id)) throw fail('rule-state', { detail: 'This rule is built in.' })
  const row = await lockVersion(tx, id, version)
  const state = stateAt(recordOf(row, tx.now), tx.now.toISOString())
  if (state === 'draft') throw fail('rule-untested')
  if (state !== 'tested') throw fail('rule-state')
  const { newest } = await tx.db
    .selectFrom('cargo_rule')
    .select('newest')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (newest !== version) throw fail('rule-state', { detail: `Version ${newest} was written since.` })
  if (row.requested_at !== null) return tx.leavesNoEntry()
  await change(tx, { id, version }, { requested_at: tx.now, requested_by: tx.actor.person })
  tx.note({ version, hash: row.hash })
  await tx.announce('rule.changed', id, version)
}

/**
 * Refuses a version that is not approved. It can only be edited into a new one. Errors: `not-found`, `rule-state`, `same-person`
 * if the actor wrote or edited any part of it.
 */
export async function refuseVersion(tx: Tx, id: string, version: number, reason: string): Promise<void> {
  if (isBuiltIn(id)) throw fail('rule-state', { detail: 'This rule is built in.' })
  const row = await lockVersion(tx, id, version)
  const refused = refuseRefusal(recordOf(row, tx.now), tx.actor.person, tx.now.toISOString())
  if (refused !== null) throw fail(refused)
  await change(tx, { id, version }, { refused_at: tx.now, refused_by: tx.actor.person, refusal: reason })
  tx.note({ version, hash: row.hash })
  await tx.announce('rule.changed', id, version)
}

/**
 * Withdraws an approved version: it makes no further hit, and its hits end. `reason` is null if the caller gave none. Errors:
 * `not-found`, `rule-state`.
 */
export async function withdrawVersion(tx: Tx, id: string, version: number, reason: string | null): Promise<void> {
  if (isBuiltIn(id)) throw fail('rule-state', { detail: 'This rule is built in.' })
  const row = await lockVersion(tx, id, version)
  const refused = refuseWithdrawal(recordOf(row, tx.now), tx.now.toISOString())
  if (refused !== null) throw fail(refused)
  await change(
    tx,
    { id, version },
    {
      ...{ withdrawn_at: tx.now, withdrawn_by: tx.actor.person, withdrawal: reason },
      ...{ ended_at: tx.now, end_cause: 'withdrawn' },
    },
  )
  tx.note({ version, cause: 'withdrawn' })
  await rulesChanged(tx, cargoVocabulary, [id], 'withdrawal')
  await tx.announce('rule.changed', id, version)
}

/** Records that a version applies from now on and replaces its predecessors. Consignments are compared again by `rulesChanged`. */
export async function begin(tx: Tx, id: string, version: number): Promise<void> {
  await sql`update cargo_rule_version set begun_at = ${tx.now} where rule_id = ${id} and version = ${version}`.execute(
    tx.db,
  )
  await sql`update cargo_rule_version set ended_at = ${tx.now}, end_cause = 'replaced'
    where rule_id = ${id} and version < ${version} and approved_at is not null and ended_at is null`.execute(tx.db)
}

/** Counts the rules that apply or will apply. It locks out other approvals, so that two at once do not pass the limit. */
async function checkLimits(tx: Tx, { rule_id: id, nodes }: VersionRow): Promise<void> {
  await sql`select pg_advisory_xact_lock(61, 0)`.execute(tx.db)
  const { rows } = await sql<{ rules: number; nodes: number }>`
    select count(*)::int as rules, coalesce(sum(nodes), 0)::int as nodes from (
      select rule_id, max(nodes) as nodes from cargo_rule_version
      where approved_at is not null and ended_at is null and in_force_until > ${tx.now} and rule_id <> ${id} group by rule_id
    ) r`.execute(tx.db)
  const others = rows[0] ?? { rules: 0, nodes: 0 }
  if (others.rules >= mostInForce.rules)
    throw fail('rule-limit', { detail: `At most ${mostInForce.rules} rules apply at a time. Withdraw one first.` })
  if (others.nodes + nodes > mostInForce.nodes) {
    const detail = `The expressions in force have ${others.nodes} parts, this one ${nodes}; together they may have ${mostInForce.nodes}.`
    throw fail('rule-limit', { detail })
  }
}

/** Stores a step of one version. Its text never changes. */
async function change(
  tx: Tx,
  { id, version }: { id: string; version: number },
  step: Updateable<RuleVersionTable>,
): Promise<void> {
  await tx.db
    .updateTable('cargo_rule_version')
    .set(step)
    .where('rule_id', '=', id)
    .where('version', '=', version)
    .execute()
}

import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../../safeguards/access/access-store.ts'
import { raiseAlarm } from '../../../../safeguards/oversight/raise-alarm.ts'
import { type CompiledRule, compileApproved, type RuleVersion } from '../set/compile-rule.ts'
import { RuleSet } from '../set/rule-set.ts'
import { builtInRule, isBuiltIn } from '../tables/built-in-rules.ts'

/** The built-in rules that are evaluated. The others belong to hits that another step makes. */
export const evaluatedBuiltIns: readonly RuleVersion[] = [builtInRule('arms-table')]

/**
 * The versions in force at a time, as a table `v`: approved, begun, not ended, and not replaced by a later version of the same
 * rule. The times decide and not the job that notes them, so a rule ends to the second.
 */
const inForceAt = (now: Date): RawBuilder<unknown> => sql`cargo_rule_version v
  where v.approved_at is not null and v.ended_at is null and v.withdrawn_at is null
    and v.in_force_from <= ${now} and v.in_force_until > ${now}
    and not exists (select 1 from cargo_rule_version later where later.rule_id = v.rule_id and later.version > v.version
      and later.in_force_from <= ${now} and (later.withdrawn_at is null or later.withdrawn_at > later.in_force_from))`

/** Compiled sets by the digest of their versions. The digest fixes the set, so every transaction may use it. */
const compiled = new Map<string, RuleSet>()
const mostSets = 4

/**
 * Returns the compiled rules that are in force at the time of the transaction. The transaction itself reads which versions
 * these are, so a change counts for the next transaction after its commit, in every process. One statement, and one more where
 * this process has not compiled the set yet.
 */
export async function rulesInForce(tx: Tx): Promise<RuleSet> {
  const { rows } = await sql<{ print: string | null }>`
    select md5(string_agg(v.rule_id || ' ' || v.version || ' ' || v.hash, ',' order by v.rule_id)) as print
    from ${inForceAt(tx.now)}`.execute(tx.db)
  const print = rows[0]?.print ?? ''
  const known = compiled.get(print)
  if (known !== undefined) return known
  const rules: CompiledRule[] = []
  for (const rule of [...evaluatedBuiltIns, ...(await versionsInForce(tx))]) {
    const made = compileApproved(rule)
    if ('step' in made) rules.push(made)
    else await raiseAlarm(tx, 'rule-not-usable', `rule:${rule.id}`, { version: rule.version })
  }
  const set = new RuleSet(rules)
  keep(print, set)
  return set
}

function keep(print: string, set: RuleSet): void {
  compiled.set(print, set)
  for (const oldest of compiled.keys()) {
    if (compiled.size <= mostSets) return
    compiled.delete(oldest)
  }
}

/** Returns the versions in force, by id. */
export async function versionsInForce(tx: Pick<Tx, 'db' | 'now'>): Promise<RuleVersion[]> {
  const { rows } = await sql<{ id: string; version: number; body: string }>`
    select v.rule_id as id, v.version, v.body from ${inForceAt(tx.now)} order by v.rule_id`.execute(tx.db)
  return rows.map(({ id, version, body }) => ({ id, version, body: JSON.parse(body) as RuleVersion['body'] }))
}

/**
 * Returns the ids of those rules whose version is in force. A hit of a rule supports a decision only while it is; built-in rules
 * always are.
 */
export async function supportingRules(
  tx: Pick<Tx, 'db' | 'now'>,
  rules: readonly { id: string; version: number }[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string; version: number }>`
    select v.rule_id as id, v.version from ${inForceAt(tx.now)} and v.rule_id = any(${rules.map(({ id }) => id)}::uuid[])`.execute(
    tx.db,
  )
  const inForce = new Set(rows.map(({ id, version }) => `${id} ${version}`))
  return new Set(
    rules.filter(({ id, version }) => isBuiltIn(id) || inForce.has(`${id} ${version}`)).map(({ id }) => id),
  )
}

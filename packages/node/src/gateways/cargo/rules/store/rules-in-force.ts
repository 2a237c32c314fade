import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../../safeguards/access/access-store.ts'
import { raiseAlarm } from '../../../../safeguards/oversight/raise-alarm.ts'
import { fieldsOf } from '../language/rule-node.ts'
import { type CompiledRule, compileApproved, type RuleVersion } from '../set/compile-rule.ts'
import { RuleSet } from '../set/rule-set.ts'
import { builtInRule, isBuiltIn } from '../tables/built-in-rules.ts'

/** The built-in rules that are evaluated. The others belong to hits that another step makes. */
export const evaluatedBuiltIns: readonly RuleVersion[] = [
  builtInRule('arms-table'),
  builtInRule('undeclared-equipment'),
]
/** The lists of earlier releases: assessments of these releases are replayed with them. */
export const earlierBuiltIns: readonly (readonly RuleVersion[])[] = [[builtInRule('arms-table')]]

/**
 * The versions in force at a time, as a table `v`: approved, begun, not ended, and not replaced by a later version of the same
 * rule. The times decide and not the job that notes them, so a rule ends to the second.
 */
const inForceAt = (now: Date): RawBuilder<unknown> => sql`cargo_rule_version v
  where v.approved_at is not null and v.ended_at is null and v.withdrawn_at is null
    and v.in_force_from <= ${now} and v.in_force_until > ${now}
    and not exists (select 1 from cargo_rule_version later where later.rule_id = v.rule_id and later.version > v.version
      and later.in_force_from <= ${now} and (later.withdrawn_at is null or later.withdrawn_at > later.in_force_from))`

const readBy = new WeakMap<RuleSet, ReadonlySet<string>>()

/**
 * Tests whether a written rule of a set reads this field, or asks whether it is stated. The rules of every node read findings of
 * containers alone, which cost nothing elsewhere.
 */
export function isRead(set: RuleSet, path: string): boolean {
  const fields =
    readBy.get(set) ?? new Set(set.rules.flatMap(({ id, node }) => (isBuiltIn(id) ? [] : [...fieldsOf(node)])))
  readBy.set(set, fields)
  return fields.has(path)
}

/** Compiled sets by the digest of their versions. The digest fixes the set, so every transaction may use it. */
const compiled = new Map<string, RuleSet>()
const mostSets = 4

/**
 * Returns the compiled rules that are in force at the time of the transaction. The transaction itself reads which versions
 * these are, so a change counts for the next transaction after its commit, in every process. One statement, and one more where
 * this process has not compiled the set yet. A rule that this release cannot read is in the set as one that judges nothing, and
 * supervisors get an alarm.
 */
export async function rulesInForce(tx: Tx): Promise<RuleSet> {
  const { rows } = await sql<{ print: string | null }>`
    select md5(string_agg(v.rule_id || ' ' || v.version || ' ' || v.hash, ',' order by v.rule_id)) as print
    from ${inForceAt(tx.now)}`.execute(tx.db)
  const print = rows[0]?.print ?? ''
  const set = compiled.get(print) ?? (await compileInForce(tx))
  for (const { id, version } of set.unusable) await raiseAlarm(tx, 'rule-not-usable', `rule:${id}`, { version })
  return set
}

/** The versions may have changed since their print was read, so the set is kept under the print of what it holds. */
async function compileInForce(tx: Tx): Promise<RuleSet> {
  const inForce = await storedInForce(tx)
  const rules: CompiledRule[] = []
  const unusable: RuleVersion[] = []
  for (const rule of [...evaluatedBuiltIns, ...inForce.map(versionOf)]) {
    const made = compileApproved(rule)
    if ('step' in made) rules.push(made)
    else unusable.push(rule)
  }
  const set = new RuleSet(rules, unusable)
  keep(printOf(inForce), set)
  return set
}

/** Returns the print that the database makes of the same versions; the empty text if there are none. */
const printOf = (inForce: readonly StoredVersion[]): string => {
  const text = inForce.map(({ id, version, hash }) => `${id} ${version} ${hash}`).join(',')
  return text === '' ? '' : createHash('md5').update(text).digest('hex')
}

function keep(print: string, set: RuleSet): void {
  compiled.set(print, set)
  for (const oldest of compiled.keys()) {
    if (compiled.size <= mostSets) return
    compiled.delete(oldest)
  }
}

/** Returns the versions in force, by id. */
export const versionsInForce = async (tx: Pick<Tx, 'db' | 'now'>): Promise<RuleVersion[]> =>
  (await storedInForce(tx)).map(versionOf)

interface StoredVersion {
  id: string
  version: number
  hash: string
  body: string
}

async function storedInForce(tx: Pick<Tx, 'db' | 'now'>): Promise<StoredVersion[]> {
  const { rows } = await sql<StoredVersion>`
    select v.rule_id as id, v.version, v.hash, v.body from ${inForceAt(tx.now)} order by v.rule_id`.execute(tx.db)
  return rows
}

const versionOf = ({ id, version, body }: StoredVersion): RuleVersion => ({
  ...{ id, version, body: JSON.parse(body) as RuleVersion['body'] },
})

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

import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { type CompiledRule, compileApproved, hashOf, type RuleVersion } from '../rules/set/compile-rule.ts'
import { RuleSet } from '../rules/set/rule-set.ts'
import { earlierBuiltIns, evaluatedBuiltIns } from '../rules/store/rules-in-force.ts'

/** A version with the times at which its state changed. */
interface Lived {
  id: string
  version: number
  hash: string
  approved: Date
  from: Date
  until: Date
  withdrawn: Date | null
  ended: Date | null
}

/** Cache of sets by hash, the oldest first. The hash fixes the set. */
const known = new Map<string, RuleSet>()
const mostSets = 4
/** The most recent changes that are left out in turn: one made shortly before an assessment may not have been committed yet. */
const mostChanges = 20

/**
 * Returns the set of rules with this hash, as it was in force at the time of an assessment. Versions never change and are never
 * deleted, so the moments of their lives say which were in force; the hash proves that it is this set. Null if there is none.
 */
export async function rulesOf(tx: Tx, hash: string, at: Date): Promise<RuleSet | null> {
  const found = known.get(hash)
  if (found !== undefined) return found
  const builtIns = [evaluatedBuiltIns, ...earlierBuiltIns].map((rules) => rules.flatMap(compiled))
  const all = await livesOf(tx)
  for (const time of timesUntil(all, at)) {
    const members = all.filter((one) => isInForce(one, all, time))
    const builtIn = builtIns.find((own) => hashOfSet([...own, ...members]) === hash)
    if (builtIn === undefined) continue
    const set = new RuleSet([...builtIn, ...(await bodiesOf(tx, members)).flatMap(compiled)])
    // A rule that this release cannot evaluate any more.
    if (set.hash !== hash) return null
    const [oldest] = known.keys()
    if (known.size >= mostSets && oldest !== undefined) known.delete(oldest)
    known.set(hash, set)
    return set
  }
  return null
}

function compiled(rule: RuleVersion): CompiledRule[] {
  const made = compileApproved(rule)
  return 'step' in made ? [made] : []
}

/** The hash of `RuleSet`, without compiling its rules. */
const hashOfSet = (members: readonly { id: string; version: number; hash: string }[]): string =>
  hashOf(
    members
      .map(({ id, version, hash }) => ({ id, version, hash }))
      .sort((a, b) => (a.id === b.id ? a.version - b.version : a.id < b.id ? -1 : 1)),
  )

async function livesOf(tx: Pick<Tx, 'db'>): Promise<Lived[]> {
  const { rows } =
    await sql<Lived>`select rule_id as id, version, hash, approved_at as approved, in_force_from as "from",
    in_force_until as until, withdrawn_at as withdrawn, ended_at as ended from cargo_rule_version
    where approved_at is not null`.execute(tx.db)
  return rows
}

async function bodiesOf(tx: Pick<Tx, 'db'>, members: readonly Lived[]): Promise<RuleVersion[]> {
  const ids = members.map(({ id }) => id)
  const versions = members.map(({ version }) => version)
  const { rows } = await sql<{ id: string; version: number; body: string }>`
    select v.rule_id as id, v.version, v.body from cargo_rule_version v
    join unnest(${ids}::uuid[], ${versions}::int[]) as w (id, version) on v.rule_id = w.id and v.version = w.version
    order by v.rule_id`.execute(tx.db)
  return rows.map(({ id, version, body }) => ({ id, version, body: JSON.parse(body) as RuleVersion['body'] }))
}

/** Yields the time of the assessment, then the moments just before the latest changes. */
function* timesUntil(all: readonly Lived[], at: Date): Generator<number> {
  yield at.getTime()
  const moments = all
    .flatMap(({ approved, from, until, withdrawn, ended }) => [approved, from, until, withdrawn, ended])
    .flatMap((moment) => (moment === null || moment > at ? [] : [moment.getTime()]))
  for (const moment of [...new Set(moments)].sort((a, b) => b - a).slice(0, mostChanges)) yield moment - 1
}

function isInForce(
  { id, version, approved, from, until, withdrawn, ended }: Lived,
  all: readonly Lived[],
  time: number,
): boolean {
  const isOver = (end: Date | null): boolean => end !== null && end.getTime() <= time
  if (approved.getTime() > time || from.getTime() > time || isOver(until) || isOver(withdrawn) || isOver(ended))
    return false
  return !all.some(
    (later) =>
      later.id === id &&
      later.version > version &&
      later.approved.getTime() <= time &&
      later.from.getTime() <= time &&
      (later.withdrawn === null || later.withdrawn > later.from),
  )
}

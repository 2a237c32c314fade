import type { CargoRuleDetail, CargoRuleList, CargoRuleQuery, CargoRuleRow, CargoRuleVersion } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../../../errors.ts'
import { namesOf } from '../../../../pipeline/cases/case-people.ts'
import { readTimeCursor, writeCursor } from '../../../../pipeline/messages/cursor.ts'
import type { Tx } from '../../../../safeguards/access/access-store.ts'
import { roleMay } from '../../../../safeguards/access/roles.ts'
import { refuseApproval, stateAt } from '../life/rule-life.ts'
import { hashOf } from '../set/compile-rule.ts'
import { recordOf, type VersionRow, versionsOf } from '../store/rule-versions.ts'
import { type BuiltInRule, builtInRules } from '../tables/built-in-rules.ts'
import { newestTests } from '../trial/read-test.ts'

const dayMs = 86_400_000
const recentDays = 30
/** A rule is marked if it expires within this number of days. */
const soonDays = 14

/** Lists rules: first the built-in ones, then the others, the newest first. */
export async function listRules(tx: Tx, query: CargoRuleQuery): Promise<CargoRuleList> {
  const limit = query.limit ?? 200
  const after = readTimeCursor(query.next)
  let selected = tx.db
    .selectFrom('cargo_rule')
    .select(['id', 'created_at'])
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (after !== null)
    selected = selected.where(sql<boolean>`(created_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
  const rules = await selected.execute()
  const page = rules.slice(0, limit)
  const ids = page.map(({ id }) => id)
  const versions = await versionsOf(tx, ids, 'shown')
  const builtIn = after === null ? builtInRules : []
  const hits = await hitsOf(
    tx,
    [...builtIn, ...page].map(({ id }) => id),
  )
  const rows = [
    ...builtIn.map((rule) => builtInRow(rule, hits)),
    ...page.map(({ id }) =>
      rowOf(
        tx,
        versions.filter(({ rule_id: rule }) => rule === id),
        hits,
      ),
    ),
  ]
  const last = page.at(-1)
  return {
    items: query.state === undefined ? rows : rows.filter(({ state }) => state === query.state),
    next: rules.length > limit && last !== undefined ? writeCursor([last.created_at.toISOString(), last.id]) : null,
  }
}

/** Reads a rule with all its versions. Error: `not-found`. */
export async function readRule(tx: Tx, id: string): Promise<CargoRuleDetail> {
  const hits = await hitsOf(tx, [id])
  const builtIn = builtInRules.find((rule) => rule.id === id)
  if (builtIn !== undefined) return builtInDetail(builtIn, hits)
  const versions = await versionsOf(tx, [id])
  const [newest] = versions
  if (newest === undefined) throw fail('not-found')
  const tests = await newestTests(tx, id)
  const names = await namesOf(
    tx,
    versions.flatMap(({ authors, approver_id: approver }) => [...authors, approver]),
  )
  const person = (personId: string) => ({ id: personId, name: names.get(personId) ?? 'Somebody' })
  return {
    ...rowOf(tx, versions, hits),
    versions: versions.map(
      (row): CargoRuleVersion => ({
        ...{ version: row.version, hash: row.hash, state: stateOf(tx, row), body: row.body },
        ...{ writtenAt: row.written_at.toISOString(), author: person(row.author_id), authors: row.authors.map(person) },
        approvedAt: row.approved_at?.toISOString() ?? null,
        approver: row.approver_id === null ? null : person(row.approver_id),
        from: row.in_force_from?.toISOString() ?? null,
        until: row.in_force_until?.toISOString() ?? null,
        withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
        test: tests.get(row.version) ?? null,
      }),
    ),
    may: mayDo(tx, newest),
  }
}

function mayDo(tx: Tx, newest: VersionRow): CargoRuleDetail['may'] {
  const { role, person } = tx.actor
  const write = roleMay(role, 'rule.write')
  if (!roleMay(role, 'rule.approve')) return { write, approve: false, because: 'role' }
  const refused = refuseApproval(recordOf(newest, tx.now), person, tx.now.toISOString())
  return { write, approve: refused === null, because: refused }
}

const stateOf = (tx: Tx, row: VersionRow) => stateAt(recordOf(row, tx.now), tx.now.toISOString())

/** `versions` are those of one rule, the newest first. */
function rowOf(tx: Tx, versions: readonly VersionRow[], hits: ReadonlyMap<string, number>): CargoRuleRow {
  const newest = versions[0] as VersionRow
  const active = versions.find((row) => stateOf(tx, row) === 'active')
  const until = active?.in_force_until ?? null
  const left = until === null ? null : Math.floor((until.getTime() - tx.now.getTime()) / dayMs)
  return {
    ...{ id: newest.rule_id, builtIn: null, title: newest.body.title, effect: newest.body.effect },
    ...{ version: newest.version, state: stateOf(tx, newest), daysLeft: left, track: null },
    active:
      active === undefined
        ? null
        : {
            version: active.version,
            from: active.in_force_from?.toISOString() ?? null,
            until: until?.toISOString() ?? null,
          },
    expiresSoon: left !== null && left < soonDays,
    hits: hits.get(newest.rule_id) ?? 0,
    changedAt: newest.written_at.toISOString(),
  }
}

const builtInRow = (rule: BuiltInRule, hits: ReadonlyMap<string, number>): CargoRuleRow => ({
  ...{ id: rule.id, builtIn: rule.name, title: rule.body.title, effect: rule.body.effect, version: rule.version },
  ...{ state: 'active', daysLeft: null, expiresSoon: false },
  active: { version: rule.version, from: null, until: null },
  ...{ hits: hits.get(rule.id) ?? 0, track: null, changedAt: null },
})

function builtInDetail(rule: BuiltInRule, hits: ReadonlyMap<string, number>): CargoRuleDetail {
  const nobody = { writtenAt: null, author: null, authors: [], approvedAt: null, approver: null }
  return {
    ...builtInRow(rule, hits),
    versions: [
      {
        ...{ version: rule.version, hash: hashOf(rule.body), state: 'active', body: rule.body },
        ...{ ...nobody, from: null, until: null, withdrawnAt: null, test: null },
      },
    ],
    may: { write: false, approve: false, because: 'rule-state' },
  }
}

/** Counts the live hits of rules in the last days. */
async function hitsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, number>> {
  const since = new Date(tx.now.getTime() - recentDays * dayMs)
  const { rows } = await sql<{ id: string; hits: number }>`select rule_id as id, count(*)::int as hits from hit
    where rule_id = any(${[...ids]}::uuid[]) and at >= ${since} and withdrawn_at is null group by rule_id`.execute(
    tx.db,
  )
  return new Map(rows.map(({ id, hits }) => [id, hits]))
}

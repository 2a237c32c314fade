import type { CargoRuleDetail, CargoRuleList, CargoRuleQuery, CargoRuleRow, CargoRuleVersion } from '@entente/contracts'
import { wilsonInterval } from '@entente/matching'
import { sql } from 'kysely'
import { fail } from '../../../../errors.ts'
import { namesOf } from '../../../../pipeline/cases/case-people.ts'
import { readTimeCursor, writeCursor } from '../../../../pipeline/messages/cursor.ts'
import type { Tx } from '../../../../safeguards/access/access-store.ts'
import { roleMay } from '../../../../safeguards/access/roles.ts'
import { isOver, refuseApproval, refuseRefusal, refuseWithdrawal, stateAt } from '../life/rule-life.ts'
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
  const facts = await factsOf(
    tx,
    [...builtIn, ...page].map(({ id }) => id),
  )
  const newest = page.map(({ id }) => versions.filter(({ rule_id: rule }) => rule === id))
  const names = await namesOf(
    tx,
    newest.flatMap(([first]) => first?.author_id ?? []),
  )
  const rows = [...builtIn.map((rule) => builtInRow(rule, facts)), ...newest.map((own) => rowOf(tx, own, facts, names))]
  const last = page.at(-1)
  return {
    items: query.state === undefined ? rows : rows.filter(({ state }) => state === query.state),
    next: rules.length > limit && last !== undefined ? writeCursor([last.created_at.toISOString(), last.id]) : null,
  }
}

/** Reads a rule with all its versions. Error: `not-found`. */
export async function readRule(tx: Tx, id: string): Promise<CargoRuleDetail> {
  const facts = await factsOf(tx, [id])
  const builtIn = builtInRules.find((rule) => rule.id === id)
  if (builtIn !== undefined) return builtInDetail(builtIn, facts)
  const versions = await versionsOf(tx, [id])
  const [newest] = versions
  if (newest === undefined) throw fail('not-found')
  const tests = await newestTests(tx, id)
  const names = await namesOf(
    tx,
    versions.flatMap((row) => [...row.authors, row.approver_id, row.requested_by, row.refused_by, row.withdrawn_by]),
  )
  const person = (personId: string) => ({ id: personId, name: names.get(personId) ?? 'Somebody' })
  const someone = (personId: string | null) => (personId === null ? null : person(personId))
  return {
    ...rowOf(tx, versions, facts, names),
    versions: versions.map(
      (row): CargoRuleVersion => ({
        ...{ version: row.version, hash: row.hash, state: stateOf(tx, row), body: row.body },
        ...{ writtenAt: row.written_at.toISOString(), author: person(row.author_id), authors: row.authors.map(person) },
        approvedAt: row.approved_at?.toISOString() ?? null,
        approver: someone(row.approver_id),
        from: row.in_force_from?.toISOString() ?? null,
        until: row.in_force_until?.toISOString() ?? null,
        ...{ withdrawnAt: row.withdrawn_at?.toISOString() ?? null, withdrawer: someone(row.withdrawn_by) },
        ...{ withdrawal: row.withdrawal, refusal: row.refusal },
        ...{ requestedAt: row.requested_at?.toISOString() ?? null, requester: someone(row.requested_by) },
        ...{ refusedAt: row.refused_at?.toISOString() ?? null, refuser: someone(row.refused_by) },
        test: tests.get(row.version) ?? null,
      }),
    ),
    may: mayDo(tx, newest, versions),
  }
}

function mayDo(tx: Tx, newest: VersionRow, versions: readonly VersionRow[]): CargoRuleDetail['may'] {
  const { role, person } = tx.actor
  const now = tx.now.toISOString()
  const state = stateOf(tx, newest)
  const [write, decide] = [roleMay(role, 'rule.write'), roleMay(role, 'rule.approve')]
  const refused = decide ? refuseApproval(recordOf(newest, tx.now), person, now) : 'role'
  const withdrawable = versions.filter((row) => refuseWithdrawal(recordOf(row, tx.now), now) === null)
  return {
    ...{ write, approve: refused === null, because: refused },
    test: (write || decide) && !isOver(state),
    request: write && state === 'tested' && newest.requested_at === null,
    refuse: decide && refuseRefusal(recordOf(newest, tx.now), person, now) === null,
    withdraw: decide ? withdrawable.map(({ version }) => version) : [],
  }
}

const stateOf = (tx: Tx, row: VersionRow) => stateAt(recordOf(row, tx.now), tx.now.toISOString())

/** `versions` are those of one rule, the newest first. */
function rowOf(
  tx: Tx,
  versions: readonly VersionRow[],
  facts: Facts,
  names: ReadonlyMap<string, string>,
): CargoRuleRow {
  const newest = versions[0] as VersionRow
  const state = stateOf(tx, newest)
  const active = versions.find((row) => stateOf(tx, row) === 'active')
  const until = active?.in_force_until ?? null
  const left = until === null ? null : Math.floor((until.getTime() - tx.now.getTime()) / dayMs)
  return {
    ...{ id: newest.rule_id, builtIn: null, title: newest.body.title, effect: newest.body.effect },
    ...{ version: newest.version, state, daysLeft: left, ...factsFor(newest.rule_id, facts) },
    ...{ lane: newest.body.lane, selectShare: newest.body.selectShare, author: names.get(newest.author_id) ?? null },
    waitsSince: state === 'tested' ? (newest.requested_at?.toISOString() ?? null) : null,
    active:
      active === undefined
        ? null
        : {
            version: active.version,
            from: active.in_force_from?.toISOString() ?? null,
            until: until?.toISOString() ?? null,
          },
    expiresSoon: left !== null && left < soonDays,
    changedAt: newest.written_at.toISOString(),
  }
}

const builtInRow = (rule: BuiltInRule, facts: Facts): CargoRuleRow => ({
  ...{ id: rule.id, builtIn: rule.name, title: rule.body.title, effect: rule.body.effect, version: rule.version },
  ...{ state: 'active', daysLeft: null, expiresSoon: false },
  active: { version: rule.version, from: null, until: null },
  ...{ lane: null, selectShare: null, author: null, waitsSince: null, changedAt: null, ...factsFor(rule.id, facts) },
})

function builtInDetail(rule: BuiltInRule, facts: Facts): CargoRuleDetail {
  const nobody = { writtenAt: null, author: null, authors: [], approvedAt: null, approver: null }
  return {
    ...builtInRow(rule, facts),
    versions: [
      {
        ...{ version: rule.version, hash: hashOf(rule.body), state: 'active', body: rule.body },
        ...{ ...nobody, from: null, until: null, test: null, withdrawnAt: null, withdrawer: null, withdrawal: null },
        ...{ requestedAt: null, requester: null, refusedAt: null, refuser: null, refusal: null },
      },
    ],
    may: {
      ...{ write: false, test: false, request: false, approve: false, refuse: false },
      ...{ withdraw: [], because: 'rule-state' },
    },
  }
}

/** The live hits, the inspections and their results of a rule. */
type Facts = ReadonlyMap<string, Pick<CargoRuleRow, 'hits' | 'orders' | 'track'>>
const factsFor = (id: string, facts: Facts) => facts.get(id) ?? { hits: 0, orders: 0, track: null }

/** Counts the live hits of rules and the inspections that they ordered in the last days, and all results of what they picked. */
async function factsOf(tx: Tx, ids: readonly string[]): Promise<Facts> {
  const since = new Date(tx.now.getTime() - recentDays * dayMs)
  const { rows } = await sql<{ id: string; hits: number; orders: number; inspected: number; positives: number }>`
    select r.id, (select count(*)::int from hit h where h.rule_id = r.id and h.at >= ${since} and h.withdrawn_at is null) as hits,
      i.orders, i.inspected, i.positives
    from unnest(${[...ids]}::uuid[]) as r (id) cross join lateral (
      select count(distinct i.id) filter (where c.ordered and i.ordered_at >= ${since})::int as orders,
        count(distinct i.consignment_id) filter (where i.state = 'closed' and i.outcome <> 'not-inspected')::int as inspected,
        count(distinct i.consignment_id) filter (where i.state = 'closed' and i.outcome = 'found')::int as positives
      from cargo_inspection_reason c join cargo_inspection i on i.id = c.inspection_id
      where c.kind = 'rule' and c.ref = r.id::text) i`.execute(tx.db)
  return new Map(
    rows.map(({ id, inspected, positives, ...counts }) => [
      id,
      { ...counts, track: inspected === 0 ? null : { inspected, positives, ...wilsonInterval(positives, inspected) } },
    ]),
  )
}

import { Purpose, type Role, type SignalAct } from '@entente/contracts'
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import { mayState, roleMay } from '../roles.ts'
import {
  day,
  gives,
  leaves,
  maximumAgeDays,
  papAllows,
  papOrder,
  readActs,
  reviewGraceDays,
  suspensionGraceDays,
  tlpOrder,
} from './attributes.ts'
import { roleAction } from './decide.ts'

export interface SignalAccessQuery {
  member: string
  role: Role
  action: SignalAct
  /** The stated purpose. `any` means that one allowed purpose is enough; only the node itself uses it. */
  purpose: Purpose | 'any' | null
  now: Date
  /** The receiving member, or an SQL expression for it in each row, such as `sql.ref('m.member')`. */
  destination?: string | Expression<string> | null
  quota?: number | null
  /**
   * Whether the question concerns signals that were already given. A suspended agreement revokes those only after its
   * days of grace.
   */
  givenAlready?: boolean
  /** The alias of the table `signal` in the query. */
  table?: string
}

/**
 * Returns the access decision as an SQL expression over the table `signal`. It is true for exactly the rows that
 * `judgeSignal` allows. Lists, counts, searches, exports and releases all use it, so that none of them reveals more
 * than another. It compares times with the current time, because no row changes when a signal expires.
 */
export function signalAccessSql(query: SignalAccessQuery): RawBuilder<SqlBool> {
  const { member, role, action, purpose, quota = null, table = 'signal' } = query
  const destination = query.destination ?? null
  const giving = gives.includes(action)
  const reading = readActs.includes(action)
  if (purpose === 'any' && role !== 'system') throw new RangeError('any purpose is asked by the node itself')
  const stated = purpose === 'any' ? null : purpose
  const may =
    roleMay(role, roleAction[action]) &&
    (purpose === 'any' || (stated !== null && Purpose.options.includes(stated) && mayState(role, stated))) &&
    (!giving || destination !== null) &&
    (quota === null ? action !== 'blind-check' : quota > 0)
  if (!may) return sql<SqlBool>`false`

  const oversight = role === 'oversight'
  const of = (column: string) => sql.ref(`${table}.${column}`)
  const now = sql`${query.now}::timestamptz`
  const own = sql`${of('owner')} = ${member}::text`
  const to = typeof destination === 'string' ? sql`${destination}::text` : destination
  const gets = (giving || action === 'export') && to !== null ? to : sql`${member}::text`
  const named = (who: Expression<unknown>) =>
    sql`('*' = any(${of('recipients')}) or ${who} = any(${of('recipients')}) or ${who} = ${of('owner')})`
  const review = oversight && stated === 'human-rights-review' && reading

  const conditions: RawBuilder<unknown>[] = [active(sql`${member}::text`)]
  if (to !== null) conditions.push(active(to))
  if (purpose === 'any') conditions.push(sql`${of('purposes')} && ${[...Purpose.options]}::text[]`)
  else if (!review) conditions.push(sql`${stated}::text = any(${of('purposes')})`)
  const usable = sql`(${of('status')} = 'active' and ${of('valid_from')} <= ${now} and ${now} < ${of('valid_until')})`
  if (!reading) conditions.push(usable)
  else if (!oversight) conditions.push(sql`(${own} or ${usable})`)
  conditions.push(sql`${now} < ${of('delete_at')}`)
  const based = sql`(${of('basis_stated')} and (${of('basis_until')} is null or ${now} < ${of('basis_until')}))`
  if (!reading) conditions.push(based)
  else if (!oversight) conditions.push(role === 'signal-officer' ? sql`(${own} or ${based})` : based)
  if (action === 'match' || action === 'act' || action === 'release')
    conditions.push(
      sql`${of('last_verified_at')} > ${new Date(query.now.getTime() - maximumAgeDays * day)}::timestamptz`,
    )
  const pap = papAllows[action]
  if (pap !== undefined) conditions.push(sql`${papRank(of('pap'))} <= ${papOrder.indexOf(pap) + 1}::int`)
  conditions.push(
    sql`(${gets} = ${of('owner')} or (${tlpRank(of('tlp'))} is not null and not (${of('tlp')} = 'red' and '*' = any(${of('recipients')}))
      and ${named(gets)} and ${named(sql`${member}::text`)}))`,
  )
  if (action === 'match' || action === 'act') conditions.push(sql`${of('necessity_stated')}`)
  conditions.push(
    action === 'onward' || action === 'export' ? sql`not ${of('minor')}` : sql`${of('minor')} is not null`,
  )
  // A signal that was already given stays with its recipients until officers decide, even if a new version waits or a
  // new list of false positives blocks it.
  if (leaves.includes(action) && query.givenAlready !== true)
    conditions.push(
      sql`(${of('received')} or ${of('kind')} <> 'person' or ${of('released_version')} = ${of('version')}) and not ${of('false_positive')}`,
    )
  const agreed = agreementSql(query, to, review)
  const needsNone = !giving && !(action === 'export' && to !== null)
  conditions.push(needsNone ? sql`(${own} or ${agreed})` : agreed)
  return sql<SqlBool>`coalesce(${sql.join(conditions, sql` and `)}, false)`
}

/**
 * Returns an SQL expression for the rank of a marking, from 1, or null for an unknown marking. It is written inline,
 * because a database function would run for each row and took nearly half of the time for checking agreements.
 */
const rankIn = (order: readonly string[]) => {
  const words = sql.join(order.map((word) => sql.lit(word)))
  return (marking: Expression<unknown>) => sql<number>`array_position(array[${words}]::text[], ${marking})`
}
const tlpRank = rankIn(tlpOrder)
const papRank = rankIn(papOrder)

const active = (member: Expression<unknown>) =>
  sql`exists (select from member_standing m_ where m_.member = ${member} and m_.state = 'active')`

/**
 * Returns an SQL expression that is true if at least one agreement of the signal passes all its clauses. Conditions
 * that do not depend on the signal are evaluated once per statement.
 */
function agreementSql(query: SignalAccessQuery, to: Expression<unknown> | null, review: boolean): RawBuilder<unknown> {
  const { member, action, purpose, table = 'signal' } = query
  const of = (column: string) => sql.ref(`${table}.${column}`)
  const now = sql`${query.now}::timestamptz`
  const own = sql`${of('owner')} = ${member}::text`
  const giving = gives.includes(action)
  const reviewed = new Date(query.now.getTime() - reviewGraceDays * day)
  const graceFrom = new Date(query.now.getTime() - suspensionGraceDays * day)
  const fresh = query.givenAlready === true ? sql`coalesce(s_.at > ${graceFrom}::timestamptz, false)` : sql`false`
  const inForce = [
    sql`${now} < b_.valid_until`,
    sql`b_.review_due >= ${reviewed}::timestamptz`,
    sql`not exists (select from agreement_suspension s_ where s_.agreement_id = b_.id and s_.lifted_at is null and not ${fresh})`,
  ]
  if (!review && purpose !== 'any') inForce.push(sql`${purpose}::text = any(b_.purposes)`)

  const who = [of('owner'), sql`${member}::text`, ...(to === null ? [] : [to])]
  const clauses: RawBuilder<unknown>[] = [
    sql`a_.id::text = any(${of('agreements')})`,
    sql`not exists (select from agreement_end e_ where e_.agreement_id = a_.id and e_.member in (${sql.join(who)}))`,
    sql`(${own} or ${member}::text = any(a_.receivers))`,
    sql`${of('owner')} = any(a_.contributors)`,
    sql`${of('kind')} = any(a_.kinds)`,
    sql`${tlpRank(of('tlp'))} <= ${tlpRank(sql.ref('a_.max_tlp'))}`,
    sql`${papRank(of('pap'))} <= ${papRank(sql.ref('a_.max_pap'))}`,
    sql`${of('delete_at')} <= case when ${own} then ${now} else ${of('received_at')} end + a_.retention_days * interval '24 hours'`,
    sql`(not ${of('minor')} or a_.children = 'allowed')`,
  ]
  if (purpose === 'any')
    clauses.push(
      sql`exists (select from unnest(a_.purposes) p_ where p_ = any(${of('purposes')}) and p_ = any(${[...Purpose.options]}::text[]))`,
    )
  if (to !== null) clauses.push(sql`${to} = any(a_.receivers)`)
  if (giving) {
    const onward = sql`(${tlpRank(of('tlp'))} <= ${tlpOrder.indexOf('amber') + 1}::int and (a_.onward = 'same-terms' or (a_.onward = 'with-approval'
      and exists (select from onward_approval o_ where o_.signal_id = ${of('id')} and o_.agreement_id = a_.id and o_.destination = ${to}
      and o_.approved_by = ${of('owner')} and o_.holder = ${member}::text and not o_.ended))))`
    clauses.push(action === 'onward' ? onward : sql`(${own} or ${onward})`)
  }
  if (giving || action === 'export') {
    const fine =
      to === null
        ? sql`false`
        : sql`(exists (select from transfer_sign_off t_ where t_.agreement_id = a_.id and t_.member = ${to} and t_.giver = ${member}::text and not t_.ended)
            or exists (select from agreement_party p_ where p_.agreement_id = a_.id and p_.version = a_.version and p_.member = ${to}
              and p_.country <> all(a_.risk_countries)))`
    clauses.push(sql`(cardinality(a_.risk_countries) = 0 or ${fine})`)
  }
  return sql`exists (
    with b_ as materialized (
      select distinct on (c_.id) c_.* from agreement c_
      where cardinality(c_.members) > 0 and c_.members <@ c_.signed and c_.valid_from <= ${now} order by c_.id, c_.version desc
    ), a_ as materialized (select * from b_ where ${sql.join(inForce, sql` and `)})
    select from a_ where ${sql.join(clauses, sql` and `)})`
}

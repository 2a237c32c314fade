import type { CargoRuleBody } from '@entente/contracts'
import { type Selectable, sql } from 'kysely'
import { fail } from '../../../../errors.ts'
import type { Tx } from '../../../../safeguards/access/access-store.ts'
import type { RuleVersionTable } from '../../store/schema.ts'
import { periodFrom, type RuleRecord } from '../life/rule-life.ts'

/** A stored version with its body, and whether a back-test of it counts. */
export type VersionRow = Omit<Selectable<RuleVersionTable>, 'body'> & { body: CargoRuleBody; tested: boolean }

/** Reads versions of rules, the newest first: all of them, or those that a list shows, which are the newest and those in force. */
export async function versionsOf(
  tx: Pick<Tx, 'db'>,
  ids: readonly string[],
  which: 'all' | 'shown' = 'all',
): Promise<VersionRow[]> {
  let query = selectVersions(tx)
    .where((e) => e('v.rule_id', '=', e.fn.any(e.val([...ids]))))
    .orderBy('v.rule_id')
    .orderBy('v.version', 'desc')
  if (which === 'shown')
    query = query.where(sql<boolean>`(v.approved_at is not null and v.ended_at is null
      or v.version = (select newest from cargo_rule r where r.id = v.rule_id))`)
  return (await query.execute()).map(rowOf)
}

/** Reads and locks one version. Error: `not-found`. */
export async function lockVersion(tx: Pick<Tx, 'db'>, id: string, version: number): Promise<VersionRow> {
  const row = await selectVersions(tx)
    .where('v.rule_id', '=', id)
    .where('v.version', '=', version)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  return rowOf(row)
}

const selectVersions = (tx: Pick<Tx, 'db'>) =>
  tx.db
    .selectFrom('cargo_rule_version as v')
    .selectAll('v')
    .select(
      sql<boolean>`exists (select 1 from cargo_rule_test t where t.rule_id = v.rule_id and t.version = v.version
      and t.hash = v.hash and t.state = 'done' and t.enough)`.as('tested'),
    )

const rowOf = <R extends { body: string }>({ body, ...row }: R) => ({ ...row, body: JSON.parse(body) as CargoRuleBody })

/** Returns the facts that `stateAt` reads. A version that nobody approved would apply from now on. */
export function recordOf(row: VersionRow, now: Date): RuleRecord {
  const period =
    row.in_force_from === null || row.in_force_until === null
      ? periodFrom(row.body, now.toISOString())
      : { validFrom: row.in_force_from.toISOString(), validUntil: row.in_force_until.toISOString() }
  return {
    ...{ hash: row.hash, authors: row.authors, test: row.tested ? { hash: row.hash, enough: true } : null, ...period },
    approvedAt: row.approved_at?.toISOString() ?? null,
    refusedAt: row.refused_at?.toISOString() ?? null,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    replacedAt: row.end_cause === 'replaced' ? (row.ended_at?.toISOString() ?? null) : null,
  }
}

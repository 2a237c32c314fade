import type { CargoRuleReport, CargoRulesReport, CargoRuleTest } from '@entente/contracts'
import type { Selectable } from 'kysely'
import { fail } from '../../../../errors.ts'
import type { Tx } from '../../../../safeguards/access/access-store.ts'
import { roleMay } from '../../../../safeguards/access/roles.ts'
import type { RuleTestTable } from '../../store/schema.ts'

/**
 * The stored report of a finished back-test. Its examples are ids of consignments, because their keys may be kept only as long as their
 * data. The other rules of `overlap` have their titles, which may change later. */
export interface StoredReport {
  history: CargoRulesReport['history']
  rule: CargoRuleReport
  titles: Record<string, string>
}

/** Reads the newest back-test of a version. Error: `not-found` if there is none. */
export async function readTest(tx: Tx, id: string, version: number): Promise<CargoRuleTest> {
  const test = (await newestTests(tx, id)).get(version)
  if (test === undefined) throw fail('not-found', { detail: 'This version was not tested.' })
  return test
}

/** Reads the newest back-test of each version of a rule. */
export async function newestTests(tx: Pick<Tx, 'db' | 'actor'>, id: string): Promise<Map<number, CargoRuleTest>> {
  const rows = await tx.db
    .selectFrom('cargo_rule_test')
    .selectAll()
    .distinctOn('version')
    .where('rule_id', '=', id)
    .orderBy('version')
    .orderBy('number', 'desc')
    .execute()
  const keys = await keysOf(tx, rows)
  return new Map(rows.map((row) => [row.version, shown(row, keys)]))
}

/** Returns the keys of the examples that are still stored, for people who may read consignments. */
async function keysOf(
  { db, actor: { role } }: Pick<Tx, 'db' | 'actor'>,
  rows: readonly Selectable<RuleTestTable>[],
): Promise<Keys> {
  const ids = rows.flatMap(({ report }) => (report as StoredReport | null)?.rule.examples ?? [])
  if (ids.length === 0 || !roleMay(role, 'inspection.read')) return new Map()
  const stored = await db
    .selectFrom('cargo_consignment')
    .select(['id', 'key'])
    .where((e) => e(e.cast<string>('id', 'text'), '=', e.fn.any(e.val(ids))))
    .execute()
  return new Map(stored.map(({ id, key }) => [id, key]))
}

type Keys = ReadonlyMap<string, string>

function shown(row: Selectable<RuleTestTable>, keys: Keys): CargoRuleTest {
  const report = row.report as StoredReport | null
  return {
    ...{ jobId: row.id, version: row.version, state: row.state, read: row.read, enough: row.enough },
    ...{ complete: row.complete, unreadable: row.unreadable },
    total: (row.progress as { total?: number } | null)?.total ?? null,
    from: row.asked_from.toISOString(),
    to: row.asked_until.toISOString(),
    askedAt: row.asked_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    history: report?.history ?? null,
    report: report === null ? null : reported(report, keys),
  }
}

const exampleOf = (id: string, key: string | undefined) => (key === undefined ? [] : [{ id, key }])

function reported({ rule, titles }: StoredReport, keys: Keys): CargoRuleTest['report'] {
  const { hits, rate, undetermined, inspected, positives, precision, onlyThis, extraPerDay, micros } = rule
  return {
    ...{ hits: hits ?? 0, rate: rate ?? 0, undetermined: undetermined ?? 0, inspected: inspected ?? 0 },
    ...{ positives: positives ?? 0, precision, onlyThis: onlyThis ?? 0, micros },
    extraPerDay: extraPerDay ?? { mean: 0, p95: 0 },
    ...{ byDay: rule.byDay, examples: rule.examples.flatMap((id) => exampleOf(id, keys.get(id))) },
    overlap: rule.overlap.map((one) => ({ ...one, title: titles[one.ruleId] ?? '' })),
  }
}

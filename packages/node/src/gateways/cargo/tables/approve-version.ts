import { type CargoTableKind, cargoVocabulary } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../../errors.ts'
import { rulesChanged } from '../../../pipeline/match/rules-changed.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { applyTablesJob } from '../store/jobs.ts'
import { checkDays } from './add-version.ts'
import { dayAfter, dayOf } from './days.ts'
import { assessedKinds } from './table-set.ts'

/**
 * Puts a version of a table in force from its first day. Known goods are compared again then, and again when it ends. Errors:
 * `not-found`, `same-person` for its author, `table-state` if it or a newer version was approved, `draw-day-over` if its day
 * of inspections has begun, `table-invalid` if it has ended.
 */
export async function approveVersion(tx: Tx, kind: CargoTableKind, version: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`cargo table ${kind}`}, 0))`.execute(tx.db)
  const row = await tx.db
    .selectFrom('cargo_table_version')
    .select(['person_id', 'valid_from', 'valid_until', 'hash'])
    .where('kind', '=', kind)
    .where('version', '=', version)
    .executeTakeFirst()
  if (row === undefined) throw fail('not-found')
  const { person, account } = tx.actor
  if (row.person_id === person) throw fail('same-person')
  const newer = await tx.db
    .selectFrom('cargo_table_approval')
    .select('version')
    .where('kind', '=', kind)
    .where('version', '>=', version)
    .executeTakeFirst()
  if (newer !== undefined) throw fail('table-state', { detail: `Version ${newer.version} was approved already.` })
  const today = dayOf(tx.now)
  const begun = kind === 'capacity' ? await lastCommitted(tx, today) : today
  checkDays(kind, { validFrom: row.valid_from, validUntil: row.valid_until, today: begun })
  const from = row.valid_from ?? (kind === 'capacity' ? dayAfter(begun) : today)
  await tx.db
    .insertInto('cargo_table_approval')
    .values({ kind, version, person_id: person, account_id: account, valid_from: from, at: tx.now })
    .execute()
  if (from <= today) await tablesChanged(tx, kind)
  for (const day of [from, row.valid_until]) {
    if (day === null || day <= today) continue
    await tx.enqueue(
      applyTablesJob,
      { kind },
      { runAt: new Date(`${day}T00:00:00Z`), jobKey: `apply-tables ${kind} ${day}` },
    )
  }
  tx.about(`table:${kind}`)
  tx.note({ what: kind, version, hash: row.hash, from })
  await tx.announce('cargo-table.changed', kind, version)
}

/**
 * Compares known goods again after another version of a table counts. Every rule may read tags, so goods with a hit of any
 * rule come first.
 */
export async function tablesChanged(tx: Tx, kind: CargoTableKind): Promise<void> {
  if (kind === 'capacity' || !(assessedKinds as readonly CargoTableKind[]).includes(kind)) return
  const { rows } = await sql<{ id: string }>`
    select distinct rule_id as id from hit where rule_id is not null and withdrawn_at is null`.execute(tx.db)
  const ids = rows.map(({ id }) => id)
  await rulesChanged(tx, cargoVocabulary, ids, 'tables')
}

/** Returns the last day whose draw is committed, with the rates of the day: these are published, so they do not change. */
async function lastCommitted(tx: Pick<Tx, 'db'>, today: string): Promise<string> {
  const { last } = await tx.db
    .selectFrom('cargo_draw_day')
    .select(({ fn }) => fn.max<string | null>('day').as('last'))
    .executeTakeFirstOrThrow()
  return last !== null && last > today ? last : today
}

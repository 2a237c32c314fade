import type { CargoTableKind, CargoTableRow, CargoTableTerms, CargoTableWritten } from '@entente/contracts'
import { sql } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { dayOf } from './days.ts'
import { hashRows } from './shipped-tables.ts'

/** The most versions of one kind that wait for a second person. */
const mostProposed = 20

/**
 * Stores a version of a table, which waits for a second person. Nothing changes until then. Errors: `table-invalid` for days in
 * the wrong order, `draw-day-over` for a capacity that begins today or earlier, `table-state` if too many versions wait.
 */
export async function addVersion(
  tx: Tx,
  kind: CargoTableKind,
  { source, sourceDate, validFrom = null, validUntil = null, note = null }: Terms,
  rows: readonly CargoTableRow[],
): Promise<CargoTableWritten> {
  const today = dayOf(tx.now)
  checkDays(kind, { validFrom, validUntil, today })
  await sql`select pg_advisory_xact_lock(hashtextextended(${`cargo table ${kind}`}, 0))`.execute(tx.db)
  const { newest, waiting } = await tx.db
    .selectFrom('cargo_table_version as v')
    .leftJoin('cargo_table_approval as a', (join) =>
      join.onRef('a.kind', '=', 'v.kind').onRef('a.version', '=', 'v.version'),
    )
    .select((e) => [
      e.fn.max('v.version').as('newest'),
      sql<number>`count(*) filter (where a.version is null and v.version >
        coalesce((select max(n.version) from cargo_table_approval n where n.kind = ${kind}), 0))::int`.as('waiting'),
    ])
    .where('v.kind', '=', kind)
    .executeTakeFirstOrThrow()
  if (waiting >= mostProposed) throw fail('table-state', { detail: `${waiting} versions wait for a second person.` })
  const version = (newest ?? 0) + 1
  const { hash, content } = hashRows(kind, rows)
  await tx.db
    .insertInto('cargo_table')
    .values({ hash, kind, rows: rows.length, content })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute()
  const { person, account } = tx.actor
  const days = { source_date: sourceDate, valid_from: validFrom, valid_until: validUntil }
  await tx.db
    .insertInto('cargo_table_version')
    .values({ kind, version, hash, source, ...days, note, person_id: person, account_id: account, at: tx.now })
    .execute()
  tx.about(`table:${kind}`)
  tx.note({ what: kind, version, rows: rows.length, hash })
  await tx.announce('cargo-table.changed', kind, version)
  return { kind, version, hash, rows: rows.length }
}

type Terms = Omit<CargoTableTerms, 'validFrom'> & { validFrom?: string | null | undefined }

/** Throws if a version ends before it begins, has ended already, or would change a day of inspections that has begun. */
export function checkDays(
  kind: CargoTableKind,
  { validFrom, validUntil, today }: { validFrom: string | null; validUntil: string | null | undefined; today: string },
): void {
  if (validUntil != null && validUntil <= (validFrom ?? today))
    throw fail('table-invalid', { at: '/validUntil', detail: 'The table ends before it begins.' })
  if (validUntil != null && validUntil <= today)
    throw fail('table-invalid', { at: '/validUntil', detail: 'The table has ended already.' })
  if (kind === 'capacity' && validFrom !== null && validFrom <= today)
    throw fail('draw-day-over', { at: '/validFrom', detail: 'A capacity begins tomorrow at the earliest.' })
}

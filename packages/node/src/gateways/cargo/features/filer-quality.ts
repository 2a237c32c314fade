import type { CargoRates } from '@entente/contracts'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { TableSet } from '../tables/table-set.ts'
import { smoothedQuality } from './make-features.ts'

/** The quality of a filer, with the number of its consignments that had a deadline for filing, and of the late ones. */
type MeasuredFiler = CargoRates['filers'][number] & { timed: number; late: number }

/** Reads the measured quality of each filer, as the hourly job left it, by name. */
export async function qualityOfFilers(tx: Pick<Tx, 'db'>): Promise<MeasuredFiler[]> {
  const rows = await tx.db
    .selectFrom('cargo_filer_quality as q')
    .innerJoin('sender as s', 's.id', 'q.filer')
    .select(['q.filer', 's.name', 'q.consignments', 'q.with_errors', 'q.timed', 'q.late'])
    .orderBy('s.name')
    .execute()
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0)
  const overall =
    sum(({ with_errors }) => with_errors) /
    Math.max(
      1,
      sum(({ consignments }) => consignments),
    )
  return rows.map(({ filer, name, consignments, with_errors: withErrors, timed, late }) => ({
    ...{ filer, filerName: name, consignments, withErrors, timed, late },
    quality: smoothedQuality(withErrors, consignments, overall),
  }))
}

/**
 * Returns the time until which a row of `cargo_consignment`, named `c`, had to be filed, as SQL; null without a deadline. The
 * deadlines are those of the table: by mode, before loading where that is stated and else before arrival. Goods at sea
 * without a container are bulk.
 */
export function filingDeadline(tables: Pick<TableSet, 'deadlineOf'>): RawBuilder<Date | null> {
  const minutes = (name: Parameters<TableSet['deadlineOf']>[0], usual: number) =>
    sql.lit(`${tables.deadlineOf(name, usual)} minutes`)
  return sql<Date | null>`case c.mode
    when 'air' then coalesce(c.loads_at - interval ${minutes('filing-air-before-loading', 0)}, c.arrives_at - interval ${minutes('filing-air-long-before-arrival', 240)})
    when 'sea' then case when c.contained
      then coalesce(c.loads_at - interval ${minutes('filing-sea-container-before-loading', 1440)}, c.arrives_at - interval ${minutes('filing-sea-short-before-arrival', 120)})
      else c.arrives_at - interval ${minutes('filing-sea-bulk-before-arrival', 240)} end
    when 'rail' then c.arrives_at - interval ${minutes('filing-rail-before-arrival', 120)}
    when 'road' then c.arrives_at - interval ${minutes('filing-road-before-arrival', 60)} end`
}

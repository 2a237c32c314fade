import type { CargoRates } from '@entente/contracts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
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

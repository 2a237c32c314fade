import { makeTransparencyReport, TransparencyReport } from '@entente/contracts'
import type { Kysely } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { readLog } from '../log/read-log.ts'
import type { LogHead } from '../log/sequence.ts'
import { countLog } from './count-log.ts'

/** Makes the report of a year from the signed log as it is now. It shows no more than the published reports of the year do. */
export async function makeReport(
  db: Kysely<Schema>,
  published: LogHead | null,
  { year, now }: { year: number; now: Date },
): Promise<TransparencyReport> {
  const { generation, origin, size } = await readLog(db, published)
  const log = { origin, size: Number(size) }
  const figures = await countLog(db, { generation, size: log.size, year })
  return makeTransparencyReport(figures, log, { year, now, earlier: await readReports(db, year) })
}

/** Returns the published reports of a year, the newest first. */
export async function readReports(db: Kysely<Schema>, year: number): Promise<TransparencyReport[]> {
  const rows = await db
    .selectFrom('transparency_report')
    .select('report')
    .where('year', '=', year)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(({ report }) => TransparencyReport.parse(report))
}

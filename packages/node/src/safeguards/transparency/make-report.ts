import { LogFigures, makeTransparencyReport, TransparencyReport } from '@entente/contracts'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { readLog } from '../log/read-log.ts'
import type { LogHead } from '../log/sequence.ts'

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

/** Counts the first `size` entries of a log that are of a year (UTC), as `LogFigures.addEntry` counts them one by one. */
async function countLog(
  db: Kysely<Schema>,
  { generation, size, year }: { generation: number; size: number; year: number },
): Promise<LogFigures> {
  const { rows } = await sql<{ row: string; month: string; count: string }>`
    select concat_ws(' ', j ->> 'type', coalesce(j ->> 'purpose', '-'), coalesce(j ->> 'agreement', '-'), j ->> 'decision') as row,
      left(j ->> 'at', 7) as month, sum((j ->> 'count')::bigint) as count
    from audit.leaf l join audit.entry e on e.id = l.entry_id cross join lateral (select e.entry::jsonb) as parsed (j)
    where l.generation = ${generation} and l.index < ${size}
      and e.at >= ${new Date(Date.UTC(year, 0))} and e.at < ${new Date(Date.UTC(year + 1, 0))}
    group by 1, 2`.execute(db)
  const figures = new LogFigures()
  for (const { row, month, count } of rows) figures.add(row, month, Number(count))
  return figures
}

import { LogFigures } from '@entente/contracts'
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../../store/schema.ts'

/** Counts the first `size` entries of a log that are of a year (UTC), as `LogFigures.addEntry` counts them one by one. */
export async function countLog(
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

import { z } from 'zod'
import { SmallCount } from '../api/matching.ts'
import { Instant } from '../terms/ids.ts'
import type { LogFigures } from './log-figures.ts'
import { suppressCells } from './suppress-cells.ts'

const ReportTable = z.object({
  id: z.string(),
  title: z.string(),
  rows: z.array(z.string()),
  columns: z.array(z.string()),
  cells: z.array(z.array(SmallCount)),
  totals: z.array(z.int().nullable()),
  /** `log`: anybody with an export of the log computes the same figures. */
  source: z.enum(['log', 'details']),
})

/** What a node did in a year, without small figures. Only months that were over when the report was made are in it. */
export const TransparencyReport = z.object({
  period: z.object({ from: z.string(), to: z.string() }),
  generatedAt: Instant,
  logOrigin: z.string(),
  logSize: z.int(),
  tables: z.array(ReportTable),
})
export type TransparencyReport = z.infer<typeof TransparencyReport>

/** The state of the log that a report counts. */
export interface ReportedLog {
  origin: string
  size: number
}

const actsTable = 'acts'

/** Returns the months of a year (`2026-01`) that were over at a time. */
export function monthsOver(year: number, now: Date): string[] {
  const present = now.toISOString().slice(0, 7)
  return Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`).filter((m) => m < present)
}

/**
 * Makes the report of a year from the figures of its log. Everybody who counts the same entries at the same time makes the same
 * report. What one of the `earlier` reports of the year did not show stays hidden.
 */
export function makeTransparencyReport(
  figures: LogFigures,
  log: ReportedLog,
  { year, now, earlier = [] }: { year: number; now: Date; earlier?: readonly TransparencyReport[] },
): TransparencyReport {
  const columns = monthsOver(year, now)
  const { rows, figures: counted } = figures.table(columns)
  const hidden = new Set(earlier.flatMap(hiddenCells))
  const { cells, totals } = suppressCells(counted, (i, j) => hidden.has(cellName(rows[i], columns[j])))
  return {
    period: { from: `${year}-01`, to: columns.at(-1) ?? `${year}-01` },
    generatedAt: now.toISOString(),
    ...{ logOrigin: log.origin, logSize: log.size },
    tables: [{ id: actsTable, title: 'Acts by month', rows, columns, cells, totals, source: 'log' }],
  }
}

const cellName = (row: string | undefined, column: string | undefined): string => `${row}\n${column}`

function hiddenCells({ tables }: TransparencyReport): string[] {
  const acts = tables.find(({ id }) => id === actsTable)
  if (acts === undefined) return []
  return acts.cells.flatMap((row, i) =>
    row.flatMap((cell, j) => (typeof cell === 'number' ? [] : [cellName(acts.rows[i], acts.columns[j])])),
  )
}

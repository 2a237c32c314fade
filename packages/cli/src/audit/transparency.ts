import { isDeepStrictEqual } from 'node:util'
import {
  LogFigures,
  makeTransparencyReport,
  parseCheckpoint,
  parseNote,
  readEntries,
  TransparencyReport,
} from '@entente/contracts'
import { CommandFailure } from '../command/failure.ts'
import { readInputFile } from '../command/input-file.ts'
import { nodeClient } from '../command/node-client.ts'
import { printResult, table } from '../command/output.ts'
import { logFolder, onEntries } from './verify.ts'

interface ReportOptions {
  year?: string
  fromExport?: string
  check?: string
  earlier?: string[]
  json?: boolean
}

/**
 * Prints the transparency report of a year: the node's, or one that is computed from an exported log. With `check`, compares a published report
 * with the log instead. Returns the exit status: 0, 1 if the published report is another one, and 2 for files that cannot be used.
 */
export async function reportTransparency(options: ReportOptions): Promise<0 | 1 | 2> {
  const { fromExport, check, json } = options
  if (check !== undefined) {
    if (fromExport === undefined) throw new CommandFailure('usage', '--check needs --from-export.')
    return checkReport(fromExport, check, options)
  }
  const year = Number(options.year)
  if (!Number.isInteger(year) || year < 2000 || year > 9999)
    throw new CommandFailure('usage', '--year is a year such as 2026.')
  const report =
    fromExport === undefined
      ? await nodeClient({ impersonal: true }).call<TransparencyReport>('GET', `/v1/reports/transparency?year=${year}`)
      : await computeReport(fromExport, { year, now: new Date(), earlier: (options.earlier ?? []).map(readReport) })
  printResult(json, report, () => describe(report))
  return 0
}

async function checkReport(folder: string, file: string, { earlier = [], json }: ReportOptions): Promise<0 | 1> {
  const published = readReport(file)
  const computed = await computeReport(folder, {
    ...{ year: Number(published.period.from.slice(0, 4)), now: new Date(published.generatedAt) },
    ...{ earlier: earlier.map(readReport), log: { origin: published.logOrigin, size: published.logSize } },
  })
  const same = isDeepStrictEqual(computed, published)
  printResult(json, { same, computed }, () =>
    same
      ? [`${file}: the same figures as in the first ${published.logSize} entries of the log`]
      : [`${file}: NOT the figures of the log. With its entries and the earlier reports given:`, ...describe(computed)],
  )
  return same ? 0 : 1
}

/** Computes a report from an exported log, or from its first entries up to the size that a report names. Fails with `log-differs` and `log-shorter`. */
async function computeReport(
  folder: string,
  options: Parameters<typeof makeTransparencyReport>[2] & { log?: { origin: string; size: number } },
): Promise<TransparencyReport> {
  const source = logFolder(folder)
  return onEntries(folder, async () => {
    const note = await source.checkpoint()
    if (note === null) throw new CommandFailure('unreadable', `${folder} has no checkpoint.`)
    const { origin, size } = parseCheckpoint(parseNote(note, 'checkpoint').text, 'checkpoint')
    const log = options.log ?? { origin, size }
    if (log.origin !== origin)
      throw new CommandFailure('log-differs', `${folder} has the log ${origin}, not ${log.origin}.`)
    if (log.size > size)
      throw new CommandFailure('log-shorter', `${folder} has ${size} entries, and the report counts ${log.size}.`)
    const figures = new LogFigures()
    for await (const entry of readEntries(source, size, log.size)) figures.addEntry(entry)
    return makeTransparencyReport(figures, log, options)
  })
}

function readReport(file: string): TransparencyReport {
  let value: unknown
  try {
    value = JSON.parse(readInputFile(file).toString())
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure('report-invalid', `${file} is no JSON.`)
  }
  const read = TransparencyReport.safeParse(value)
  if (!read.success) throw new CommandFailure('report-invalid', `${file} is no transparency report.`)
  return read.data
}

function describe({ period, logOrigin, logSize, tables }: TransparencyReport): string[] {
  const head = `${logOrigin}, ${logSize} entries, ${period.from} to ${period.to}`
  return [
    head,
    ...tables.flatMap(({ title, rows, columns, cells, totals }) => [
      ...['', title],
      ...table([
        ['', ...columns, 'total'],
        ...rows.map((row, i) => [row, ...(cells[i] ?? []).map(String), String(totals[i] ?? '-')]),
      ]),
    ]),
  ]
}

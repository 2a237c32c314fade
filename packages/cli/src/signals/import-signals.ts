import { createReadStream, statSync } from 'node:fs'
import type { ImportReport, TransferFormat } from '@entente/contracts'
import { CommandFailure } from '../command/failure.ts'
import { nodeClient } from '../command/node-client.ts'
import { printResult } from '../command/output.ts'
import { readMispFeed } from './misp-feed.ts'
import type { SignalOptions } from './signal-options.ts'

/** Sends whole signals to the node while the file is read. The exit status is 1 if a signal was refused. */
export async function importSignals(
  file: string,
  options: SignalOptions & { format: TransferFormat; source?: string; dryRun?: boolean },
): Promise<0 | 1> {
  const client = nodeClient(options)
  const { format, source = file.slice(0, 300), dryRun } = options
  const query = new URLSearchParams({ format, source, ...(dryRun === true ? { dryRun: 'true' } : {}) })
  const body = format === 'misp' ? await readMispFeed(client, file, source) : readFile(file)
  const report = await client.sendStream<ImportReport>(`/v1/signals/import?${query}`, body)
  printReport(options, report, dryRun === true)
  if (report.read === 0 && options.json !== true && report.refused.length === 0)
    process.stderr.write('Every event that the feed names was imported before.\n')
  return report.refused.length > 0 ? 1 : 0
}

export function printReport(options: { json?: boolean }, report: ImportReport, dry = false): void {
  const { read, created, updated, unchanged, withdrawn, foreign, refused, findings } = report
  printResult(options.json, report, () => [
    `${dry ? 'would be' : 'was'} imported: ${read} read, ${created} new, ${updated} changed, ${unchanged} unchanged, ${withdrawn} withdrawn, ` +
      `${foreign} of other members wait for an officer, ${refused.length} refused`,
    ...refused.map((one) => `  refused ${one.at} ${one.id ?? ''} ${one.code}: ${one.message}`),
    ...findings.map((one) => `  ${one.code} ${JSON.stringify(one.position)}: ${one.message}`),
  ])
}

function readFile(file: string): AsyncIterable<Uint8Array> {
  if (file === '-') return process.stdin
  try {
    statSync(file)
  } catch {
    throw new CommandFailure('file-not-found', `There is no file ${file}.`)
  }
  return createReadStream(file, { highWaterMark: 1024 * 1024 })
}

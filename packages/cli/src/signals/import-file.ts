import type { ImportPreview, ImportReport, ListFormat, SignalList } from '@entente/contracts'
import { xmlMalformed } from '@entente/matching'
import { type NodeClient, nodeClient } from '../client.ts'
import { CommandFailure } from '../failure.ts'
import { readInputFile } from '../input-file.ts'
import { errorCodeOf, lineOf, loadListOrFail } from '../list-file.ts'
import { printResult, progressBar } from '../output.ts'
import type { ImportOptions as AnyImport } from './signals-command.ts'

type ImportOptions = AnyImport & { format: ListFormat }

/**
 * Previews and imports a list. Exit status 1 where entries were refused or part of the file could not be read; with `--dry-run` nothing is
 * imported, and neither is a file that is cut or broken unless `--incomplete` says so. Whatever stops it before the import is status 2.
 */
export async function importFile(file: string, options: ImportOptions): Promise<0 | 1> {
  const bytes = readInputFile(file)
  const client = nodeClient(options)
  const bar = progressBar('checking')
  bar.update(0, 2)
  const { list, preview } = await checkFile(client, bytes, options, file)
  bar.update(1, 2)
  const broken = preview.findings.find((finding) => finding.code === xmlMalformed)
  const held = broken !== undefined && options.incomplete !== true
  const report =
    options.dryRun === true || held
      ? preview
      : await client.call<ImportReport>('POST', `/v1/lists/${list.id}/import`, { previewId: preview.previewId })
  bar.update(2, 2)
  bar.end()
  const errors = report.findings.filter((finding) => finding.severity === 'error')
  printResult(options.json, report, () => [
    `${report === preview ? 'would be' : 'was'} imported into ${list.title}: ${report.read} read, ${report.created} new, ${report.updated} changed, ` +
      `${report.unchanged} unchanged, ${report.withdrawn} withdrawn, ${report.refused.length} refused`,
    ...report.refused.map((r) => `  refused ${r.at} ${r.id ?? ''} ${r.code}: ${r.message}`),
    ...errors.map((finding) => `  left out${lineOf(finding)} ${finding.code}: ${finding.message}`),
  ])
  if (broken !== undefined && held) {
    process.stderr.write(
      `${errorCodeOf(broken)}: The file is broken${lineOf(broken)}. Nothing was imported, since what is missing would be withdrawn; --incomplete does it all the same.\n`,
    )
  }
  return report.refused.length > 0 || errors.length > 0 ? 1 : 0
}

/** Up to here nothing of the node has changed but an empty list: every refusal is one of the command. */
async function checkFile(
  client: NodeClient,
  bytes: Buffer,
  options: ImportOptions,
  file: string,
): Promise<{ list: SignalList; preview: ImportPreview }> {
  try {
    const list = await findOrMakeList(client, bytes, options, file)
    return { list, preview: await client.call<ImportPreview>('POST', `/v1/lists/${list.id}/preview`, bytes) }
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error
    throw new CommandFailure(error.code, error.message, 2, error.problem)
  }
}

async function findOrMakeList(
  client: NodeClient,
  bytes: Buffer,
  options: ImportOptions,
  file: string,
): Promise<SignalList> {
  const { items } = await client.call<{ items: SignalList[] }>('GET', '/v1/lists')
  const wanted = options.list ?? file
  const known = items.find((list) => list.id === wanted || list.title === wanted)
  if (known !== undefined) return known
  if (options.terms === undefined) {
    throw new CommandFailure('list-unknown', `There is no list ${wanted}. Give --terms with the terms of a new one.`)
  }
  if (options.dryRun === true) {
    throw new CommandFailure('list-unknown', `There is no list ${wanted}, and a dry run makes none.`)
  }
  let terms: unknown
  try {
    terms = JSON.parse(readInputFile(options.terms).toString())
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure('terms-invalid', `${options.terms} is not JSON.`)
  }
  // A file without any entry makes no list.
  loadListOrFail(bytes, options.format)
  return client.call<SignalList>('POST', '/v1/lists', { title: wanted, format: options.format, terms })
}

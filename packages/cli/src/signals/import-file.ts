import { readFileSync } from 'node:fs'
import type { ImportPreview, ImportReport, SignalList } from '@entente/contracts'
import { type NodeClient, nodeClient } from '../client.ts'
import { CommandFailure } from '../failure.ts'
import { printResult, progressBar } from '../output.ts'
import type { ImportOptions } from './signals-command.ts'

/** Previews and imports a list. Exit status 1 where entries were refused; with `--dry-run` nothing is imported. */
export async function importFile(file: string, options: ImportOptions): Promise<0 | 1> {
  const bytes = readOrFail(file)
  const client = nodeClient(options)
  const list = await findOrMakeList(client, options, file)
  const bar = progressBar('checking')
  bar.update(0, 2)
  const preview = await client.call<ImportPreview>('POST', `/v1/lists/${list.id}/preview`, bytes)
  bar.update(1, 2)
  const report =
    options.dryRun === true
      ? preview
      : await client.call<ImportReport>('POST', `/v1/lists/${list.id}/import`, { previewId: preview.previewId })
  bar.update(2, 2)
  bar.end()
  printResult(options.json, report, () => [
    `${options.dryRun === true ? 'would be' : 'was'} imported into ${list.title}: ${report.read} read, ${report.created} new, ${report.updated} changed, ` +
      `${report.unchanged} unchanged, ${report.withdrawn} withdrawn, ${report.refused.length} refused`,
    ...report.refused.map((r) => `  refused ${r.at} ${r.id ?? ''} ${r.code}: ${r.message}`),
  ])
  return report.refused.length > 0 ? 1 : 0
}

async function findOrMakeList(client: NodeClient, options: ImportOptions, file: string): Promise<SignalList> {
  const { items } = await client.call<{ items: SignalList[] }>('GET', '/v1/lists')
  const wanted = options.list ?? file
  const known = items.find((list) => list.id === wanted || list.title === wanted)
  if (known !== undefined) return known
  if (options.terms === undefined) {
    throw new CommandFailure('list-unknown', `There is no list ${wanted}. Give --terms with the terms of a new one.`)
  }
  let terms: unknown
  try {
    terms = JSON.parse(readOrFail(options.terms).toString())
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure('terms-invalid', `${options.terms} is not JSON.`)
  }
  return client.call<SignalList>('POST', '/v1/lists', { title: wanted, format: options.format, terms })
}

function readOrFail(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    throw new CommandFailure('file-not-found', `${file} cannot be read.`)
  }
}

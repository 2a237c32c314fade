import type { ImportPreview, ImportReport, ListFormat, ListTask, SignalList } from '@entente/contracts'
import { xmlMalformed } from '@entente/matching'
import { CommandFailure } from '../command/failure.ts'
import { readInputFile } from '../command/input-file.ts'
import { type NodeClient, nodeClient } from '../command/node-client.ts'
import { printResult, progressBar } from '../command/output.ts'
import { errorCodeOf, lineOf, loadListOrFail } from '../matching/input/list-file.ts'
import type { SignalOptions } from './signal-options.ts'

export interface ImportOptions extends SignalOptions {
  format: ListFormat
  list?: string
  terms?: string
  dryRun?: boolean
  incomplete?: boolean
}

/**
 * Previews and imports a list. The exit status is 1 if entries were refused or part of the file could not be read. With `--dry-run` it imports
 * nothing; a damaged file is imported only with `--incomplete`. A failure before the import has status 2.
 */
export async function importFile(file: string, options: ImportOptions): Promise<0 | 1> {
  const bytes = readInputFile(file)
  const client = nodeClient(options)
  const bar = progressBar('checking')
  bar.update(0, 2)
  const { list, preview } = await checkFile(client, bytes, options, file)
  bar.update(1, 2)
  const broken = preview.findings.find((finding) => finding.code === xmlMalformed)
  const isStopped = broken !== undefined && options.incomplete !== true
  const report = options.dryRun === true || isStopped ? preview : await importPreview(client, preview)
  bar.update(2, 2)
  bar.end()
  const errors = report.findings.filter((finding) => finding.severity === 'error')
  printResult(options.json, report, () => [
    `${report === preview ? 'would be' : 'was'} imported into ${list.title}: ${report.read} read, ${report.created} new, ${report.updated} changed, ` +
      `${report.unchanged} unchanged, ${report.withdrawn} withdrawn, ${report.refused.length} refused`,
    ...report.refused.map((r) => `  refused ${r.at} ${r.id ?? ''} ${r.code}: ${r.message}`),
    ...errors.map((finding) => `  skipped${lineOf(finding)} ${finding.code}: ${finding.message}`),
  ])
  if (broken !== undefined && isStopped) {
    process.stderr.write(
      `${errorCodeOf(broken)}: The file is broken${lineOf(broken)}. Nothing was imported, because missing entries would be withdrawn; use --incomplete to import it anyway.\n`,
    )
  }
  return report.refused.length > 0 || errors.length > 0 ? 1 : 0
}

async function importPreview(client: NodeClient, { listId, previewId }: ImportPreview): Promise<ImportReport> {
  const answer = await client.call<ImportReport | ListTask>('POST', `/v1/lists/${listId}/import`, { previewId })
  return awaitListTask(client, answer)
}

/** Previews the file. At most an empty list was created so far, so any refusal fails the command. */
async function checkFile(
  client: NodeClient,
  bytes: Buffer,
  options: ImportOptions,
  file: string,
): Promise<{ list: SignalList; preview: ImportPreview }> {
  try {
    const list = await findOrMakeList(client, bytes, options, file)
    const answer = await client.call<ImportPreview | ListTask>('POST', `/v1/lists/${list.id}/preview`, bytes)
    return { list, preview: await awaitListTask(client, answer) }
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
    throw new CommandFailure('list-unknown', `There is no list ${wanted}, and a dry run creates none.`)
  }
  let terms: unknown
  try {
    terms = JSON.parse(readInputFile(options.terms).toString())
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure('terms-invalid', `${options.terms} is not JSON.`)
  }
  // A file without an entry must not create a list.
  loadListOrFail(bytes, options.format)
  return client.call<SignalList>('POST', '/v1/lists', { title: wanted, format: options.format, terms })
}

const everyMs = 500
/** The node is asked again for this time while it restarts or has too much to do. */
const patienceMs = 300_000
const againMs = 2_000
const phases = { reading: 'reading', comparing: 'comparing', trying: 'counting hits', writing: 'writing' }

/**
 * Returns the result of a preview or an import. If the node answered that it goes on in the background, waits for its
 * end and shows the progress. Interrupting the command does not interrupt the node. Fails with the problem of the task, or
 * if the node gives no answer for five minutes.
 */
async function awaitListTask<T extends object>(client: NodeClient, answer: T | ListTask): Promise<T> {
  if (!isTask(answer)) return answer
  const path = `/v1/lists/${answer.kind}s/${answer.id}`
  for (let bar = progressBar(answer.kind), phase = answer.phase, now: T | ListTask = answer; ; ) {
    if (!isTask(now)) {
      bar.end()
      return now
    }
    if (now.state === 'done') {
      bar.end()
      return (now as ListTask & { report: T }).report
    }
    const { problem } = now
    if (problem !== null || now.state === 'cancelled') bar.end()
    if (problem !== null) throw new CommandFailure(problem.code, problem.detail)
    if (now.state === 'cancelled') throw new CommandFailure('task-cancelled', 'Somebody cancelled it on the node.')
    if (now.phase !== phase) {
      bar.end()
      phase = now.phase
      bar = progressBar(phase === null ? now.kind : phases[phase])
    }
    if (now.total !== null) bar.update(now.done, now.total)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
    now = await readAgain<T | ListTask>(client, path)
  }
}

/** Reads the progress of a task, and repeats that while the node may answer later. */
async function readAgain<T>(client: NodeClient, path: string): Promise<T> {
  for (const until = Date.now() + patienceMs; ; ) {
    try {
      return await client.call<T>('GET', path)
    } catch (error) {
      if (!(error instanceof CommandFailure) || !mayAnswerLater(error)) throw error
      if (Date.now() >= until) {
        const goesOn = `The work goes on in the node: read its progress at ${client.url}${path}.`
        throw new CommandFailure(error.code, `${error.message} ${goesOn}`, error.status, error.problem)
      }
      await new Promise((resolve) => setTimeout(resolve, againMs))
    }
  }
}

/** Returns whether the node cannot be reached or has too much to do. A proxy answers without a problem document. */
const mayAnswerLater = ({ code, problem }: CommandFailure): boolean =>
  code === 'node-unreachable' || /^http-(429|50[234])$/.test(code) || [429, 503].includes(problem?.status ?? 0)

const isTask = (answer: object): answer is ListTask => 'kind' in answer && 'state' in answer

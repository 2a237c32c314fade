import type {
  FalsePositiveFinding,
  FalsePositiveListAnswer,
  FalsePositiveOverride,
  SignalDetail,
  StoredFalsePositiveList,
} from '@entente/contracts'
import { CommandFailure } from '../command/failure.ts'
import { readInputFile } from '../command/input-file.ts'
import { nodeClient } from '../command/node-client.ts'
import { printResult, table } from '../command/output.ts'

export interface ListOptions {
  purpose?: string
  json?: boolean
}

const path = '/v1/false-positives'

export async function showLists(options: ListOptions): Promise<void> {
  const lists = await nodeClient({ impersonal: true }).call<{ items: StoredFalsePositiveList[] }>('GET', path)
  printResult(options.json, lists, () =>
    table(
      lists.items.map((list) => [
        list.id,
        `v${list.version}`,
        list.kind,
        list.type,
        list.effect,
        `${list.entries.length} entries`,
        list.validUntil === null ? '' : `until ${list.validUntil.slice(0, 10)}`,
        list.shipped ? 'of this release' : list.name,
      ]),
    ).concat(
      lists.items.flatMap((list) =>
        list.unusable.map(({ pattern, reason }) => `${list.id}: the pattern ${pattern} is not tested: ${reason}`),
      ),
    ),
  )
}

/** Stores a list of false positives, and prints the stored signals that it matches and that this purpose may read. */
export async function setList(file: string, options: ListOptions): Promise<void> {
  const list = await nodeClient(options).call<FalsePositiveListAnswer>('POST', path, read(file))
  printResult(options.json, list, () => [
    `${list.id} is at version ${list.version}, ${list.entries} entries`,
    ...list.met.map(({ signalId, entry }) => `  matches ${signalId} (${entry})`),
    'All stored signals are being checked against it: entente false-positives findings --purpose …',
  ])
}

/** Prints the stored signals that a blocking list matches and that this purpose may read. The exit status is 1 if there is one. */
export async function showFindings(options: ListOptions): Promise<0 | 1> {
  const client = nodeClient(options)
  const found = await client.call<{ items: FalsePositiveFinding[] }>('GET', `${path}/findings`)
  printResult(options.json, found, () =>
    found.items.length === 0
      ? ['No blocking list matches a stored signal.']
      : table(
          found.items.map((one) => [
            one.signalId,
            one.kind,
            `${one.list} v${one.listVersion}`,
            one.entry,
            `since ${one.foundAt.slice(0, 10)}`,
          ]),
        ),
  )
  return found.items.length > 0 ? 1 : 0
}

export async function requestException(
  signal: string,
  options: ListOptions & { list: string; reason: string },
): Promise<void> {
  const client = nodeClient(options)
  const { kind, value } = await client.call<SignalDetail>('GET', `/v1/signals/${encodeURIComponent(signal)}`)
  const { list, reason } = options
  const asked = await client.call<FalsePositiveOverride>('POST', `${path}/overrides`, { list, kind, value, reason })
  printResult(options.json, asked, () => [
    `requested: an exception for ${asked.entry} of ${asked.list}`,
    `a second person approves it with: entente false-positives agree ${asked.id}`,
  ])
}

export async function approveException(id: string, options: ListOptions): Promise<void> {
  const client = nodeClient({ impersonal: true })
  const agreed = await client.call<FalsePositiveOverride>('POST', `${path}/overrides/${encodeURIComponent(id)}/agree`)
  printResult(options.json, agreed, () => [`${agreed.entry} of ${agreed.list} has an exception for this value`])
}

function read(file: string): unknown {
  try {
    return JSON.parse(readInputFile(file).toString())
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure('false-positive-list-invalid', `${file} is not JSON.`)
  }
}

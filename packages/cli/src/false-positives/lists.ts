import type {
  FalsePositiveFinding,
  FalsePositiveList,
  FalsePositiveListAnswer,
  FalsePositiveOverride,
  SignalDetail,
} from '@entente/contracts'
import { nodeClient } from '../client.ts'
import { CommandFailure } from '../failure.ts'
import { readInputFile } from '../input-file.ts'
import { printResult, table } from '../output.ts'
import type { ListOptions } from './false-positives-command.ts'

const path = '/v1/false-positives'

export async function showLists(options: ListOptions): Promise<void> {
  const lists = await nodeClient({ impersonal: true }).call<{ items: FalsePositiveList[] }>('GET', path)
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
    ),
  )
}

/** Keeps a list; says which stored signals it meets for this purpose. */
export async function setList(file: string, options: ListOptions): Promise<void> {
  const list = await nodeClient(options).call<FalsePositiveListAnswer>('POST', path, read(file))
  printResult(options.json, list, () => [
    `${list.id} is at version ${list.version}, ${list.entries} entries`,
    ...list.met.map(({ signalId, entry }) => `  meets ${signalId} (${entry})`),
    'All stored signals are held against it now: entente false-positives findings --purpose …',
  ])
}

/** Stored signals that a list blocks and that may be read for this purpose. Exit status 1 where there is one. */
export async function showFindings(options: ListOptions): Promise<0 | 1> {
  const client = nodeClient(options)
  const found = await client.call<{ items: FalsePositiveFinding[] }>('GET', `${path}/findings`)
  printResult(options.json, found, () =>
    found.items.length === 0
      ? ['No stored signal is on a list that blocks.']
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

export async function askThrough(
  signal: string,
  options: ListOptions & { list: string; reason: string },
): Promise<void> {
  const client = nodeClient(options)
  const { kind, value } = await client.call<SignalDetail>('GET', `/v1/signals/${encodeURIComponent(signal)}`)
  const { list, reason } = options
  const asked = await client.call<FalsePositiveOverride>('POST', `${path}/overrides`, { list, kind, value, reason })
  printResult(options.json, asked, () => [
    `asked for: ${asked.entry} of ${asked.list}`,
    `a second person agrees by: entente false-positives agree ${asked.id}`,
  ])
}

export async function agreeThrough(id: string, options: ListOptions): Promise<void> {
  const client = nodeClient({ impersonal: true })
  const agreed = await client.call<FalsePositiveOverride>('POST', `${path}/overrides/${encodeURIComponent(id)}/agree`)
  printResult(options.json, agreed, () => [`${agreed.entry} of ${agreed.list} is let through for this value`])
}

function read(file: string): unknown {
  try {
    return JSON.parse(readInputFile(file).toString())
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure('false-positive-list-invalid', `${file} is not JSON.`)
  }
}

import type { AddItemsAnswer, Bank, NewItem, SignalInput } from '@entente/contracts'
import { type BankItem, readSignal } from '@entente/node/content-match'
import { CommandFailure } from '../../../command/failure.ts'
import { readInputFile } from '../../../command/input-file.ts'
import { type NodeClient, nodeClient } from '../../../command/node-client.ts'
import { printResult, progressBar } from '../../../command/output.ts'
import { itemPages } from './export-bank.ts'
import { printFindings, readBankFile } from './read-bank-file.ts'

export interface BankImportOptions {
  purpose?: string
  terms?: string
  json?: boolean
}

const itemsAtOnce = 1000
const charactersAtOnce = 20e6

/**
 * Adds the items of a file to a bank. Known items are left unchanged, so importing a file again adds nothing. Malformed lines are findings. The exit
 * status is 1 if the node rejected an item. Fails with `bank-unknown` if the bank does not exist and `--terms` is missing.
 */
export async function importBank(name: string, file: string, options: BankImportOptions): Promise<0 | 1> {
  const { items, findings } = readBankFile(file)
  if (options.json !== true) printFindings(findings)
  const client = nodeClient(options)
  await findOrMakeBank(client, name, options)
  const known = new Set<string>()
  for await (const page of itemPages(client, name)) for (const { signals } of page) known.add(keyOf(signals))
  const fresh = items.filter(({ item }) => {
    const key = keyOf(item.signals)
    const isNew = !known.has(key)
    known.add(key)
    return isNew
  })
  const report = {
    read: items.length,
    added: 0,
    known: items.length - fresh.length,
    rejected: [] as Rejected[],
    findings,
  }
  const bar = progressBar('adding')
  for (const part of partsOf(fresh)) {
    const path = `/v1/content/banks/${encodeURIComponent(name)}/items`
    const body = { items: part.map(withSource) }
    const { added, rejected } = await client.call<AddItemsAnswer>('POST', path, body)
    for (const { index, itemId } of added) {
      const disableUntil = part[index]?.disableUntil ?? null
      if (disableUntil !== null) await client.call('PATCH', `/v1/content/items/${itemId}`, { disableUntil })
    }
    report.added += added.length
    for (const { index, code, message } of rejected)
      report.rejected.push({ line: part[index]?.line ?? 0, code, message })
    bar.update(report.added + report.rejected.length, fresh.length)
  }
  bar.end()
  printResult(options.json, report, () => [
    `${name}: ${report.read} read, ${report.added} added, ${report.known} known already, ${report.rejected.length} rejected, ${findings.length} lines skipped`,
    ...report.rejected.map(({ line, code, message }) => `  line ${line} ${code}: ${message}`),
  ])
  return report.rejected.length > 0 ? 1 : 0
}

interface Rejected {
  line: number
  code: string
  message: string
}

async function findOrMakeBank(client: NodeClient, name: string, { terms }: BankImportOptions): Promise<void> {
  try {
    await client.call<Bank>('GET', `/v1/content/banks/${encodeURIComponent(name)}`)
  } catch (error) {
    if (!(error instanceof CommandFailure) || error.code !== 'not-found') throw error
    if (terms === undefined)
      throw new CommandFailure('bank-unknown', `There is no bank ${name}. Give --terms with the terms of a new one.`)
    let given: object
    try {
      given = JSON.parse(readInputFile(terms).toString()) as object
    } catch (fault) {
      if (fault instanceof CommandFailure) throw fault
      throw new CommandFailure('terms-invalid', `${terms} is not JSON.`)
    }
    try {
      await client.call<Bank>('POST', '/v1/content/banks', { ...given, name })
    } catch (refusal) {
      if (!(refusal instanceof CommandFailure)) throw refusal
      throw new CommandFailure(refusal.code, refusal.message, 2, refusal.problem)
    }
  }
}

/** Returns the identity of an item: its normalised signals, independent of their order. */
const keyOf = (signals: readonly SignalInput[]): string =>
  signals
    .map((input) => {
      const read = readSignal(input)
      return 'signal' in read ? `${read.signal.type} ${read.signal.value}` : `${input.type} ${input.value}`
    })
    .sort()
    .join('\n')

/** Adds the item's owner and feedback to its metadata, as received data. */
function withSource({ item, owner, feedback }: BankItem): NewItem {
  if (owner === null && feedback === null) return item
  return { ...item, metadata: { ...item.metadata, received: { owner, feedback } } }
}

function* partsOf(items: readonly BankItem[]): Generator<BankItem[]> {
  let part: BankItem[] = []
  let characters = 0
  for (const one of items) {
    const size = one.item.signals.reduce((sum, { value }) => sum + value.length, 1000)
    if (part.length > 0 && (part.length === itemsAtOnce || characters + size > charactersAtOnce)) {
      yield part
      part = []
      characters = 0
    }
    part.push(one)
    characters += size
  }
  if (part.length > 0) yield part
}

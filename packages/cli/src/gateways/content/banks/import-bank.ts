import type { AddItemsAnswer, Bank, Finding, NewItem, SignalInput } from '@entente/contracts'
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
 * Adds the items of a file to a bank, some at a time while the file is read. Known items are left unchanged, so importing a file again adds nothing, and
 * an interrupted import continues. Malformed lines are findings. The exit status is 1 if the node rejected an item. Fails with `bank-unknown` if the bank
 * does not exist and `--terms` is missing.
 */
export async function importBank(name: string, file: string, options: BankImportOptions): Promise<0 | 1> {
  const { total, lines } = readBankFile(file)
  const client = nodeClient(options)
  const bank = await findOrMakeBank(client, name, options)
  const known = await readKnown(client, bank)
  const report = { read: 0, added: 0, known: 0, rejected: [] as Rejected[], findings: [] as Finding[] }
  const bar = progressBar('importing')
  let reached = 0
  let part: BankItem[] = []
  let characters = 0
  const send = async (): Promise<void> => {
    if (part.length > 0) await addPart(client, name, part, report)
    for (const { line } of part.slice(-1)) reached = line
    bar.update(reached, total)
    part = []
    characters = 0
  }
  try {
    for (const read of lines) {
      if ('finding' in read) {
        report.findings.push(read.finding)
        continue
      }
      const { item } = read
      report.read += 1
      const key = keyOf(item.item.signals)
      if (known.has(key)) {
        report.known += 1
        bar.update(item.line, total)
        continue
      }
      known.add(key)
      const size = item.item.signals.reduce((sum, { value }) => sum + value.length, 1000)
      if (part.length === itemsAtOnce || (part.length > 0 && characters + size > charactersAtOnce)) await send()
      part.push(item)
      characters += size
    }
    await send()
    bar.update(total, total)
  } catch (error) {
    if (!(error instanceof CommandFailure) || report.added === 0) throw error
    const done = `${report.added} items were added, up to line ${reached} of ${total}. The same command adds the others.`
    throw new CommandFailure(error.code, `${error.message} ${done}`, error.status, error.problem)
  } finally {
    bar.end()
  }
  if (options.json !== true) printFindings(report.findings)
  printResult(options.json, report, () => [
    `${name}: ${report.read} read, ${report.added} added, ${report.known} known already, ${report.rejected.length} rejected, ${report.findings.length} lines skipped`,
    ...report.rejected.map(({ line, code, message }) => `  line ${line} ${code}: ${message}`),
  ])
  return report.rejected.length > 0 ? 1 : 0
}

/** Reads the identities of the items that the bank has. */
async function readKnown(client: NodeClient, { name, items: total }: Bank): Promise<Set<string>> {
  const known = new Set<string>()
  const bar = progressBar('comparing', total > 0)
  let done = 0
  try {
    for await (const page of itemPages(client, name)) {
      for (const { signals } of page) known.add(keyOf(signals))
      done += page.length
      bar.update(done, Math.max(done, total))
    }
  } finally {
    bar.end()
  }
  return known
}

async function addPart(
  client: NodeClient,
  name: string,
  part: readonly BankItem[],
  report: { added: number; rejected: Rejected[] },
): Promise<void> {
  const path = `/v1/content/banks/${encodeURIComponent(name)}/items`
  const { added, rejected } = await client.call<AddItemsAnswer>('POST', path, { items: part.map(withSource) })
  report.added += added.length
  for (const { index, code, message } of rejected) report.rejected.push({ line: part[index]?.line ?? 0, code, message })
  for (const { index, itemId } of added) {
    const disableUntil = part[index]?.disableUntil ?? null
    if (disableUntil !== null) await client.call('PATCH', `/v1/content/items/${itemId}`, { disableUntil })
  }
}

interface Rejected {
  line: number
  code: string
  message: string
}

async function findOrMakeBank(client: NodeClient, name: string, { terms }: BankImportOptions): Promise<Bank> {
  try {
    return await client.call<Bank>('GET', `/v1/content/banks/${encodeURIComponent(name)}`)
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
      return await client.call<Bank>('POST', '/v1/content/banks', { ...given, name })
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

import type { Item } from '@entente/contracts'
import { csvColumns, writeItem } from '@entente/node/content-match'
import { type NodeClient, nodeClient } from '../../../command/node-client.ts'
import { print } from '../../../command/output.ts'
import { markOfNode } from '../../../command/people-of-node.ts'

export interface BankExportOptions {
  purpose?: string
  json?: boolean
  format: 'jsonl' | 'csv' | 'hex'
}

/**
 * Writes the items of a bank, newest first. It reads them one page at a time. Of a node that one person uses, each JSON line and each CSV
 * row says so. The form of hashes alone has no place for it: standard error says it then.
 */
export async function exportBank(bank: string, options: BankExportOptions): Promise<void> {
  const client = nodeClient(options)
  const { format } = options
  const mark = await markOfNode(client)
  const isMarked = mark.people !== undefined
  if (format === 'csv') print(`${[...csvColumns, ...(isMarked ? ['people'] : [])].join(',')}\n`)
  if (format === 'hex' && isMarked) console.error('One person uses this node alone (single-operator).')
  const suffix = format === 'csv' && isMarked ? `,${mark.people}` : ''
  for await (const items of itemPages(client, bank)) {
    const lines = items.flatMap((item) => writeItem[format]({ ...item, ...mark })).map((line) => line + suffix)
    if (lines.length > 0) print(`${lines.join('\n')}\n`)
  }
}

/** Yields all items of a bank, one page at a time. */
export async function* itemPages(client: NodeClient, bank: string): AsyncGenerator<Item[]> {
  const path = `/v1/content/banks/${encodeURIComponent(bank)}/items?limit=1000`
  let next: string | null = ''
  while (next !== null) {
    const page: { items: Item[]; next: string | null } = await client.call(
      'GET',
      next === '' ? path : `${path}&next=${encodeURIComponent(next)}`,
    )
    yield page.items
    next = page.next
  }
}

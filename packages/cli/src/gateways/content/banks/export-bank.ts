import type { Item } from '@entente/contracts'
import { csvColumns, writeItem } from '@entente/node/content-match'
import { type NodeClient, nodeClient } from '../../../command/node-client.ts'
import { print } from '../../../command/output.ts'

export interface BankExportOptions {
  purpose?: string
  json?: boolean
  format: 'jsonl' | 'csv' | 'hex'
}

/** Writes the items of a bank, newest first. It reads them one page at a time. */
export async function exportBank(bank: string, options: BankExportOptions): Promise<void> {
  const client = nodeClient(options)
  const write = writeItem[options.format]
  if (options.format === 'csv') print(`${csvColumns.join(',')}\n`)
  for await (const items of itemPages(client, bank)) {
    const lines = items.flatMap(write)
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

import type { Item } from '@entente/contracts'
import { writeEntity, writeLabels } from './bank-item.ts'

/** Forms of an exported list of hashes. */
export type ListForm = 'jsonl' | 'csv' | 'hex'

/** Writes the lines of an item in each form: JSON as a node exports it, one CSV row per signal, or its PDQ hashes. */
export const writeItem: Record<ListForm, (item: Item) => string[]> = {
  jsonl: (item) => [JSON.stringify(item)],
  csv: ({ signals, labels, entity, note }) =>
    signals.map(({ type, value, quality }) =>
      [type, value, quality === null ? '' : String(quality), writeLabels(labels), writeEntity(entity), note ?? '']
        .map(quoted)
        .join(','),
    ),
  hex: ({ signals }) => signals.flatMap(({ type, value }) => (type === 'pdq' ? [value] : [])),
}

/** Quotes a cell as RFC 4180 requires. */
const quoted = (cell: string): string => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

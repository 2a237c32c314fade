import type { Item } from '@entente/contracts'
import { writeEntity, writeLabels } from './bank-item.ts'

/** Forms in which a list of hashes is handed on. */
export type ListForm = 'jsonl' | 'csv' | 'hex'

/** The lines of an item in each form: JSON as a node gives it, a row of CSV a signal, or its PDQ hashes. */
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

/** RFC 4180. */
const quoted = (cell: string): string => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

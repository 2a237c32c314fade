import { parseCsv, textLines } from '@entente/matching'
import { BadLine, type BankItem, csvColumns, itemOfCells, itemOfHex, itemOfJson } from './bank-item.ts'

export interface HashList {
  items: BankItem[]
  /** Lines that are not an item. All other lines are read. */
  bad: { line: number; message: string; literal: string }[]
}

/**
 * Reads a list of hashes: CSV with the columns `type,value,quality,labels,entity,note` (a header may reorder them),
 * JSON lines, or one PDQ hash per line. The first line tells the form.
 */
export function readHashList(bytes: Uint8Array): HashList {
  const list: HashList = { items: [], bad: [] }
  const take = (line: number, literal: string, read: () => BankItem): void => {
    try {
      list.items.push(read())
    } catch (error) {
      if (!(error instanceof BadLine)) throw error
      list.bad.push({ line, message: error.message, literal })
    }
  }
  const first = textLines(bytes).next().value?.text ?? ''
  if (first.startsWith('{')) {
    for (const { line, text } of textLines(bytes)) take(line, text ?? '', () => itemOfJson(line, text ?? ''))
  } else if (!/[,;\t]/.test(first)) {
    for (const { line, text } of textLines(bytes)) take(line, text ?? '', () => itemOfHex(line, text ?? ''))
  } else {
    readCsv(new TextDecoder().decode(bytes), take)
  }
  return list
}

function readCsv(text: string, take: (line: number, literal: string, read: () => BankItem) => void): void {
  let columns: readonly string[] | null = null
  for (const row of parseCsv([text])) {
    if ('code' in row) {
      take(row.line, '', () => {
        throw new BadLine(row.message)
      })
      return
    }
    const names: string[] = row.cells.map((cell) => cell.trim().toLowerCase())
    const isHeader: boolean = columns === null && names.includes('type') && names.includes('value')
    columns ??= isHeader ? names : csvColumns
    const known = columns
    if (!isHeader) take(row.line, row.cells.join(','), () => itemOfCells(row.line, row.cells, known))
  }
}

import { parseCsv, textLines } from '@entente/matching'
import { BadLine, type BankItem, csvColumns, itemOfCells, itemOfHex, itemOfJson } from './bank-item.ts'

/** A line that is not an item. */
export interface BadHashLine {
  line: number
  message: string
  literal: string
}
export interface HashList {
  items: BankItem[]
  /** Lines that are not an item. All other lines are read. */
  bad: BadHashLine[]
}

/** Reads a whole list of hashes, as `readHashLines` does. */
export function readHashList(bytes: Uint8Array): HashList {
  const list: HashList = { items: [], bad: [] }
  for (const read of readHashLines(bytes)) {
    if ('item' in read) list.items.push(read.item)
    else list.bad.push(read.bad)
  }
  return list
}

/**
 * Reads a list of hashes line by line: CSV with the columns `type,value,quality,labels,entity,note` (a header may reorder
 * them), JSON lines, or one PDQ hash per line. The first line tells the form. Only one line is in memory as an item.
 */
export function* readHashLines(bytes: Uint8Array): Generator<{ item: BankItem } | { bad: BadHashLine }> {
  const first = textLines(bytes).next().value?.text ?? ''
  if (!first.startsWith('{') && /[,;\t]/.test(first)) return yield* readCsv(bytes)
  const itemOf = first.startsWith('{') ? itemOfJson : itemOfHex
  for (const { line, text } of textLines(bytes)) yield readLine(line, text ?? '', () => itemOf(line, text ?? ''))
}

function readLine(line: number, literal: string, read: () => BankItem): { item: BankItem } | { bad: BadHashLine } {
  try {
    return { item: read() }
  } catch (error) {
    if (!(error instanceof BadLine)) throw error
    return { bad: { line, message: error.message, literal } }
  }
}

function* readCsv(bytes: Uint8Array): ReturnType<typeof readHashLines> {
  let columns: readonly string[] | null = null
  for (const row of parseCsv(decoded(bytes))) {
    if ('code' in row) {
      yield { bad: { line: row.line, message: row.message, literal: '' } }
      return
    }
    const names: string[] = row.cells.map((cell) => cell.trim().toLowerCase())
    const isHeader: boolean = columns === null && names.includes('type') && names.includes('value')
    columns ??= isHeader ? names : csvColumns
    const known = columns
    if (!isHeader) yield readLine(row.line, row.cells.join(','), () => itemOfCells(row.line, row.cells, known))
  }
}

const pieceBytes = 1 << 20

/** Decodes a file piece by piece: a text of more than 512 MB is no string. */
function* decoded(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder()
  for (let at = 0; at < bytes.length; at += pieceBytes)
    yield decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true })
  yield decoder.decode()
}

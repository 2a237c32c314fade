import type { Finding } from '@entente/contracts'
import { parseCsv, textLines } from '@entente/matching'
import { CommandFailure } from '../failure.ts'
import { readInputFile } from '../input-file.ts'
import { BadLine, type BankItem, csvColumns, itemOfCells, itemOfHex, itemOfJson } from './bank-item.ts'

export interface BankFile {
  items: BankItem[]
  /** `BANK_BAD_LINE` for each line that is no item; the others are kept. */
  findings: Finding[]
}

/**
 * Reads a file of a bank: CSV with the columns `type,value,quality,labels,entity,note` (a header may put them in another order), JSON lines, or a PDQ hash a line;
 * which of them, its first line says. Fails with `file-not-found`, `file-unreadable`, `bank-empty` where no line is an item or could be.
 */
export function readBankFile(file: string): BankFile {
  const bytes = readInputFile(file)
  const bank: BankFile = { items: [], findings: [] }
  const take = (line: number, literal: string, read: () => BankItem): void => {
    try {
      bank.items.push(read())
    } catch (error) {
      if (!(error instanceof BadLine)) throw error
      bank.findings.push(badLine(file, line, error.message, literal))
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
  if (bank.items.length === 0 && bank.findings.length === 0)
    throw new CommandFailure('bank-empty', `There is no line in ${file}.`)
  return bank
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

const badLine = (file: string, line: number, message: string, literal: string): Finding => ({
  code: 'BANK_BAD_LINE',
  severity: 'warning',
  message: `Line ${line} is no item of a bank: ${message}`,
  position: { file, line },
  literal: literal === '' ? null : literal.slice(0, 120),
  at: null,
})

/** For a person, on standard error. */
export function tellFindings(findings: readonly Finding[]): void {
  const most = 20
  for (const { code, message } of findings.slice(0, most)) process.stderr.write(`${code}: ${message}\n`)
  if (findings.length > most) process.stderr.write(`and ${findings.length - most} more lines: see --json\n`)
}

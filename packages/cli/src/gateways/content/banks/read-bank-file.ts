import type { Finding } from '@entente/contracts'
import { type BankItem, readHashList } from '@entente/node/content-match'
import { CommandFailure } from '../../../command/failure.ts'
import { readInputFile } from '../../../command/input-file.ts'

export interface BankFile {
  items: BankItem[]
  /** Contains `BANK_BAD_LINE` for each malformed line. All other lines are kept. */
  findings: Finding[]
}

/** Reads a bank file in any format of `readHashList`. Fails with `file-not-found`, `file-unreadable`, or `bank-empty` if the file has no line. */
export function readBankFile(file: string): BankFile {
  const { items, bad } = readHashList(readInputFile(file))
  if (items.length === 0 && bad.length === 0) throw new CommandFailure('bank-empty', `There is no line in ${file}.`)
  return { items, findings: bad.map(({ line, message, literal }) => badLine(file, line, message, literal)) }
}

const badLine = (file: string, line: number, message: string, literal: string): Finding => ({
  code: 'BANK_BAD_LINE',
  severity: 'warning',
  message: `Line ${line} is not an item of a bank: ${message}`,
  position: { file, line },
  literal: literal === '' ? null : literal.slice(0, 120),
  at: null,
})

/** Prints findings on standard error, as text. */
export function printFindings(findings: readonly Finding[]): void {
  const most = 20
  for (const { code, message } of findings.slice(0, most)) process.stderr.write(`${code}: ${message}\n`)
  if (findings.length > most) process.stderr.write(`and ${findings.length - most} more lines: see --json\n`)
}

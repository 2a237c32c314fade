import type { Finding } from '@entente/contracts'
import { type BadHashLine, type BankItem, readHashLines } from '@entente/node/content-match'
import { CommandFailure } from '../../../command/failure.ts'
import { readInputFile } from '../../../command/input-file.ts'

export interface BankLines {
  /** Number of lines of the file, for a progress bar. */
  total: number
  /** Items in the order of the file, and `BANK_BAD_LINE` for each malformed line. It can be read once. */
  lines: Iterable<{ item: BankItem } | { finding: Finding }>
}

/** Reads a bank file in any format of `readHashLines`, line by line. Fails with `file-not-found`, `file-unreadable`, or `bank-empty` if the file has no line. */
export function readBankFile(file: string): BankLines {
  const bytes = readInputFile(file)
  if (readHashLines(bytes).next().done === true) throw new CommandFailure('bank-empty', `There is no line in ${file}.`)
  let total = 1
  for (let at = bytes.indexOf(10); at >= 0 && at < bytes.length - 1; at = bytes.indexOf(10, at + 1)) total += 1
  return { total, lines: linesOf(file, bytes) }
}

function* linesOf(file: string, bytes: Uint8Array): Generator<{ item: BankItem } | { finding: Finding }> {
  for (const read of readHashLines(bytes)) yield 'item' in read ? read : { finding: badLine(file, read.bad) }
}

const badLine = (file: string, { line, message, literal }: BadHashLine): Finding => ({
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

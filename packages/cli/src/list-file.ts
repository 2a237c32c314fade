import type { Finding } from '@entente/contracts'
import { type ListFileFormat, type LoadedList, loadList } from '@entente/matching'
import { CommandFailure } from './failure.ts'

/** What ends the reading of a list, as the code of the command that needed it. */
const fatal = new Set(['XML_UNSAFE', 'XML_LIMIT', 'CSV_QUOTE', 'CSV_LIMIT'])

/** A finding that ends the command is an error of the same words. */
export const errorCodeOf = ({ code }: Finding): string => code.toLowerCase().replaceAll('_', '-')
/** ` at line N` of a finding that has a line. */
export const lineOf = ({ position }: Finding): string => {
  const { line } = (position ?? {}) as { line?: number }
  return line === undefined ? '' : ` at line ${line}`
}

/** Loads a list that must have an entry. Fails with `xml-unsafe`, `xml-limit`, `csv-quote`, `csv-limit`, else `list-empty`. */
export function loadListOrFail(bytes: Uint8Array, format?: ListFileFormat): LoadedList {
  const loaded = loadList(bytes, format)
  const { entries, findings } = loaded
  if (entries.length > 0) return loaded
  const worst = findings.find(({ code }) => fatal.has(code)) ?? findings.find(({ severity }) => severity === 'error')
  const code = worst !== undefined && fatal.has(worst.code) ? errorCodeOf(worst) : 'list-empty'
  const what = worst === undefined ? 'No entry was found in this file.' : `${worst.message}${lineOf(worst)}`
  throw new CommandFailure(code, what)
}

import type { Finding } from '@entente/contracts'
import { type ListFileFormat, type LoadedList, loadList } from '@entente/matching'
import { CommandFailure } from '../../command/failure.ts'

/** Findings that stop the reading of a list. Their codes become failure codes of the command. */
const fatal = new Set(['XML_UNSAFE', 'XML_LIMIT', 'CSV_QUOTE', 'CSV_LIMIT'])

/** Converts the code of such a finding to a failure code. */
export const errorCodeOf = ({ code }: Finding): string => code.toLowerCase().replaceAll('_', '-')
/** Returns ` at line N` if the finding has a line, else an empty text. */
export const lineOf = ({ position }: Finding): string => {
  const { line } = (position ?? {}) as { line?: number }
  return line === undefined ? '' : ` at line ${line}`
}

/**
 * Loads a list with at least one entry. Fails with `xml-unsafe`, `xml-limit`, `csv-quote` or `csv-limit`; for any other list without entries with
 * `list-empty`.
 */
export function loadListOrFail(bytes: Uint8Array, format?: ListFileFormat): LoadedList {
  const loaded = loadList(bytes, format)
  const { entries, findings } = loaded
  if (entries.length > 0) return loaded
  const worst = findings.find(({ code }) => fatal.has(code)) ?? findings.find(({ severity }) => severity === 'error')
  const code = worst !== undefined && fatal.has(worst.code) ? errorCodeOf(worst) : 'list-empty'
  const what = worst === undefined ? 'No entry was found in this file.' : `${worst.message}${lineOf(worst)}`
  throw new CommandFailure(code, what)
}

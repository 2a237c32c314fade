import { declaredEncoding } from './decode-text.ts'
import type { ListFileFormat, LoadedList } from './list-report.ts'
import { loadCsv } from './load-csv.ts'
import { loadFtm } from './load-ftm.ts'
import { loadUnXml } from './load-un-xml.ts'

const loaders = { 'un-xml': loadUnXml, csv: loadCsv, ftm: loadFtm } satisfies Record<
  ListFileFormat,
  (bytes: Uint8Array) => LoadedList
>

/** The format a file looks like, in UTF-8 or UTF-16: `<` begins XML, `{` JSON lines, anything else separated values. */
export function detectFormat(bytes: Uint8Array): ListFileFormat {
  const encoding = declaredEncoding(bytes)
  const head = new TextDecoder(encoding.startsWith('utf-16') ? encoding : 'utf-8').decode(bytes.subarray(0, 256))
  const start = head.trimStart()[0]
  return start === '<' ? 'un-xml' : start === '{' ? 'ftm' : 'csv'
}

/**
 * Reads a list from its bytes. Never throws on input and never reads anything but the bytes: what is odd is a finding with its
 * line; what has the severity `error` was left out (matching.md 3.11 and 6, rows 15-22 and 25).
 */
export function loadList(bytes: Uint8Array, format: ListFileFormat = detectFormat(bytes)): LoadedList {
  return loaders[format](bytes)
}

import { declaredEncoding } from './decode-text.ts'
import type { ListFileFormat, LoadedList } from './list-report.ts'
import { loadCsv } from './load-csv.ts'
import { loadFtm } from './load-ftm.ts'
import { loadUnXml } from './load-un-xml.ts'

const loaders = { 'un-xml': loadUnXml, csv: loadCsv, ftm: loadFtm } satisfies Record<
  ListFileFormat,
  (bytes: Uint8Array) => LoadedList
>

/** Detects the format of a file in UTF-8 or UTF-16 by its first character. `<` means XML, `{` means JSON lines, any other means separated values. */
export function detectFormat(bytes: Uint8Array): ListFileFormat {
  const encoding = declaredEncoding(bytes)
  const head = new TextDecoder(encoding.startsWith('utf-16') ? encoding : 'utf-8').decode(bytes.subarray(0, 256))
  const start = head.trimStart()[0]
  return start === '<' ? 'un-xml' : start === '{' ? 'ftm' : 'csv'
}

/**
 * Loads a list from its bytes. Never throws, whatever the bytes, and reads nothing else. A value or record with a fault gives a finding with its
 * line; a finding of severity `error` means that a record, or the whole list, was left out.
 */
export function loadList(bytes: Uint8Array, format: ListFileFormat = detectFormat(bytes)): LoadedList {
  return loaders[format](bytes)
}

import type { ListFileFormat, LoadedList } from './list-report.ts'
import { loadCsv } from './load-csv.ts'
import { loadFtm } from './load-ftm.ts'
import { loadUnXml } from './load-un-xml.ts'

const loaders = { 'un-xml': loadUnXml, csv: loadCsv, ftm: loadFtm } satisfies Record<
  ListFileFormat,
  (bytes: Uint8Array) => LoadedList
>

/** The format a file looks like: `<` begins XML, `{` JSON lines, anything else separated values. */
export function detectFormat(bytes: Uint8Array): ListFileFormat {
  const utf16 = bytes[0] === 0xff || bytes[0] === 0xfe
  const head = new TextDecoder(utf16 ? 'utf-16le' : 'utf-8')
    .decode(bytes.subarray(0, 256))
    .replace(/^\ufeff/, '')
    .trimStart()
  return head.startsWith('<') || utf16 ? 'un-xml' : head.startsWith('{') ? 'ftm' : 'csv'
}

/**
 * Reads a list from its bytes. Never throws on input and never reads anything but the bytes: what is odd is a finding with its
 * line; what has the severity `error` was left out (matching.md 3.11 and 6, rows 15-22 and 25).
 */
export function loadList(bytes: Uint8Array, format: ListFileFormat = detectFormat(bytes)): LoadedList {
  return loaders[format](bytes)
}

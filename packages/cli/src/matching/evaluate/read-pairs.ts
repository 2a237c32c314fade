import { type LabelledPair, readPair, textLines } from '@entente/matching'
import { CommandFailure } from '../../command/failure.ts'
import { readInputFile } from '../../command/input-file.ts'
import type { Skipped } from '../input/drop-unusable.ts'

export interface PairRow {
  line: number
  /** The id in the file, or `line:N`. */
  id: string
  pair: LabelledPair
}

/** Reads a file of pairs. Skips invalid pairs and repeated ids. Fails with `no-pairs` if the file has no line. */
export function readPairs(file: string): { rows: PairRow[]; skipped: Skipped[] } {
  const rows: PairRow[] = []
  const skipped: Skipped[] = []
  const seen = new Set<string>()
  for (const { line, text } of textLines(readInputFile(file))) {
    let value: unknown
    try {
      value = JSON.parse(text ?? '')
    } catch {
      skipped.push({ line, code: 'json-malformed', message: `Line ${line} is not JSON.` })
      continue
    }
    const read = readPair(value)
    if ('fault' in read) {
      const { at, message } = read.fault
      skipped.push({ line, code: 'pair-invalid', message: `${at === '' ? 'The row' : at} ${message}.` })
      continue
    }
    const id = read.pair.id ?? `line:${line}`
    if (seen.has(id)) {
      skipped.push({ line, code: 'id-duplicate', message: `An earlier pair has the id ${id}.` })
      continue
    }
    seen.add(id)
    rows.push({ line, id, pair: read.pair })
  }
  if (rows.length === 0 && skipped.length === 0) throw new CommandFailure('no-pairs', `There is no pair in ${file}.`)
  return { rows, skipped }
}

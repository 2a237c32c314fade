import type { Entry } from '@entente/matching'
import { readInputFile } from '../../command/input-file.ts'
import { loadListOrFail } from '../input/list-file.ts'

export interface ListSummary {
  file: string
  format: string
  generatedAt: string | null
  entries: number
  names: number
  findings: Record<string, number>
}
export interface ListedEntry {
  list: string
  entry: Entry
}
export interface ReadLists {
  lists: ListSummary[]
  /** The entries by the id used for screening: the id in the list, made unique if an earlier list has the same id. */
  entries: Map<string, ListedEntry>
  /** True if a list had a finding of severity error. */
  errors: boolean
}

/** Loads lists of any format. Fails with the codes of `loadListOrFail` and `readInputFile`. */
export function readLists(files: readonly string[]): ReadLists {
  const lists: ListSummary[] = []
  const entries: ReadLists['entries'] = new Map()
  let errors = false
  for (const [place, file] of files.entries()) {
    const loaded = loadListOrFail(readInputFile(file))
    const findings: Record<string, number> = {}
    for (const { code, severity } of loaded.findings) {
      findings[code] = (findings[code] ?? 0) + 1
      if (severity === 'error') errors = true
    }
    let names = 0
    for (const entry of loaded.entries) {
      names += entry.names.length
      entries.set(entries.has(entry.id) ? `${entry.id}\u0000${place}` : entry.id, { list: file, entry })
    }
    const { format, generatedAt } = loaded.list
    lists.push({ file, format, generatedAt, entries: loaded.entries.length, names, findings })
  }
  return { lists, entries, errors }
}

/** Returns the primary name of an entry, or its first name, or its id. */
export function entryName({ names, id }: Entry): string {
  const primary = names.find((item) => typeof item === 'string' || item.quality === 'primary') ?? names[0]
  return primary === undefined ? id : typeof primary === 'string' ? primary : primary.name
}

import type { CargoTableDifference, CargoTableKind, CargoTableRow } from '@entente/contracts'
import { cargoTables } from './table-columns.ts'

/** The most rows of each list of a difference. */
const mostListed = 200

/** Compares two versions of a table by the columns that identify a row. */
export function differenceOf(
  kind: CargoTableKind,
  before: { version: number; rows: readonly CargoTableRow[] },
  after: readonly CargoTableRow[],
): CargoTableDifference {
  const { key, columns } = cargoTables[kind]
  const nameOf = (row: CargoTableRow) => JSON.stringify(key.map((name) => row[name] ?? null))
  const old = new Map(before.rows.map((row) => [nameOf(row), row]))
  const difference: CargoTableDifference = {
    ...{ from: before.version, counts: { added: 0, removed: 0, changed: 0 } },
    ...{ added: [], removed: [], changed: [] },
  }
  const { counts, added, removed, changed } = difference
  for (const row of after) {
    const name = nameOf(row)
    const earlier = old.get(name)
    old.delete(name)
    if (earlier === undefined) {
      counts.added += 1
      if (added.length < mostListed) added.push(row)
    } else if (columns.some((column) => (earlier[column.name] ?? null) !== (row[column.name] ?? null))) {
      counts.changed += 1
      if (changed.length < mostListed) changed.push({ before: earlier, after: row })
    }
  }
  counts.removed = old.size
  removed.push(...[...old.values()].slice(0, mostListed))
  return difference
}

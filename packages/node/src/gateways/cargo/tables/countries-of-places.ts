import type { Tx } from '../../../safeguards/access/access-store.ts'
import { shippedTable } from './shipped-tables.ts'
import { hashesInForce, rowsOf } from './tables-in-force.ts'

type Countries = ReadonlyMap<string, string>

/** The tables of places that this process read last, by hash. */
const known = new Map<string, Countries>()
const mostKnown = 4

/**
 * Returns the country of each code of a place, by the table `places` in force: an airport code such as `OSL` does not show it.
 * It runs the statement that every reader of tables runs once a transaction, and one more for a table that was not read before.
 */
export async function countriesOfPlaces(tx: Pick<Tx, 'db' | 'now'>): Promise<Countries> {
  const { places: hash = shippedTable('places').hash } = await hashesInForce(tx)
  const read = known.get(hash)
  if (read !== undefined) return read
  const [rows = []] = await rowsOf(tx, [{ kind: 'places', hash }])
  const countries = new Map(rows.map(({ code, country }) => [String(code), String(country)]))
  const [oldest] = known.keys()
  if (known.size >= mostKnown && oldest !== undefined) known.delete(oldest)
  known.set(hash, countries)
  return countries
}

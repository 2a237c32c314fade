import type { CargoTableKind, CargoTableRow } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { dayOf } from './days.ts'
import { shippedTable } from './shipped-tables.ts'
import { assessedKinds, TableSet } from './table-set.ts'

/** Cache of the sets that were read. A new transaction mostly needs the newest one. */
const sets = new Map<string, TableSet>()
const mostSets = 4
type Reads = Pick<Tx, 'db' | 'now'>
const inTransaction = new WeakMap<Reads, Map<string, Promise<Hashes>>>()
type Hashes = Partial<Record<CargoTableKind, string>>

/**
 * Returns the tables that an assessment reads, as they are in force on a day; absent: today, in UTC. It runs one statement
 * a transaction and day. Rows are read only if this process has not read them before.
 */
export async function tablesInForce(tx: Reads, day = dayOf(tx.now)): Promise<TableSet> {
  return tablesOf(tx, await hashesInForce(tx, day))
}

/** Returns the hashes of the approved tables in force on a day, in one statement a transaction and day. */
export function hashesInForce(tx: Reads, day = dayOf(tx.now)): Promise<Hashes> {
  const own = inTransaction.get(tx) ?? new Map<string, Promise<Hashes>>()
  inTransaction.set(tx, own)
  const known = own.get(day)
  if (known !== undefined) return known
  const found = versionsInForce(tx, day).then((versions) =>
    Object.fromEntries(versions.map(({ kind, hash }) => [kind, hash])),
  )
  own.set(day, found)
  return found
}

/** Returns the tables with these hashes by kind, as an assessment names them. A kind without a hash is that of the release. */
export async function tablesOf(tx: Pick<Tx, 'db'>, hashes: Readonly<Record<string, string>>): Promise<TableSet> {
  const wanted = assessedKinds.map((kind) => ({ kind, hash: hashes[kind] ?? shippedTable(kind).hash }))
  const name = wanted.map(({ hash }) => hash).join(' ')
  const known = sets.get(name)
  if (known !== undefined) return known
  const rows = await rowsOf(tx, wanted)
  const tables = Object.fromEntries(wanted.map(({ kind, hash }, place) => [kind, { hash, rows: rows[place] ?? [] }]))
  const made = new TableSet(tables as ConstructorParameters<typeof TableSet>[0])
  const [oldest] = sets.keys()
  if (sets.size >= mostSets && oldest !== undefined) sets.delete(oldest)
  sets.set(name, made)
  return made
}

/** Reads the rows of tables by hash, in one statement unless they are those of the release. Throws if no table has the hash. */
export async function rowsOf(
  tx: Pick<Tx, 'db'>,
  tables: readonly { kind: CargoTableKind; hash: string }[],
): Promise<(readonly CargoTableRow[])[]> {
  const missing = tables.filter(({ kind, hash }) => shippedTable(kind).hash !== hash).map(({ hash }) => hash)
  const stored =
    missing.length === 0
      ? []
      : await tx.db.selectFrom('cargo_table').select(['hash', 'content']).where('hash', 'in', missing).execute()
  return tables.map(({ kind, hash }) => {
    const shipped = shippedTable(kind)
    if (shipped.hash === hash) return shipped.rows
    const row = stored.find((one) => one.hash === hash)
    if (row === undefined) throw new Error(`no table ${kind} has the hash ${hash}`)
    return JSON.parse(row.content) as CargoTableRow[]
  })
}

/** A place of the table `places`: its country is an ISO 3166-1 alpha-2 code, its coordinates are in degrees north and east. */
export interface KnownPlace {
  name: string
  country: string
  latitude: number
  longitude: number
}
/** The tables of places that this process read last, by hash. */
const places = new Map<string, ReadonlyMap<string, KnownPlace>>()

/**
 * Returns each place of the table `places` in force by its code: IATA, UN/LOCODE, or two letters for the middle of a country.
 * It runs the statement that every reader of tables runs once a transaction, and one more for a table that was not read before.
 */
export async function placesInForce(tx: Reads): Promise<ReadonlyMap<string, KnownPlace>> {
  const { places: hash = shippedTable('places').hash } = await hashesInForce(tx)
  const known = places.get(hash)
  if (known !== undefined) return known
  const [rows = []] = await rowsOf(tx, [{ kind: 'places', hash }])
  const made = new Map(
    rows.map(({ code, name, country, latitude, longitude }) => [
      String(code),
      { name: String(name), country: String(country), latitude: Number(latitude), longitude: Number(longitude) },
    ]),
  )
  const [oldest] = places.keys()
  if (places.size >= mostSets && oldest !== undefined) places.delete(oldest)
  places.set(hash, made)
  return made
}

/** Returns the version of each kind that is in force on a day. A kind that is missing has the table of the release. */
async function versionsInForce(
  tx: Pick<Tx, 'db'>,
  day: string,
): Promise<{ kind: CargoTableKind; version: number; hash: string }[]> {
  const { rows } = await sql<{ kind: CargoTableKind; version: number; hash: string }>`
    select distinct on (v.kind) v.kind, v.version, v.hash
    from cargo_table_version v join cargo_table_approval a on a.kind = v.kind and a.version = v.version
    where a.valid_from <= ${day} and (v.valid_until is null or v.valid_until > ${day})
    order by v.kind, v.version desc`.execute(tx.db)
  return rows
}

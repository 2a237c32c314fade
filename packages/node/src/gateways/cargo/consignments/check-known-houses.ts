import type { CargoConsignment } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { MergedConsignment } from '../classes/content-classes.ts'
import { checkHouses } from './check-across.ts'
import type { ConsignmentRow } from './open-version.ts'

/** A consignment of the transaction. A masked one has no value. */
interface Known {
  row: Pick<ConsignmentRow, 'id' | 'level' | 'parent_id' | 'state'>
  value: MergedConsignment | null
}
interface Sums {
  n: number
  stated: number
  pieces: number
  weighed: number
  kg: number
}

/**
 * Compares the masters among these consignments with all their houses known so far (rule R4), and returns the codes of each that has
 * houses: those of its findings, without the missing houses that came meanwhile. Houses that are still missing are no finding
 * here, because they may come. It runs one statement, and none without a master (`offset 0`: else it could read all observations). The houses are not opened: the masses of those
 * that were compared before are counted already.
 */
export async function codesWithHouses(
  tx: Pick<Tx, 'db'>,
  known: readonly Known[],
): Promise<Map<string, readonly string[]>> {
  const masters = known.flatMap(({ row, value }) =>
    row.level === 'master' && value?.findingCodes !== undefined ? [{ row, value, codes: value.findingCodes }] : [],
  )
  if (masters.length === 0) return new Map()
  const sums = await sumsOf(tx, known, new Set(masters.map(({ row }) => row.id)))
  return new Map(
    masters.flatMap(({ row, value: { consignment }, codes }) => {
      const sum = sums.get(row.id)
      return sum === undefined ? [] : [[row.id, codesOf(consignment, codes, sum)] as const]
    }),
  )
}

function codesOf(master: CargoConsignment, codes: readonly string[], sum: Sums): readonly string[] {
  const pieces = sum.stated === sum.n ? sum.pieces : null
  const { found, isSettled } = checkHouses(master, [{ pieces, grossKg: sum.weighed === sum.n ? sum.kg : null }])
  const isMissing = found.some(({ code }) => code === 'HOUSES_MISSING')
  const kept = codes.filter((code) => isMissing || !isSettled({ code, rule: 'R4' }))
  const more = found.flatMap(({ code }) => (code === 'HOUSES_MISSING' ? [] : code))
  return [...new Set([...kept, ...more])].sort()
}

/** Sums the houses of masters: those of this transaction from their values, the others from the rows that it finds. */
async function sumsOf(
  tx: Pick<Tx, 'db'>,
  known: readonly Known[],
  masters: ReadonlySet<string>,
): Promise<Map<string, Sums>> {
  const own = known.filter(({ row }) => masters.has(row.parent_id ?? ''))
  const { rows } = await sql<Sums & { id: string }>`
    select h.parent_id as id, count(*)::int as n, count(h.pieces)::int as stated, coalesce(sum(h.pieces), 0)::float8 as pieces,
      count(o.gross_kg)::int as weighed, coalesce(sum(o.gross_kg), 0)::float8 as kg
    from cargo_consignment h left join lateral (
      select gross_kg from cargo_observation where consignment_id = h.id and version = h.version offset 0) o on true
    where h.parent_id = any(${[...masters]}::uuid[]) and h.state <> 'cancelled' and h.id <> all(${own.map(({ row }) => row.id)}::uuid[])
    group by h.parent_id`.execute(tx.db)
  const sums = new Map(rows.map(({ id, ...sum }) => [id, sum]))
  for (const { row, value } of own) {
    if (row.state === 'cancelled') continue
    const { pieces = null, grossKg = null } = value?.consignment ?? {}
    const sum = sums.get(row.parent_id as string) ?? { n: 0, stated: 0, pieces: 0, weighed: 0, kg: 0 }
    sums.set(row.parent_id as string, {
      ...{ n: sum.n + 1, stated: sum.stated + Number(pieces !== null), pieces: sum.pieces + (pieces ?? 0) },
      ...{ weighed: sum.weighed + Number(grossKg !== null), kg: sum.kg + (grossKg ?? 0) },
    })
  }
  return sums
}

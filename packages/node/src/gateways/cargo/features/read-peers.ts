import type { CargoPeers } from '@entente/contracts'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { Measure } from './consignment-facts.ts'
import { fewestPeers, prefixesOf } from './make-features.ts'
import { peerMonths } from './refresh-peers.ts'

const mostPoints = 500
const columns = {
  value: sql.ref('log_value'),
  kgPerPiece: sql.ref('log_kg_per_piece'),
  kgPerM3: sql.ref('log_kg_per_m3'),
} satisfies Record<Measure, RawBuilder<unknown>>

/**
 * Compares a measure of a consignment with the consignments of the same HS code, as its features were: the middle and the
 * spread are those of the last refresh. The points are a random part of the peers, the same at each call.
 */
export async function readPeers(tx: Tx, consignmentId: string, of: Measure): Promise<CargoPeers> {
  const column = columns[of]
  const { rows: owns } = await sql<{ hs: string | null; kg: number | null; amount: number | null }>`
    select hs, gross_kg as kg, ${column} as amount from cargo_observation where consignment_id = ${consignmentId}`.execute(
    tx.db,
  )
  const [own] = owns
  const prefixes = prefixesOf(own?.hs ?? null)
  const known = await tx.db
    .selectFrom('cargo_peer')
    .select(['code', 'n', 'median', 'mad'])
    .where('scope', '=', 'hs')
    .where('measure', '=', of)
    .where('code', 'in', prefixes.length > 0 ? prefixes : [''])
    .execute()
  const found = prefixes.flatMap((code) => known.find((row) => row.code === code) ?? [])
  const peers = found.find(({ n }) => n >= fewestPeers)
  const chapter = found.at(-1)
  const nothing = {
    level: null,
    code: chapter?.code ?? null,
    n: chapter?.n ?? 0,
    points: [],
    median: null,
    mad: null,
    z: null,
  }
  const amount = own?.amount ?? null
  const ownPoint = own === undefined || own.kg === null || amount === null ? null : point(own.kg, amount)
  if (peers === undefined) return { ...nothing, months: peerMonths, own: ownPoint }
  const { code, n, median, mad } = peers
  const { rows: points } = await sql<{ kg: number; amount: number }>`
    select gross_kg as kg, ${column} as amount from cargo_observation
    where hs >= ${code} and hs < ${`${code}:`} and consignment_id <> ${consignmentId} and gross_kg is not null and ${column} is not null
      and first_at > ${tx.now}::timestamptz - ${sql.lit(`${peerMonths} months`)}::interval
    order by hashtextextended(consignment_id::text, hashtextextended(${consignmentId}, 0)) limit ${mostPoints}`.execute(
    tx.db,
  )
  return {
    ...{ level: `hs${code.length}` as CargoPeers['level'], code, months: peerMonths, n, mad },
    points: points.map(({ kg, amount }) => point(kg, amount)),
    ...{ median: Math.exp(median), own: ownPoint },
    z: amount === null || mad === 0 ? null : (amount - median) / mad,
  }
}

/** Two significant digits identify no consignment. */
const point = (kg: number, amount: number): [number, number] => [rounded(kg), rounded(Math.exp(amount))]
const rounded = (value: number): number => Number(value.toPrecision(2))

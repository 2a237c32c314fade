import type { CargoDrift, CargoHitRate, CargoRates } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { qualityOfFilers } from '../features/filer-quality.ts'
import { precisionOf } from './fit-challenger.ts'

/** The most rows of each kind in the list: those with the most results. */
const mostRows = 500

/** Reads the inspection results of rules, tables and models, the quality of filers, and the newest drift. */
export async function readRates(tx: Tx): Promise<CargoRates> {
  return {
    at: tx.now.toISOString(),
    items: await hitRates(tx),
    filers: (await qualityOfFilers(tx)).map(({ timed: _, late: _late, ...quality }) => quality),
    drift: await newestDrift(tx),
  }
}

/** An inspection order names every rule, table and model that chose the consignment. Each of them gets the result. */
async function hitRates(tx: Tx): Promise<CargoHitRate[]> {
  const { rows } = await sql<Omit<CargoHitRate, 'precision'>>`
    select r.kind, r.ref as id, nullif(r.version, 0) as version, count(distinct r.consignment_id)::int as hits,
      (count(distinct r.consignment_id) filter (where i.state = 'closed' and i.outcome <> 'not-inspected'))::int as inspected,
      (count(distinct r.consignment_id) filter (where i.state = 'closed' and i.outcome = 'found'))::int as positives
    from cargo_inspection_reason r join cargo_inspection i on i.id = r.inspection_id
    where r.kind in ('rule', 'table', 'model') group by r.kind, r.ref, r.version
    order by inspected desc, hits desc, id limit ${mostRows}`.execute(tx.db)
  return rows.map((row) => ({ ...row, precision: precisionOf(row.positives, row.inspected) }))
}

async function newestDrift(tx: Tx): Promise<CargoDrift | null> {
  const row = await tx.db
    .selectFrom('cargo_drift as d')
    .innerJoin('cargo_model as m', 'm.id', 'd.model_id')
    .select(['d.at', 'm.hash', 'd.measured'])
    .orderBy('d.at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.hash == null ? null : { at: row.at.toISOString(), modelHash: row.hash, ...row.measured }
}

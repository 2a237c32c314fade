import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { featuresVersion } from '../features/make-features.ts'
import type { StoredInputs } from '../store/feature-schema.ts'

/** An inspected consignment with its result, and with the inputs of a model as they were before the inspection. */
export interface LabelledRow {
  id: string
  inputs: StoredInputs
  /** 1: goods were found that the consignment should not have. */
  label: 0 | 1
  /** It was chosen at random or to explore, so it stands for all consignments. */
  drawn: boolean
  at: Date
}

/** The most results that a training reads, the newest first. */
const mostRows = 200_000

/** An error in the data alone is no finding about the goods. A consignment that was not inspected has no label. */
const labelled = sql`select distinct on (i.consignment_id) i.id as inspection_id, i.consignment_id, i.outcome = 'found' as positive, o.first_at as at
  from cargo_inspection i join cargo_observation o on o.consignment_id = i.consignment_id and o.features_version = ${featuresVersion} and o.at <= i.closed_at
  where i.state = 'closed' and i.outcome in ('found', 'nothing-found', 'data-error')
  order by i.consignment_id, i.closed_at desc`

/**
 * Reads inspected consignments, the oldest first, with the inputs that they had at the result: its filer may have amended the
 * data because of it. A consignment without inputs of that time is left out.
 */
export async function readLabelled(tx: Pick<Tx, 'db'>): Promise<LabelledRow[]> {
  const { rows } = await sql<{ id: string; inputs: StoredInputs; positive: boolean; drawn: boolean; at: Date }>`
    select * from (
      select l.consignment_id as id, o.inputs, l.positive, l.at, exists (select from cargo_inspection_reason r
        where r.inspection_id = l.inspection_id and r.ordered and r.kind in ('random', 'exploration')) as drawn
      from (${labelled}) l join cargo_observation o on o.consignment_id = l.consignment_id order by l.at desc, l.consignment_id limit ${mostRows}
    ) newest order by at, id`.execute(tx.db)
  return rows.map(({ id, inputs, positive, drawn, at }) => ({ id, inputs, label: positive ? 1 : 0, drawn, at }))
}

/** Counts the results that a training could use. */
export async function countLabelled(tx: Pick<Tx, 'db'>): Promise<{ rows: number; positives: number }> {
  const { rows } = await sql<{ rows: number; positives: number }>`
    select count(*)::int as rows, (count(*) filter (where positive))::int as positives from (${labelled}) l`.execute(
    tx.db,
  )
  return rows[0] ?? { rows: 0, positives: 0 }
}

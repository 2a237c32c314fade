import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { recordsText } from '../../../store/write-records.ts'
import { exactLog } from '../model/exact-math.ts'
import type { StoredInputs } from '../store/feature-schema.ts'
import { featuresVersion } from './make-features.ts'
import type { Counted } from './read-counters.ts'

/** A consignment that is counted, with the inputs of its score. */
export interface Observed extends Counted {
  inputs: StoredInputs
}

/** Number of hexadecimal digits of a keyed hash that distinguish the counters of one consignment. */
const shortKey = 16

/** Returns the name by which an observation remembers that a counter has its consignment. */
const sightedName = (key: string): string => key.slice(0, shortKey)

/**
 * Counts consignments once for each value that they have, at the end of the transaction, in one statement. A version is
 * counted once: the observation of a consignment is the lock, and the statement adds the sightings of those versions
 * only that it stored. Sightings are added and never changed, so that no transaction waits for the counter of another.
 */
export function countSightings(tx: Tx, observed: readonly Observed[]): void {
  const counted = observed
    .filter(({ subject }) => !subject.removed)
    .sort((one, other) => (one.subject.row.id < other.subject.row.id ? -1 : 1))
  if (counted.length > 0) tx.lastly(() => write(tx, counted))
}

async function write(tx: Tx, counted: readonly Observed[]): Promise<void> {
  const observations = counted.map(({ subject: { row, version, assessed }, facts, keys, inputs }) => ({
    ...{ consignment_id: row.id, version, filer: row.filer, first_at: row.first_received_at, at: tx.now },
    ...{ hs: facts.hs, route: facts.route, gross_kg: facts.grossKg, log_value: logOf(facts.amounts.value) },
    ...{ log_kg_per_piece: logOf(facts.amounts.kgPerPiece), log_kg_per_m3: logOf(facts.amounts.kgPerM3) },
    sighted: [...new Set(keys.map(({ key }) => sightedName(key)))],
    ...{ features_version: featuresVersion, inputs: JSON.stringify(inputs) },
    ...{ model_hash: assessed.model?.hash ?? null, score: assessed.model?.score ?? null },
    ...{ drop_at: dropAt(row), delete_at: row.delete_at },
  }))
  const sightings = counted.flatMap(({ subject: { row }, keys }) =>
    keys.map(({ kind, key, label }) => ({
      ...{ consignment_id: row.id, kind, key, label, filer: row.filer, at: row.first_received_at },
      ...{ month: row.first_received_at.toISOString().slice(0, 7), drop_at: dropAt(row), name: sightedName(key) },
    })),
  )
  // A filer may amend because of a finding. So an amendment changes neither the inputs nor the time of inspected goods.
  const kept = sql`(select inspected from before b where b.consignment_id = excluded.consignment_id)`
  const unlessInspected = (column: string) =>
    sql`${sql.ref(column)} = case when ${kept} then ${sql.ref(`cargo_observation.${column}`)} else ${sql.ref(`excluded.${column}`)} end`
  await sql`with before as (
      select consignment_id, sighted, exists (select from cargo_inspection i where i.consignment_id = o.consignment_id
        and i.state = 'closed' and i.outcome in ('found', 'nothing-found', 'data-error') offset 0) as inspected
      from cargo_observation o where consignment_id = any(${counted.map(({ subject }) => subject.row.id)}::uuid[])
    ), stored as (
      insert into cargo_observation select r.* from json_populate_recordset(null::cargo_observation, ${textOf(observations, ['inputs'])}::json) r
      on conflict (consignment_id) do update set version = excluded.version, filer = excluded.filer, first_at = excluded.first_at,
        hs = excluded.hs, route = excluded.route, gross_kg = excluded.gross_kg, log_value = excluded.log_value, log_kg_per_piece = excluded.log_kg_per_piece,
        log_kg_per_m3 = excluded.log_kg_per_m3, sighted = array(select distinct unnest(cargo_observation.sighted || excluded.sighted)),
        ${sql.join(['at', 'features_version', 'inputs', 'model_hash', 'score'].map(unlessInspected))},
        drop_at = excluded.drop_at, delete_at = excluded.delete_at
      where cargo_observation.version < excluded.version
      returning consignment_id
    )
    insert into cargo_sighting (kind, key, month, filer, label, at, drop_at)
    select s.kind, decode(s.key, 'hex'), s.month, s.filer, s.label, s.at, s.drop_at
    from json_to_recordset(${textOf(sightings)}::json)
      as s (consignment_id uuid, kind text, key text, label text, filer uuid, at timestamptz, month text, drop_at timestamptz, name text)
    join stored using (consignment_id) left join before using (consignment_id)
    where before.sighted is null or s.name <> all(before.sighted)`.execute(tx.db)
}

const textOf = (rows: Parameters<typeof recordsText>[0], json?: string[]): string =>
  recordsText(rows, Object.keys(rows[0] ?? {}), json)

const logOf = (amount: number | null): number | null => (amount === null ? null : exactLog(amount))

/** The counters of a month are dropped when the first record of the month is masked. */
function dropAt(row: { mask_at: Date | null; delete_at: Date }): Date {
  const end = row.mask_at ?? row.delete_at
  return new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth(), 1))
}

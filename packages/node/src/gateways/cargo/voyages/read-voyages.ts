import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { takeTurns } from '../../../store/take-turns.ts'
import { isSameVoyage } from '../consignments/voyage.ts'
import type { DeclaredContainer, ListedContainer, StowagePlan } from './compare-voyages.ts'

/** Consignments and plans older than this are not compared again, and their rows are dropped. */
export const comparedMs = 120 * 86_400_000
/** The most plans in force of one voyage, the newest first. It has one for each port and filer. */
const mostPlans = 100

/** The most voyages that count as one, and of how many with its number they are chosen: a filer may invent names of ships without an end. */
export const mostVoyages = 100
const mostOfSeries = 1_000

interface Voyages {
  /** The voyages that may be the same, by id. */
  voyages: Map<string, StowagePlan['voyage']>
  since: Date
}

/**
 * Reads the voyages that may be the same as this one: those that name its ship, then those that name the ship of one of these. Many
 * ships have voyages with the same number.
 */
export async function readVoyages(
  tx: Pick<Tx, 'db' | 'now'>,
  { id, series }: { id: string; series: string },
): Promise<Voyages> {
  const rows = await tx.db
    .selectFrom('cargo_voyage')
    .select(['id', 'series', 'imo', 'names', 'label'])
    .where('series', '=', series)
    .orderBy((e) => e('id', '=', id), 'desc')
    .orderBy('compared_at', (order) => order.desc().nullsFirst())
    .limit(mostOfSeries)
    .execute()
  const voyages = new Map(rows.filter((row) => row.id === id).map((row) => [row.id, row]))
  for (const one of voyages.values())
    for (const row of rows)
      if (voyages.size < mostVoyages && !voyages.has(row.id) && isSameVoyage(one, row)) voyages.set(row.id, row)
  return { voyages, since: new Date(tx.now.getTime() - comparedMs) }
}

/** A reading that takes longer failed for good. It must not keep a voyage from its comparison. */
const longestReadingMs = 86_400_000

/** Tests whether a message of these voyages is being read: what it has not stated yet would look as if it were missing. */
export async function isBeingRead(tx: Pick<Tx, 'db' | 'now'>, { voyages }: Voyages): Promise<boolean> {
  const since = new Date(tx.now.getTime() - longestReadingMs)
  const { rows } = await sql`select from cargo_voyage_message v join message m on m.id = v.message_id
    where v.voyage_id = any(${[...voyages.keys()]}::uuid[]) and v.received_at > ${since}
      and m.read_version < v.read_version and m.read_as = v.read_version limit 1`.execute(tx.db)
  return rows.length > 0
}

/** Tests whether a stowage plan of these voyages was ever received. */
export async function hasPlan(tx: Pick<Tx, 'db'>, { voyages, since }: Voyages): Promise<boolean> {
  const { rows } = await sql`select from cargo_voyage_message
    where voyage_id = any(${[...voyages.keys()]}::uuid[]) and is_plan and received_at > ${since} limit 1`.execute(tx.db)
  return rows.length > 0
}

/**
 * Reads the stowage plans in force: of one filer, voyage and port of departure the newest one, in its newest reading. The plans of one
 * file do not replace each other. Runs two statements.
 */
export async function readPlans(tx: Pick<Tx, 'db' | 'now'>, { voyages, since }: Voyages): Promise<StowagePlan[]> {
  const { rows: plans } = await sql<PlanRow>`
    select p.message_id, p.read_version, p.place, p.voyage_id, p.departure, p.received_at, p.status = 'read' as is_whole from (
      select v.*, m.status, rank() over (partition by v.sender_id, v.voyage_id, coalesce(v.departure, '')
        order by v.prepared_at desc, v.received_at desc, v.message_id desc) as age
      from cargo_voyage_message v join message m on m.id = v.message_id and m.read_version = v.read_version
      where v.voyage_id = any(${[...voyages.keys()]}::uuid[]) and v.is_plan and v.received_at > ${since} and m.delete_at > ${tx.now}
    ) p where p.age = 1 and not p.cancels order by p.received_at desc limit ${mostPlans}`.execute(tx.db)
  if (plans.length === 0) return []
  const { rows } = await sql<StowedRow>`
    select p.n, e.container, e.filled, e.vgm_kg, e.gross_kg, e.port_of_loading, e.port_of_discharge, e.ordinal
    from unnest(${plans.map((plan) => plan.message_id)}::uuid[], ${plans.map((plan) => plan.read_version)}::int[],
      ${plans.map(({ place }) => place)}::int[]) with ordinality as p (message_id, read_version, place, n)
    join cargo_stated_equipment e using (message_id, read_version, place)`.execute(tx.db)
  const made = plans.map(
    (plan): StowagePlan => ({
      ...{ voyage: voyages.get(plan.voyage_id) as StowagePlan['voyage'], messageId: plan.message_id },
      ...{ readVersion: plan.read_version, place: plan.place, departure: plan.departure },
      ...{ receivedAt: plan.received_at, isWhole: plan.is_whole, containers: [] },
    }),
  )
  const next = takeTurns()
  for (const row of rows) {
    made[Number(row.n) - 1]?.containers.push({
      ...{ container: row.container, filled: row.filled, vgmKg: row.vgm_kg, grossKg: row.gross_kg },
      ...{ portOfLoading: row.port_of_loading, portOfDischarge: row.port_of_discharge, ordinal: row.ordinal },
    })
    await next()
  }
  return made
}

interface PlanRow {
  message_id: string
  read_version: number
  place: number
  voyage_id: string
  departure: string | null
  received_at: Date
  is_whole: boolean
}
interface StowedRow {
  n: string
  container: string
  filled: boolean | null
  vgm_kg: number | null
  gross_kg: number | null
  port_of_loading: string | null
  port_of_discharge: string | null
  ordinal: number
}

/**
 * Reads the containers of all consignments of these voyages that are not cancelled, with what their messages in force state
 * about them. Runs two statements, however many containers there are.
 */
export async function readDeclared(
  tx: Pick<Tx, 'db' | 'now'>,
  { voyages, since }: Voyages,
): Promise<DeclaredContainer[]> {
  const ids = [...voyages.keys()]
  const live = sql`c.voyage_id = any(${ids}::uuid[]) and c.first_received_at > ${since} and c.state <> 'cancelled'
    and c.containers is not null and c.delete_at > ${tx.now}`
  const { rows } =
    await sql<DeclaredRow>`select c.id, c.voyage_id, c.containers, coalesce(c.manifested, false) as manifested,
    c.port_of_loading, c.port_of_discharge, c.first_received_at from cargo_consignment c where ${live}`.execute(tx.db)
  // A filing in force is current too: with that condition, an index of all current filings would be read for each row.
  // Each subquery reads few rows by an index. Else PostgreSQL may read whole tables, which it believes to be small while they are new.
  const { rows: stated } = await sql<StatementRow>`
    select c.id, c.container, e.message_id, e.filled, e.gross_kg, e.tare_kg
    from (select c.id, unnest(c.containers) as container from cargo_consignment c where ${live}) c
    cross join lateral (select message_id, read_version from cargo_filing
      where consignment_id = c.id and in_force offset 0) f
    cross join lateral (select message_id, filled, gross_kg, tare_kg from cargo_stated_equipment
      where message_id = f.message_id and read_version = f.read_version and container = c.container offset 0) e`.execute(
    tx.db,
  )
  const made = new Map<string, DeclaredContainer>()
  const next = takeTurns()
  for (const row of rows) {
    for (const container of row.containers)
      made.set(`${row.id} ${container}`, {
        ...{ consignmentId: row.id, voyage: voyages.get(row.voyage_id) as StowagePlan['voyage'], container },
        ...{ isManifest: row.manifested, portOfLoading: row.port_of_loading, portOfDischarge: row.port_of_discharge },
        ...{ firstReceivedAt: row.first_received_at, statements: [] },
      })
    await next()
  }
  for (const row of stated) {
    made.get(`${row.id} ${row.container}`)?.statements.push({
      ...{ messageId: row.message_id, filled: row.filled, grossKg: row.gross_kg, tareKg: row.tare_kg },
    })
    await next()
  }
  return [...made.values()]
}

/** Reads the containers that manifests list without a bill. A manifest counts while one of its bills does, or if it has none. */
export async function readListed(tx: Pick<Tx, 'db' | 'now'>, { voyages, since }: Voyages): Promise<ListedContainer[]> {
  const { rows } = await sql<{ voyage_id: string; container: string }>`
    select v.voyage_id, e.container from cargo_voyage_message v
    join message m on m.id = v.message_id and m.read_version = v.read_version
    cross join lateral (select container from cargo_stated_equipment
      where message_id = v.message_id and read_version = v.read_version and place = v.place and alone offset 0) e
    where v.voyage_id = any(${[...voyages.keys()]}::uuid[]) and not v.is_plan and not v.cancels and v.received_at > ${since}
      and m.delete_at > ${tx.now}
      and (exists (select from cargo_filing f where f.message_id = v.message_id and f.in_force offset 0)
        or not exists (select from cargo_filing f where f.message_id = v.message_id offset 0))`.execute(tx.db)
  return rows.map(({ voyage_id: id, container }) => ({ voyage: voyages.get(id) as StowagePlan['voyage'], container }))
}

interface DeclaredRow {
  id: string
  voyage_id: string
  containers: string[]
  manifested: boolean
  port_of_loading: string | null
  port_of_discharge: string | null
  first_received_at: Date
}
interface StatementRow {
  id: string
  container: string
  message_id: string
  filled: boolean | null
  gross_kg: number | null
  tare_kg: number | null
}

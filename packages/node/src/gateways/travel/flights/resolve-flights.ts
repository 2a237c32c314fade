import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { AirportZones } from './airport-zones.ts'
import type { FlightRow } from './draw-flight.ts'
import type { FlightMessageDraft, NamedFlight } from './flight-key.ts'
import { instantOf } from './local-time.ts'

export interface ResolvedFlights {
  /** Flight id by key. */
  found: Map<string, string>
  /** Flights by id, as stored now. */
  rows: Map<string, FlightRow>
}

/**
 * Finds the flight of each key, inserts new ones, and locks them until the transaction ends: messages about one flight
 * are merged one after another. The two numbers of a codeshare are one flight, that of the operating carrier; two
 * existing flights are merged.
 */
export async function resolveFlights(
  tx: Tx,
  zones: AirportZones,
  stated: readonly Pick<FlightMessageDraft, 'flight' | 'aliases'>[],
): Promise<ResolvedFlights> {
  const named = new Map<string, NamedFlight>()
  for (const { flight, aliases } of stated) {
    named.set(flight.key, flight)
    for (const { operating, other } of aliases) {
      named.set(operating.key, named.get(operating.key) ?? operating)
      named.set(other.key, named.get(other.key) ?? other)
    }
  }
  if (named.size === 0) return { found: new Map(), rows: new Map() }
  const keys = [...named.keys()].sort()
  const known = stated.every(({ aliases }) => aliases.length === 0) ? await lockKnownFlights(tx, keys) : null
  if (known !== null) return known
  await sql`select pg_advisory_xact_lock(hashtextextended(key, 8400)) from unnest(${keys}::text[]) as key`.execute(
    tx.db,
  )
  const found = await findFlights(tx, keys)

  for (const { operating, other } of stated.flatMap(({ aliases }) => aliases)) {
    const keep = found.get(operating.key) ?? (await addFlight(tx, zones, operating, found))
    const gone = found.get(other.key)
    if (gone === keep) continue
    if (gone === undefined) {
      await tx.db
        .insertInto('flight_alias')
        .values({ key: other.key, flight_id: keep })
        .onConflict((c) => c.doNothing())
        .execute()
    } else {
      await mergeFlights(tx, gone, keep)
      for (const [key, id] of found) if (id === gone) found.set(key, keep)
    }
    found.set(other.key, keep)
  }
  for (const { flight } of stated) if (!found.has(flight.key)) await addFlight(tx, zones, flight, found)
  const ids = [...new Set(found.values())].sort()
  const resolved = sql<boolean>`id = any(${ids}::uuid[])`
  const rows = await tx.db.selectFrom('flight').selectAll().where(resolved).orderBy('id').forUpdate().execute()
  return { found, rows: new Map(rows.map((row) => [row.id, row])) }
}

/**
 * Locks the flights in one query if all are stored under their own keys, the usual case. Returns null if one is new or
 * is stored under another key, or was merged while this waited for its lock; nothing is changed then.
 */
async function lockKnownFlights(tx: Tx, keys: readonly string[]): Promise<ResolvedFlights | null> {
  const rows = await tx.db
    .selectFrom('flight')
    .selectAll()
    .where(sql<boolean>`key = any(${keys}::text[])`)
    .where('same_as', 'is', null)
    .where(
      sql<boolean>`(select count(*) from flight k where k.key = any(${keys}::text[]) and k.same_as is null) = ${keys.length}`,
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  if (rows.length < keys.length) return null
  return { found: new Map(rows.map((row) => [row.key, row.id])), rows: new Map(rows.map((row) => [row.id, row])) }
}

/** Finds the flights of these keys. Aliases are followed, including those of merged flights. */
export async function findFlights(tx: Pick<Tx, 'db'>, keys: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ asked: string; flight_id: string }>`
    with recursive chain (asked, flight_id, depth) as (
      select k, coalesce(a.flight_id, f.id), 0
      from unnest(${keys}::text[]) as k left join flight_alias a on a.key = k left join flight f on f.key = k
      union all
      select c.asked, a.flight_id, c.depth + 1
      from chain c join flight f on f.id = c.flight_id join flight_alias a on a.key = f.key where c.depth < 8
    )
    select distinct on (asked) asked, flight_id from chain where flight_id is not null order by asked, depth desc`.execute(
    tx.db,
  )
  return new Map(rows.map((row) => [row.asked, row.flight_id]))
}

async function addFlight(
  tx: Tx,
  zones: AirportZones,
  flight: NamedFlight,
  found: Map<string, string>,
): Promise<string> {
  const id = randomUUID()
  await tx.db
    .insertInto('flight')
    .values({ id, ...flightColumns(zones, flight), declared: null, missing: null })
    .execute()
  found.set(flight.key, id)
  return id
}

/** The columns for the airports and times of a flight. */
export function flightColumns(zones: AirportZones, flight: NamedFlight) {
  const { zone, known } = zones.zoneOf(flight.from || null)
  return {
    key: flight.key,
    carrier: flight.carrier,
    number: flight.number,
    origin: flight.from,
    destination: flight.to,
    departure: flight.departure,
    arrival: flight.arrival,
    departs_at: flight.departure === null ? null : instantOf(flight.departure, zone),
    from_zone: zone,
    zone_known: known,
  }
}

/**
 * Merges two flights that are one leg under two numbers: all rows of `gone` move to `keep`, and its key becomes an
 * alias of `keep`. A scheduled flight stays scheduled, unless the schedule is that of a sender without registration for
 * the carrier of `keep`: that sender may not set its times.
 */
async function mergeFlights(tx: Pick<Tx, 'db'>, gone: string, keep: string): Promise<void> {
  await tx.db.selectFrom('flight').select('id').where('id', 'in', [gone, keep]).orderBy('id').forUpdate().execute()
  await tx.db.updateTable('flight').set({ same_as: keep }).where('id', '=', gone).execute()
  await sql`insert into flight_alias (key, flight_id) select key, ${keep}::uuid from flight where id = ${gone}::uuid
    on conflict do nothing`.execute(tx.db)
  await sql`update flight k set scheduled = true, scheduled_by = g.scheduled_by, departure = g.departure, arrival = g.arrival, departs_at = g.departs_at
    from flight g where g.id = ${gone}::uuid and k.id = ${keep}::uuid and g.scheduled and not k.scheduled
      and (g.scheduled_by is null or exists (select 1 from sender s where s.id = g.scheduled_by and s.settings -> 'carriers' ? k.carrier))`.execute(
    tx.db,
  )
  for (const table of ['statement', 'reservation_version', 'traveller', 'carrier_answer'] as const) {
    await sql`update ${sql.table(table)} set flight_id = ${keep}::uuid where flight_id = ${gone}::uuid`.execute(tx.db)
  }
  await tx.db.updateTable('case_file').set({ context_id: keep }).where('context_id', '=', gone).execute()
  await sql`update flight_message m set flight_id = ${keep}::uuid where m.flight_id = ${gone}::uuid and not exists
    (select 1 from flight_message k where k.flight_id = ${keep}::uuid and k.message_id = m.message_id and k.unit = m.unit)`.execute(
    tx.db,
  )
}

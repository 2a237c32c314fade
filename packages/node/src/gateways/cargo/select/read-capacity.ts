import { type CargoCapacity, type DrawRates, rateOfStratum, type SelectedBy } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { beginOf, dayOf, endOf } from '../tables/days.ts'
import { readDays } from './lane-counts.ts'
import { type Lane, lanes } from './select-lanes.ts'

/** Reads how the consignments of a day went to the lanes; absent: today, in UTC. */
export async function readCapacity(tx: Pick<Tx, 'db' | 'now'>, day = dayOf(tx.now)): Promise<CargoCapacity> {
  const state = (await readDays(tx, [day])).get(day)
  const counts = Object.fromEntries(lanes.map((lane) => [lane, Number(state?.counts[lane] ?? 0)])) as Record<
    Lane,
    number
  >
  const rates = state?.rates ?? null
  const assessed = lanes.reduce((sum, lane) => sum + counts[lane], 0)
  return {
    ...{ day, rates, assessed },
    committedAt: state?.committed?.since.toISOString() ?? null,
    lanes: lanes.map((lane) => ({ lane, count: counts[lane] })),
    reasons: await reasonsOf(tx, day),
    strata: await strataOf(tx, day, rates),
    hours: await hoursOf(tx, day),
    beyond: beyondOf(rates, counts, assessed),
    inspections: await inspectionsOf(tx, day),
  }
}

/** Returns what the capacity of a day leaves out. Without a commitment nothing is promoted, so nothing is left out. */
export function beyondOf(
  rates: Pick<DrawRates, 'expected' | 'capacity'> | null,
  { red }: Readonly<Record<Lane, number>>,
  assessed: number,
): CargoCapacity['beyond'] {
  if (rates === null) return { above: 0, left: 0 }
  const expected = Math.floor(rates.expected.red * assessed)
  return {
    above: Math.max(0, red - rates.capacity),
    left: expected > rates.capacity ? Math.max(0, expected - Math.max(red, rates.capacity)) : 0,
  }
}

/** The lanes count a consignment in its newest assessment, and so do reasons and hours. */
const isNewest = sql`not exists (select from cargo_assessment n where n.consignment_id = a.consignment_id and n.sequence > a.sequence offset 0)`

async function reasonsOf({ db }: Pick<Tx, 'db'>, day: string): Promise<CargoCapacity['reasons']> {
  const { rows } = await sql<{ by: SelectedBy; lane: Lane; count: number }>`
    select r.by, a.lane, count(*)::int as count from cargo_assessment a cross join unnest(a.selected_by) as r (by)
    where a.day = ${day} and a.lane <> 'green' and ${isNewest} group by r.by, a.lane order by count desc, r.by, a.lane`.execute(
    db,
  )
  return rows
}

async function hoursOf({ db }: Pick<Tx, 'db'>, day: string): Promise<CargoCapacity['hours']> {
  const { rows } = await sql<{ hour: number; lane: Lane; count: number }>`
    select extract(hour from f.at at time zone 'UTC')::int as hour, a.lane, count(*)::int as count from cargo_assessment a
    join cargo_assessment f on f.consignment_id = a.consignment_id and f.sequence = 1 where a.day = ${day} and a.lane <> 'green' and ${isNewest} group by hour, a.lane order by hour, a.lane`.execute(
    db,
  )
  return rows
}

async function strataOf(
  { db }: Pick<Tx, 'db'>,
  day: string,
  rates: DrawRates | null,
): Promise<CargoCapacity['strata']> {
  const { rows } = await sql<{ stratum: string; count: number; drawn: number; selected: number }>`
    select stratum, sum(count)::int as count, sum(drawn)::int as drawn, sum(selected)::int as selected
    from cargo_lane_count where day = ${day} group by stratum order by count desc, stratum`.execute(db)
  return rows.map((row) => ({ ...row, rate: rateOfStratum(rates?.random ?? [], row.stratum) }))
}

const dueAt = sql<Date>`coalesce(due_at, 'infinity')`

async function inspectionsOf({ db }: Pick<Tx, 'db'>, day: string): Promise<CargoCapacity['inspections']> {
  const { orders, closed } = await db
    .selectFrom('cargo_inspection')
    .select((e) => [
      e.fn.countAll<string>().as('orders'),
      e.fn.countAll<string>().filterWhere('state', '=', 'closed').as('closed'),
    ])
    // The index of the list of orders has this expression.
    .where(dueAt, '>=', beginOf(day))
    .where(dueAt, '<', endOf(day))
    .executeTakeFirstOrThrow()
  return { orders: Number(orders), closed: Number(closed) }
}

import type { DrawRates } from '@entente/contracts'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { beginOf } from '../tables/days.ts'
import { type Lane, type LaneCounts, noCounts } from './select-lanes.ts'

/** Number of slots in which the connections of all nodes count. Two that share one wait for each other until a commit. */
const slots = 64

/** A day as the selection reads it. */
export interface DayState {
  day: string
  /** Null: the day has no commitment, or its key is lost. Then nothing is drawn. */
  committed: { commitment: string; since: Date } | null
  rates: DrawRates | null
  counts: LaneCounts
}

/** Reads days with their commitments, rates and lane counts, in one statement, and adds changes of the counts that are not stored yet. */
export async function readDays(
  tx: Pick<Tx, 'db'>,
  days: readonly string[],
  added: readonly CountChange[] = [],
): Promise<Map<string, DayState>> {
  const { rows } = await sql<{
    day: string
    commitment: string | null
    committed_at: Date | null
    lost_at: Date | null
    rates: DrawRates | null
    counts: Record<string, number> | null
  }>`select w.day, d.commitment, d.committed_at, d.lost_at, d.rates, c.counts
    from unnest(${[...new Set(days)]}::text[]) as w (day)
    left join cargo_draw_day d on d.day = w.day
    left join lateral (select json_object_agg(lane, n) as counts
      from (select lane, sum(count) as n from cargo_lane_count l where l.day = w.day group by lane) s) c on true`.execute(
    tx.db,
  )
  return new Map(
    rows.map(({ day, commitment, committed_at, lost_at, rates, counts }) => [
      day,
      {
        day,
        committed:
          commitment === null || lost_at !== null
            ? null
            : { commitment, since: new Date(Math.max(committed_at?.getTime() ?? 0, beginOf(day).getTime())) },
        rates,
        counts: withAdded(
          { ...noCounts, ...counts },
          added.filter((change) => change.day === day),
        ),
      },
    ]),
  )
}

function withAdded(counts: LaneCounts, added: readonly CountChange[]): LaneCounts {
  const sum = { ...counts }
  for (const { lane, count } of added) sum[lane] += count
  return sum
}

/** Separates the lock of a day from other advisory locks. */
const lockSeed = 63

/**
 * Locks the promotions of days until the commit, in the order of the days. Only transactions that would promote a consignment take
 * it, so that the day's capacity is never exceeded and all others run beside each other.
 */
export async function lockPromotions(tx: Pick<Tx, 'db'>, days: readonly string[]): Promise<void> {
  const keys = [...new Set(days)].sort().map((day) => `cargo-promotion ${day}`)
  await sql`select pg_advisory_xact_lock(hashtextextended(key, ${lockSeed}))
    from unnest(${keys}::text[]) with ordinality as k (key, place) order by place`.execute(tx.db)
}

/** A change of the counts of a day. */
export interface CountChange {
  day: string
  lane: Lane
  stratum: string
  count: number
  drawn: number
  selected: number
}

/** Returns the statement that adds to the counts, in the slot of this connection. Changes of one row are joined. */
export function addCounts(changes: readonly CountChange[]): RawBuilder<unknown> {
  const joined = new Map<string, CountChange>()
  for (const change of changes) {
    const key = [change.day, change.lane, change.stratum].join('\n')
    const { count, drawn, selected } = joined.get(key) ?? { count: 0, drawn: 0, selected: 0 }
    joined.set(key, {
      ...change,
      ...{ count: count + change.count, drawn: drawn + change.drawn, selected: selected + change.selected },
    })
  }
  const rows = [...joined.keys()].sort().map((key) => joined.get(key))
  return sql`insert into cargo_lane_count as l (day, lane, stratum, slot, count, drawn, selected)
    select t.day, t.lane, t.stratum, pg_backend_pid() % ${slots}::int, t.count, t.drawn, t.selected
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as t (day text, lane text, stratum text, count int, drawn int, selected int)
    on conflict (day, lane, stratum, slot) do update
      set count = l.count + excluded.count, drawn = l.drawn + excluded.drawn, selected = l.selected + excluded.selected`
}

import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CoreDeps } from '../../../safeguards/access/core-deps.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { defineJob } from '../../../store/define-job.ts'
import { fewestPeers } from './make-features.ts'

/** Measures peers and filers again. */
export const refreshPeersJob = defineJob('refresh-cargo-peers', z.object({}), { priority: 10 })
/** Adds sightings to their counters. Each reading scans the sightings of its parties and its route, so few may wait. */
export const addSightingsJob = defineJob('add-cargo-sightings', z.object({}), { priority: 10 })

/** The times over which peers and the quality of filers are measured, in months and in days. */
export const peerMonths = 12
const qualityDays = 90
/** A transaction that began earlier may commit an observation so long after its time. */
const overlap = sql`interval '15 minutes'`
/** The most observations of one filer that count for one code, the newest first. */
const mostOfFiler = 1000

type Deps = Pick<CoreDeps, 'store' | 'member'>

/** Adds sightings to their counters. Two nodes may run it at once: only one of them counts a sighting. */
export const addSightings = (deps: Deps): Promise<void> => runSteps(deps, [addToCounters])

/**
 * Deletes rows that are older than the regime allows, and measures the peers and the filers again that have new
 * observations.
 */
export const refreshPeers = (deps: Deps): Promise<void> => runSteps(deps, [dropOld, measurePeers, measureFilers])

/** Each step commits by itself: a long measurement that fails takes nothing else back. */
async function runSteps(deps: Deps, steps: readonly ((tx: Tx) => Promise<void>)[]): Promise<void> {
  const intent = { action: 'record.write', type: 'record.read', impersonal: true } as const
  for (const step of steps)
    await systemAccess(deps, null).transaction(intent, async (tx) => {
      // Counts and codes are no personal data.
      tx.leavesNoEntry()
      await step(tx)
    })
}

/** Moves sightings into their counters in one statement, so that a reader sees each of them once. */
async function addToCounters(tx: Tx): Promise<void> {
  await sql`with taken as (delete from cargo_sighting returning *)
    insert into cargo_counter as c (kind, key, month, filer, label, count, first_at, drop_at)
    select min(kind), key, month, filer, label, count(*), min(at), min(drop_at) from taken where drop_at > ${tx.now}
    group by key, month, filer, label order by key, month, filer, label
    on conflict (key, month, filer, label) do update set count = c.count + excluded.count,
      first_at = least(c.first_at, excluded.first_at), drop_at = least(c.drop_at, excluded.drop_at)`.execute(tx.db)
}

async function dropOld(tx: Tx): Promise<void> {
  await sql`delete from cargo_counter where drop_at <= ${tx.now}`.execute(tx.db)
  await sql`delete from cargo_observation where delete_at <= ${tx.now}`.execute(tx.db)
  await sql`update cargo_observation set sighted = '{}' where drop_at <= ${tx.now} and sighted <> '{}'`.execute(tx.db)
}

/**
 * Measures the codes and routes that have new observations. For one code and measure a filer counts at most as often as
 * all others together, and at least 30 times: no filer alone moves a median that others share.
 */
async function measurePeers(tx: Tx): Promise<void> {
  await sql`with since as (select coalesce(max(at) - ${overlap}, '-infinity') as at from cargo_peer),
    touched as (
      select distinct 'hs' as scope, left(o.hs, l.digits) collate "C" as code from cargo_observation o cross join (values (2), (4), (6)) l (digits)
        where o.at > (select at from since) and length(o.hs) >= l.digits
      union
      select distinct 'route', route collate "C" from cargo_observation where at > (select at from since) and route is not null
    ),
    observed as (
      select t.scope, t.code, o.* from touched t join cargo_observation o on t.scope = 'hs' and o.hs >= t.code and o.hs < t.code || ':'
      union all
      select t.scope, t.code, o.* from touched t join cargo_observation o on t.scope = 'route' and o.route = t.code
    ),
    measured as (
      select o.scope, o.code, m.measure, m.amount, o.filer, o.first_at, o.consignment_id from observed o
      cross join lateral (values ('value', o.log_value), ('kgPerPiece', o.log_kg_per_piece), ('kgPerM3', o.log_kg_per_m3)) m (measure, amount)
      where m.amount is not null and o.first_at > ${tx.now}::timestamptz - ${sql.lit(`${peerMonths} months`)}::interval
    ),
    placed as (
      select *, row_number() over own_newest as place, count(*) over own as own, count(*) over everyone as n from measured
      window everyone as (partition by scope, code, measure), own as (partition by scope, code, measure, filer),
        own_newest as (partition by scope, code, measure, filer order by first_at desc, consignment_id)
    ),
    kept as (
      select scope, code, measure, amount from placed
      where place <= least(${mostOfFiler}, case when n = own then n else greatest(${fewestPeers}, n - own) end)
    ),
    middle as (
      select scope, code, measure, count(*) as n, percentile_cont(0.5) within group (order by amount) as median from kept group by scope, code, measure
    )
    insert into cargo_peer (scope, code, measure, n, median, mad, at)
    select m.scope, m.code, m.measure, m.n, m.median, 1.4826 * percentile_cont(0.5) within group (order by abs(k.amount - m.median)), ${tx.now}
    from middle m join kept k using (scope, code, measure) group by m.scope, m.code, m.measure, m.n, m.median
    order by m.scope, m.code, m.measure
    on conflict (scope, code, measure) do update set n = excluded.n, median = excluded.median, mad = excluded.mad, at = excluded.at`.execute(
    tx.db,
  )
}

/**
 * Counts the consignments of each filer that have a finding which is an error or must be corrected, and those that it filed
 * first and after the deadline.
 */
async function measureFilers(tx: Tx): Promise<void> {
  await sql`insert into cargo_filer_quality (filer, consignments, with_errors, timed, late, at)
    select sender_id, count(*), count(*) filter (where wrong), count(*) filter (where deadline is not null),
      count(*) filter (where first_received_at > deadline), ${tx.now}
    from (
      select f.sender_id, f.wrong, c.first_received_at, case when c.filer = f.sender_id then c.file_by end as deadline
      from (
        select sender_id, consignment_id, bool_or(faults > 0) as wrong from cargo_filing
        where current and received_at > ${tx.now}::timestamptz - ${sql.lit(`${qualityDays} days`)}::interval group by sender_id, consignment_id
      ) f join cargo_consignment c on c.id = f.consignment_id
    ) f group by sender_id order by sender_id
    on conflict (filer) do update set consignments = excluded.consignments, with_errors = excluded.with_errors,
      timed = excluded.timed, late = excluded.late, at = excluded.at`.execute(tx.db)
  await sql`delete from cargo_filer_quality where at < ${tx.now}`.execute(tx.db)
}

import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import type { CargoSubject } from '../subjects/cargo-subject.ts'
import { type ConsignmentFacts, measures, type Sighting, unstated } from './consignment-facts.ts'
import { type Counters, fewestPeers, prefixesOf } from './make-features.ts'

/**
 * The most that one filer adds to a counter in all months together. Its own ways are scaled to it. So a filer that
 * sends a flood of consignments cannot make a value look usual for the consignments of others.
 */
const mostOfFiler = 300
/** A node calls a value new only for goods that it received this long after its first ones. Before, all values are new. */
const history = sql`interval '7 days'`
/** Amendments beyond this are not counted. */
const mostFilings = 1000
/** Amendments after this time before loading, else before arrival, are late: cases are due then. */
const lateFrom = sql`interval '60 minutes'`

/** A consignment whose counters are read, with the keyed hashes of its sightings. */
export interface Counted {
  subject: CargoSubject
  facts: ConsignmentFacts
  keys: readonly (Sighting & { key: string })[]
}

/** Reads the counts behind the features of consignments, in three statements however many they are. */
export async function readCounters(tx: Tx, counted: readonly Counted[]): Promise<Counters[]> {
  const counters = counted.map(({ subject: { row } }): Counters => ({ receivedAt: row.first_received_at.getTime() }))
  await readSightings(tx, counted, counters)
  await readPeers(tx, counted, counters)
  await readFilings(tx, counted, counters)
  return counters
}

/** A consignment does not count itself, and only what was received before it makes a value known. */
async function readSightings(tx: Tx, counted: readonly Counted[], counters: Counters[]): Promise<void> {
  const asked = counted.flatMap(({ subject: { row }, keys }, place) =>
    keys.map(({ kind, key, label }) => ({ place, kind, key, label, row })),
  )
  if (asked.length === 0) return
  const column = <T>(of: (one: (typeof asked)[number]) => T): T[] => asked.map(of)
  // Consignments of one batch share parties and routes, and a counter of a busy route has many rows, so each is added up once.
  type Row = { at: number; n: number; filers: number; earlier: boolean; stated: number; same: number; settled: boolean }
  const { rows } = await sql<Row>`
    with asked as (
      select q.*, coalesce(left(q.key, 16) = any(o.sighted), false) as sighted
      from unnest(${column(({ key }) => key)}::text[], ${column(({ label }) => label)}::text[], ${column(({ row }) => row.id)}::uuid[],
        ${column(({ row }) => row.filer)}::uuid[], ${column(({ row }) => row.first_received_at)}::timestamptz[])
        with ordinality as q (key, label, consignment_id, filer, received_at, at)
      left join cargo_observation o on o.consignment_id = q.consignment_id
    ), counted as materialized (
      select d.*, c.* from (select distinct key, label, filer, sighted from asked) d
      cross join lateral (
        select coalesce(sum(f.n * f.scale), 0) as n, coalesce(sum(f.stated * f.scale), 0) as stated, coalesce(sum(f.same * f.scale), 0) as same,
          count(*) filter (where f.n > 0) as filers, min(f.first_at) as first_at
        from (
          select g.first_at, g.n - g.own as n, greatest(0, g.stated - case when d.label = ${unstated} then 0 else g.own end) as stated,
            greatest(0, g.same - g.own) as same, least(1, ${mostOfFiler}::float8 / greatest(1, g.n - g.own)) as scale
          from (
            select s.filer, sum(s.count) as n, min(s.first_at) as first_at,
              coalesce(sum(s.count) filter (where s.label <> ${unstated}), 0) as stated, coalesce(sum(s.count) filter (where s.label = d.label), 0) as same,
              case when s.filer = d.filer and d.sighted then 1 else 0 end as own
            from (
              select filer, label, count, first_at from cargo_counter where key = decode(d.key, 'hex') and drop_at > ${tx.now}
              union all
              select filer, label, 1, at from cargo_sighting where key = decode(d.key, 'hex') and drop_at > ${tx.now}
            ) s group by s.filer
          ) g
        ) f
      ) c
    )
    select q.at::int, c.n::float8, c.filers::int, coalesce(c.first_at < q.received_at, false) as earlier, c.stated::float8, c.same::float8,
      coalesce((select min(first_received_at) from cargo_consignment) <= q.received_at - ${history}, false) as settled
    from asked q join counted c using (key, label, filer, sighted) order by q.at`.execute(tx.db)
  for (const { at, n, filers, earlier, stated, same, settled } of rows) {
    const { place, kind } = asked[at - 1] as (typeof asked)[number]
    const own = counters[place] as Counters
    own.settled = settled ? 1 : 0
    // Of several codes, the least known one counts.
    own[`${kind}.n`] = Math.min(own[`${kind}.n`] ?? Number.POSITIVE_INFINITY, n)
    own[`${kind}.filers`] = Math.min(own[`${kind}.filers`] ?? Number.POSITIVE_INFINITY, filers)
    own[`${kind}.earlier`] = Math.min(own[`${kind}.earlier`] ?? 1, earlier ? 1 : 0)
    if (kind === 'route') Object.assign(own, { 'route.stated': stated, 'route.same': same })
  }
}

/** Takes the narrowest code with enough peers, for each measure by itself. */
async function readPeers(tx: Tx, counted: readonly Counted[], counters: Counters[]): Promise<void> {
  const codes = [...new Set(counted.flatMap(({ facts }) => prefixesOf(facts.hs)))]
  const routes = [...new Set(counted.flatMap(({ facts }) => facts.route ?? []))]
  if (codes.length + routes.length === 0) return
  const rows = await tx.db
    .selectFrom('cargo_peer')
    .select(['scope', 'code', 'measure', 'n', 'median', 'mad'])
    .where((e) =>
      e.or([
        e.and([e('scope', '=', 'hs'), e('code', '=', e.fn.any(e.val(codes)))]),
        e.and([e('scope', '=', 'route'), e('code', '=', e.fn.any(e.val(routes)))]),
      ]),
    )
    .execute()
  const known = new Map(rows.map((row) => [`${row.scope} ${row.measure} ${row.code}`, row]))
  for (const [place, { facts }] of counted.entries()) {
    const own = counters[place] as Counters
    for (const measure of measures)
      for (const [scope, tried] of [
        ['hs', prefixesOf(facts.hs)],
        ['route', facts.route === null ? [] : [facts.route]],
      ] as const) {
        const found = tried.flatMap((code) => known.get(`${scope} ${measure} ${code}`) ?? [])
        const peers = found.find(({ n }) => n >= fewestPeers)
        if (peers === undefined) continue
        const { n, median, mad } = peers
        Object.assign(own, { [`${scope}.${measure}.n`]: n, [`${scope}.${measure}.median`]: median })
        Object.assign(own, { [`${scope}.${measure}.mad`]: mad })
        if (scope === 'hs') own[`hs.${measure}.level`] = peers.code.length
      }
  }
}

/** Reads the quality of the filer, and how often a consignment was filed again after the first filing of each filer. */
async function readFilings(tx: Tx, counted: readonly Counted[], counters: Counters[]): Promise<void> {
  const ids = counted.map(({ subject }) => subject.row.id)
  const { rows } = await sql<Record<'consignments' | 'errors' | 'all' | 'wrong' | 'amended' | 'late', number>>`
    select coalesce(q.consignments, 0)::int as consignments, coalesce(q.with_errors, 0)::int as errors,
      coalesce(a.consignments, 0)::float8 as all, coalesce(a.with_errors, 0)::float8 as wrong, f.amended::int, f.late::int
    from unnest(${ids}::uuid[]) with ordinality as i (id, at) join cargo_consignment c on c.id = i.id
    left join cargo_filer_quality q on q.filer = c.filer
    cross join (select sum(consignments) as consignments, sum(with_errors) as with_errors from cargo_filer_quality) a
    cross join lateral (
      select coalesce(sum(n - 1), 0) as amended, coalesce(sum(least(late, n - 1)), 0) as late from (
        select count(*) as n, count(*) filter (where g.received_at > coalesce(c.loads_at, c.arrives_at) - ${lateFrom}) as late
        from (select sender_id, received_at from cargo_filing
          where consignment_id = c.id and current and function <> 'cancellation' limit ${mostFilings}) g group by g.sender_id
      ) s
    ) f order by i.at`.execute(tx.db)
  for (const [place, row] of rows.entries())
    Object.assign(counters[place] as Counters, {
      ...{ 'filer.consignments': row.consignments, 'filer.errors': row.errors },
      ...{ 'all.consignments': row.all, 'all.errors': row.wrong, amendments: row.amended, lateAmendments: row.late },
    })
}

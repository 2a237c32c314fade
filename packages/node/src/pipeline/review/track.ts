import type { Track } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'

const months = 12

/** Returns how often similar hits were right, by source, kind and band, from the latest feedback on each hit of twelve months. */
export async function trackOf(
  tx: Tx,
  hits: readonly { source: string; kind: string; band: string }[],
): Promise<Track[]> {
  const wanted = new Map(hits.map((hit) => [`${hit.source}\0${hit.kind}\0${hit.band}`, hit]))
  const all = [...wanted.values()]
  if (all.length === 0) return []
  const of = <T>(get: (hit: (typeof all)[number]) => T) => all.map(get)
  const { rows } = await sql<{ source: string; kind: string; band: string; reviewed: string; mistaken: string }>`
    select f.source, f.kind, f.band, count(*) as reviewed, count(*) filter (where f.outcome = 'mistaken') as mistaken
    from unnest(${of(({ source }) => source)}::text[], ${of(({ kind }) => kind)}::text[], ${of(({ band }) => band)}::text[]) as w (source, kind, band)
    join feedback f on f.latest and f.source = w.source and f.kind = w.kind and f.band = w.band
      and f.at > ${tx.now}::timestamptz - make_interval(months => ${months})
    group by f.source, f.kind, f.band`.execute(tx.db)
  const counted = new Map(rows.map((row) => [`${row.source}\0${row.kind}\0${row.band}`, row]))
  return [...wanted].map(([key, { source, kind, band }]) => ({
    source,
    kind: kind as Track['kind'],
    band,
    reviewed: Number(counted.get(key)?.reviewed ?? 0),
    mistaken: Number(counted.get(key)?.mistaken ?? 0),
    months,
  }))
}

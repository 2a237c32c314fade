import type { Track } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/door.ts'

const months = 12

/** How often hits like these were right: per source, kind and band, from the latest feedback on each hit of twelve months. */
export async function trackOf(
  tx: Tx,
  hits: readonly { source: string; kind: string; band: string }[],
): Promise<Track[]> {
  const wanted = new Map(hits.map((hit) => [`${hit.source}\0${hit.kind}\0${hit.band}`, hit]))
  const sources = [...new Set(hits.map((hit) => hit.source))]
  if (sources.length === 0) return []
  const { rows } = await sql<{ source: string; kind: string; band: string; reviewed: string; mistaken: string }>`
    select h.source, h.kind, h.band, count(*) as reviewed, count(*) filter (where f.outcome = 'mistaken') as mistaken
    from (
      select distinct on (hit_id) hit_id, outcome from feedback
      where hit_id is not null and at > ${tx.now}::timestamptz - make_interval(months => ${months})
      order by hit_id, at desc
    ) f join hit h on h.id = f.hit_id
    where h.source = any(${sources}::text[])
    group by h.source, h.kind, h.band`.execute(tx.db)
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

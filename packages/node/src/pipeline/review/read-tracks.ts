import type { RuleTrack, Track } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { HitRow } from '../cases/case-record.ts'
import type { Gateway } from '../gateway/gateway.ts'

const months = 12

/**
 * Returns the track of each rule that made one of these hits: what its gateway counts, and the feedback of this node's
 * officers, the latest on each hit of twelve months. A rule is counted by version, because each version is another rule.
 */
export async function ruleTracksOf(
  tx: Tx,
  gateway: Gateway,
  hits: readonly Pick<HitRow, 'rule_id' | 'rule_version'>[],
): Promise<RuleTrack[]> {
  const rules = new Map<string, { id: string; version: number }>()
  for (const { rule_id: id, rule_version: version } of hits)
    if (id !== null && version !== null) rules.set(`${id} ${version}`, { id, version })
  if (rules.size === 0) return []
  const asked = [...rules.values()]
  const tracks = (await gateway.rules?.tracks?.(tx, asked)) ?? []
  const { rows } = await sql<{ id: string; version: number; given: string; mistaken: string }>`
    select rule_id as id, rule_version as version, count(*) as given, count(*) filter (where outcome = 'mistaken') as mistaken
    from (select distinct on (f.hit_id) f.rule_id, f.rule_version, f.outcome from rule_feedback f
      join unnest(${asked.map(({ id }) => id)}::uuid[], ${asked.map(({ version }) => version)}::int[]) as w (id, version)
        on f.rule_id = w.id and f.rule_version = w.version
      where f.gateway = ${gateway.vocabulary.kind} and f.at > ${tx.now}::timestamptz - make_interval(months => ${months})
      order by f.hit_id, f.at desc, f.id) as latest
    group by rule_id, rule_version`.execute(tx.db)
  return tracks.map((track) => {
    const said = rows.find(({ id, version }) => id === track.ruleId && version === track.version)
    return { ...track, feedback: { given: Number(said?.given ?? 0), mistaken: Number(said?.mistaken ?? 0) } }
  })
}

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
    join counted_feedback f on f.latest and f.source = w.source and f.kind = w.kind and f.band = w.band
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

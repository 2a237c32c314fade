import { fewestShown, type ThresholdCurve } from '@entente/contracts'
import { sql } from 'kysely'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { firstThreshold } from '../threshold-in-force.ts'

interface Window {
  /** The gateways of the hits; every gateway whose subjects are compared by the threshold if absent. */
  kind?: string
  from: Date
  until: Date
  weeks: number
}

const weekMs = 7 * 86_400_000

/**
 * Counts how many hits a week each threshold would have made, and how many of them people decided as mistaken. A
 * threshold is judged by the time in which none above it was in force: before, the hits between them were not made. So
 * the curve begins at the lowest threshold that was in force for a week or more.
 */
export async function readCurve(tx: Tx, { kind, from, until, weeks }: Window): Promise<ThresholdCurve> {
  const versions = await tx.db.selectFrom('threshold_version').select(['threshold', 'at']).orderBy('version').execute()
  const all = [{ threshold: firstThreshold.value, at: null as Date | null }, ...versions]
  const spans = all.map(({ threshold, at }, place) => {
    const begun = Math.max(from.getTime(), at?.getTime() ?? 0)
    const ended = Math.min(until.getTime(), all[place + 1]?.at?.getTime() ?? until.getTime())
    return { step: Math.round(threshold * 100), weeks: Math.max(0, ended - begun) / weekMs }
  })
  const { rows } = await sql<{ step: number; made: number; hits: number; mistaken: number }>`
    select least(99, floor(h.score * 100 + 1e-6))::int as step, round(h.threshold * 100)::int as made,
      count(*)::int as hits, count(*) filter (where f.outcome = 'mistaken')::int as mistaken
    from counted_hit h ${kind === undefined ? sql`` : sql`join case_file c on c.id = h.case_id and c.gateway = ${kind}`}
      left join counted_feedback f on f.hit_id = h.id and f.latest and f.from_member is null
    where h.at >= ${from} and h.at < ${until} and h.threshold is not null
    group by 1, 2`.execute(tx.db)
  const points: ThresholdCurve['points'] = []
  for (let step = 0; step <= 99; step += 1) {
    const judged = spans.filter((span) => span.step <= step).reduce((sum, span) => sum + span.weeks, 0)
    if (judged < 1) continue
    const made = rows.filter((row) => row.step >= step && row.made <= step)
    const shown = (count: number) => (count > 0 && count < fewestShown ? null : Math.round((count / judged) * 10) / 10)
    points.push({
      threshold: step / 100,
      hits: shown(made.reduce((sum, { hits }) => sum + hits, 0)),
      mistaken: shown(made.reduce((sum, { mistaken }) => sum + mistaken, 0)),
    })
  }
  const current = all.at(-1) as (typeof all)[number]
  const before = all.at(-2)
  return {
    weeks,
    inForce: current.threshold,
    since: current.at?.toISOString() ?? null,
    before:
      before === undefined || current.at === null
        ? null
        : { threshold: before.threshold, until: current.at.toISOString() },
    points,
  }
}

const recentWeeks = 13

/** Reads the curve of the last thirteen weeks over all gateways. */
export const readRecentCurve = (tx: Tx): Promise<ThresholdCurve> =>
  readCurve(tx, {
    from: new Date(tx.now.getTime() - recentWeeks * 7 * 86_400_000),
    until: tx.now,
    weeks: recentWeeks,
  })

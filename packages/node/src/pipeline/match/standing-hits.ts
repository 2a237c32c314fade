import type { HitRow } from '../case-record.ts'
import { innocentExplanations } from './explain-hit.ts'
import { identityOf } from './identity-of-subject.ts'
import { screenOne } from './match-index.ts'
import { hitOf, type IdentityHit, type ScreenedSubject, usablePurposes } from './screen-subject.ts'
import type { SettleContext } from './settle-cases.ts'
import { firstThreshold } from './threshold/threshold-in-force.ts'

/**
 * A threshold that was raised stops new hits; it takes none away from the people who have them before them. A live hit that is under the threshold in force
 * is therefore asked again under the one it was made under, and joins what screening found if it would be made again.
 */
export function withStandingHits(
  context: Pick<SettleContext, 'index' | 'only' | 'threshold'>,
  subject: ScreenedSubject,
  rows: readonly HitRow[],
  now: Date,
): ScreenedSubject {
  const { index, only, threshold } = context
  const found = new Set(subject.hits.map((hit) => hit.signal.id))
  const lower = rows.filter(
    (row) =>
      row.withdrawn_at === null &&
      !found.has(row.signal_id) &&
      (row.threshold ?? firstThreshold.value) < threshold.value &&
      (only === undefined || only.ids.has(row.signal_id)),
  )
  const identity = lower.length === 0 ? null : identityOf(subject.context.subject, subject.context.names)
  if (identity === null) return subject
  const purposes = usablePurposes(subject.context.row)
  const standing = lower.flatMap((row): IdentityHit[] => {
    const made = {
      version: row.threshold_version ?? firstThreshold.version,
      value: row.threshold ?? firstThreshold.value,
    }
    const signal = index.get(row.signal_id)
    const again = signal && screenOne(signal, identity, { purposes, now, threshold: made.value })
    return again === undefined ? [] : [hitOf(index, subject.context, identity, again, made)]
  })
  const others = standing.length === 0 ? [] : innocentExplanations(standing, [])
  return {
    ...subject,
    hits: [...subject.hits, ...standing].sort((x, y) => y.score - x.score),
    otherExplanations: [...new Set([...subject.otherExplanations, ...others])],
  }
}

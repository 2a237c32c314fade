import type { CaseDetail, Hit, RuleTrack, Signal, Track } from '@entente/contracts'
import { trackOf } from './evidence-sides.ts'

export interface HitView {
  hit: Hit
  /** Number of the hit's tab, from 1. */
  place: number
  signal: Signal | undefined
  /** Name of the list or member that the signal comes from. */
  source: string
  track: Track | null
  /** The results for subjects that the rule picked; null for the hit of a signal. */
  ruleTrack: RuleTrack | null
}

/** Returns the track of the rule that made a hit; null if none did, or if its gateway counts none. */
export const ruleTrackOf = ({ ruleTracks }: Pick<CaseDetail, 'ruleTracks'>, { rule }: Hit): RuleTrack | null =>
  ruleTracks.find(({ ruleId, version }) => ruleId === rule?.id && version === rule.version) ?? null

/**
 * Returns the hits of a case, each with its signal, its source and its track record. The closest hits come first, hits that no longer count last. A
 * signal's source is its list, else its owner; `own` names this member.
 */
export function hitViews(detail: CaseDetail, own: { member: string; memberName: string }): HitView[] {
  const hits = detail.hits.toSorted(
    (a, b) => Number(a.suppressedBy !== null) - Number(b.suppressedBy !== null) || b.score - a.score,
  )
  return hits.map((hit, index) => {
    const signal = detail.signals.find((each) => each.id === hit.signalId)
    const source = hit.rule?.title ?? (signal ? signal.entity?.list || signal.owner : detail.signalFrom.name)
    return {
      hit,
      place: index + 1,
      signal,
      source: source === own.member ? own.memberName : source,
      track: trackOf(detail.track, source, hit.strength.band),
      ruleTrack: ruleTrackOf(detail, hit),
    }
  })
}

/** Tests whether a hit still counts: its signal is active and no clearance covers it. */
export const standing = (view: HitView): boolean => view.hit.suppressedBy === null

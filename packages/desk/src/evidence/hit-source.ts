import { bandOf, type CaseDetail, type Hit, type Signal, type Track } from '@entente/contracts'
import { trackOf } from './evidence-sides.ts'

export interface HitView {
  hit: Hit
  /** From 1, in the order of the tabs. */
  place: number
  signal: Signal | undefined
  /** The list or member that the signal is from, as people name it. */
  source: string
  track: Track | null
}

/**
 * The hits of a case, closest first and fallen ones last, each with its signal, source and how often such hits were right. A signal's
 * source is its list, else its owner; `own` names this member.
 */
export function hitViews(detail: CaseDetail, own: { member: string; memberName: string }): HitView[] {
  const hits = detail.hits.toSorted(
    (a, b) => Number(a.suppressedBy !== null) - Number(b.suppressedBy !== null) || b.score - a.score,
  )
  return hits.map((hit, index) => {
    const signal = detail.signals.find((each) => each.id === hit.signalId)
    const source = signal ? signal.entity?.list || signal.owner : detail.signalFrom.name
    return {
      hit,
      place: index + 1,
      signal,
      source: source === own.member ? own.memberName : source,
      track: trackOf(detail.track, source, bandOf(hit.score)),
    }
  })
}

/** Whether a hit still counts: its signal stands and no clearance covers it. */
export const standing = (view: HitView): boolean => view.hit.suppressedBy === null

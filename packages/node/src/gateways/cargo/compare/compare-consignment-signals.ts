import type {
  ComparedSubject,
  CompareTerms,
  KeptSignals,
  SignalHitFound,
} from '../../../pipeline/gateway/compared-subject.ts'
import { usablePurposes } from '../../../pipeline/match/compare-parties.ts'
import { takeTurns } from '../../../store/take-turns.ts'
import type { CargoSubject } from '../subjects/cargo-subject.ts'
import { agreementsOf, type ScoreName, scoreFound, scorePairs } from './agreement.ts'
import { type ComparableConsignment, comparableConsignment, type Places } from './comparable-consignment.ts'
import { consignmentHit, lawfulExplanations } from './consignment-hit.ts'
import { ConsignmentSignalIndex } from './signal-index.ts'
import type { StatedSignal } from './stated-signal.ts'

type Compared = ComparedSubject<CargoSubject>

/** The index of each list of signals: every thread has one list. */
const indexes = new WeakMap<KeptSignals, ConsignmentSignalIndex>()
/** With this many changed signals or more, the whole index is searched. */
const fewSignals = 100

/**
 * Compares consignments with the signals about consignments that may be used for them, and adds the hits: every field that a
 * signal states must agree. It runs no statement. With `only`, just these signals are compared. `places` has the country of
 * codes of places.
 */
export async function compareConsignmentSignals(
  compared: readonly Compared[],
  { signals, threshold, only }: CompareTerms,
  now: Date,
  places: Places,
): Promise<Compared[]> {
  if (signals === undefined || threshold === undefined) return [...compared]
  const index = indexes.get(signals) ?? new ConsignmentSignalIndex()
  indexes.set(signals, index)
  index.follow(signals)
  // Most nodes have no signal about goods, and the facts of a consignment cost as much as reading its names.
  if (index.isEmpty) return [...compared]
  const facts = compared.map(({ context }) => comparableConsignment(context, places))
  const asked = only === undefined || only.size > fewSignals ? null : [...only]
  if (asked === null) await index.prepare(facts.filter((one) => one !== null))
  const next = takeTurns()
  const found: Compared[] = []
  for (const [place, subject] of compared.entries()) {
    found.push(withHits(subject, facts[place] ?? null))
    await next()
  }
  return found

  function withHits(subject: Compared, own: ComparableConsignment | null): Compared {
    if (own === null) return subject
    const { context } = subject
    const purposes = usablePurposes(context.row)
    const hitOf = (stated: StatedSignal, scoreName: ScoreName, terms = threshold as NonNullable<typeof threshold>) => {
      const agreements = agreementsOf(stated, own, scoreName)
      const { signal } = stated
      // The access decision costs most, so it comes last.
      if (agreements === null || signals?.mayMatch(signal.id, purposes, now) !== true) return []
      return [consignmentHit(context, signal, agreements, { threshold: terms, index: String(signals.changes) })]
    }
    const { value } = threshold as NonNullable<typeof threshold>
    const hits: SignalHitFound[] = []
    if (asked === null) {
      for (const [id, { stated, scores }] of index.candidates(own, value)) {
        if (only !== undefined && !only.has(id)) continue
        const scoreName = scores === null ? scorePairs(stated, own, value) : scoreFound(scores, own, value)
        hits.push(...hitOf(stated, scoreName))
      }
    } else {
      for (const id of asked) {
        const stated = index.get(id)
        if (stated !== null) hits.push(...hitOf(stated, scorePairs(stated, own, value)))
      }
    }
    const made = new Set(hits.map(({ signal }) => signal.id))
    return {
      ...subject,
      hits: [...subject.hits, ...hits].sort((a, b) => b.score - a.score),
      otherExplanations: [...subject.otherExplanations, ...lawfulExplanations(hits)],
      // A raised threshold stops new hits and ends none, as for parties.
      standing(rows) {
        const stood = subject.standing?.(rows) ?? { hits: [], otherExplanations: [] }
        const lower = rows.flatMap((row) => {
          const stated = row.signal_id === null || made.has(row.signal_id) ? null : index.get(row.signal_id)
          const isAsked = only === undefined || only.has(row.signal_id ?? '')
          if (stated === null || row.withdrawn_at !== null || !isAsked) return []
          if (row.threshold === null || row.threshold >= value) return []
          const terms = { version: row.threshold_version ?? 1, value: row.threshold }
          return hitOf(stated, scorePairs(stated, own, row.threshold), terms)
        })
        return {
          hits: [...stood.hits, ...lower],
          otherExplanations: [...stood.otherExplanations, ...lawfulExplanations(lower)],
        }
      },
    }
  }
}

import { type Band, bandOf, type FieldComparison, type HitEvidence, type SelectorKind } from '@entente/contracts'
import { engineVersion } from '@entente/matching'
import { regimes } from '../../safeguards/retention/regimes.ts'
import type { SubjectInContext } from '../gateway.ts'
import { compareFields } from './compare-fields.ts'
import { explanationOf, hitEvidence, hitKind, innocentExplanations, selectorsOf } from './explain-hit.ts'
import { identityOf } from './identity-of-subject.ts'
import type { MatchIndex, Subset } from './match-index.ts'
import { reasonOf } from './reason-of.ts'
import type { IndexedSignal } from './signal-entry.ts'

/** A hit before it has a row: everything the case keeps of it. */
export interface FoundHit {
  signal: IndexedSignal
  score: number
  band: Band
  kind: SelectorKind
  selectors: number[]
  explanation: string
  /** The same in a few words, for a row of the queue. */
  reason: string
  evidence: HitEvidence[]
  comparison: FieldComparison[]
  engine: { code: string; tables: string; index: string }
}
export interface ScreenedSubject {
  context: SubjectInContext
  /** False where nothing of the subject can be read any more (masked): its hits then stand or fall with their signals alone. */
  comparable: boolean
  /** Closest first. */
  hits: FoundHit[]
  otherExplanations: string[]
}

/** Compares one subject with the signals that its record may be matched with. Pure: nothing is stored. */
export function screenSubject(index: MatchIndex, context: SubjectInContext, now: Date, only?: Subset): ScreenedSubject {
  const { subject, names, explanations } = context
  const identity = identityOf(subject, names)
  if (identity === null)
    return { context, comparable: !isMasked(context, now), hits: [], otherExplanations: [...explanations] }
  const results = index.screen(identity, { purposes: usablePurposes(context.row), now, only })
  const engine = { ...engineVersion, index: index.version }
  const hits = results.map(({ signal, result }) => ({
    signal,
    score: result.score,
    band: bandOf(result.score),
    kind: hitKind(result.evidence),
    selectors: selectorsOf(result.evidence, subject.selectors),
    explanation: explanationOf(result.evidence),
    reason: reasonOf(result.evidence),
    evidence: hitEvidence(result.evidence),
    comparison: compareFields(subject, names, signal, result.matchedName),
    engine,
  }))
  const otherExplanations = innocentExplanations(
    results.map(({ result }) => result),
    explanations,
  )
  return { context, comparable: true, hits, otherExplanations }
}

const isMasked = ({ row }: SubjectInContext, now: Date): boolean => row.mask_at !== null && row.mask_at <= now

/** The purposes of a record that its regime allows: what a signal's own must meet. */
function usablePurposes(row: { regime: string; purposes: readonly string[] }): string[] {
  const allowed: readonly string[] = regimes[row.regime as keyof typeof regimes]?.purposes ?? []
  return row.purposes.filter((purpose) => allowed.includes(purpose))
}

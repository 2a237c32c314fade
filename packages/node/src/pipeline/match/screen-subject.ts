import {
  type Band,
  bandOf,
  type Evidence,
  type FieldComparison,
  type Identity,
  type ScreenHit,
  type SelectorKind,
} from '@entente/contracts'
import { engineVersion } from '@entente/matching'
import { regimes } from '../../safeguards/retention/regimes.ts'
import type { HitBody } from '../case-record.ts'
import type { SubjectInContext } from '../gateway.ts'
import { compareFields } from './compare-fields.ts'
import { explanationOf, hitKind, innocentExplanations, selectorsOf } from './explain-hit.ts'
import { identityOf } from './identity-of-subject.ts'
import type { MatchIndex, SignalHit, Subset } from './match-index.ts'
import { reasonOf } from './reason-of.ts'
import type { IndexedSignal } from './signal-entry.ts'
import type { Threshold } from './threshold/threshold-in-force.ts'

/** A hit before it has a row: everything the case keeps of it. */
export interface FoundHit {
  signal: Pick<IndexedSignal, 'id' | 'version' | 'source' | 'listVersion' | 'tlp'>
  score: number
  /** Null where no evidence was weighed: a hash is near or it is not. */
  logOdds: number | null
  /** The one it was made under; null where none applies. */
  threshold: Threshold | null
  /** The version of the record that was compared, and what was compared of it; null where that is its selectors. */
  subjectVersion: number
  compared: Identity | null
  matchedName: ScreenHit['matchedName']
  band: Band
  kind: SelectorKind
  selectors: number[]
  explanation: string
  /** The same in a few words, for a row of the queue. */
  reason: string
  evidence: HitBody['evidence']
  comparison: FieldComparison[]
  engine: { code: string; tables: string; index: string }
}
/** One of two identities, as the matcher explains it. */
export type IdentityHit = FoundHit & { evidence: Evidence[] }
export interface ScreenedSubject {
  context: SubjectInContext
  /** False where nothing of the subject can be read any more (masked): its hits then stand or fall with their signals alone. */
  comparable: boolean
  /** Closest first. */
  hits: FoundHit[]
  otherExplanations: string[]
}

export interface ScreenTerms {
  now: Date
  threshold: Threshold
  only?: Subset | undefined
}

/** Compares one subject with the signals that its record may be matched with. Pure: nothing is stored. */
export function screenSubject(index: MatchIndex, context: SubjectInContext, terms: ScreenTerms): ScreenedSubject {
  const { subject, names, explanations } = context
  const { now, threshold, only } = terms
  const identity = identityOf(subject, names)
  if (identity === null)
    return { context, comparable: !isMasked(context, now), hits: [], otherExplanations: [...explanations] }
  const results = index.screen(identity, {
    purposes: usablePurposes(context.row),
    now,
    only,
    threshold: threshold.value,
  })
  const hits = results.map((found) => hitOf(index, context, identity, found, threshold))
  const otherExplanations = innocentExplanations(
    results.map(({ result }) => result),
    explanations,
  )
  return { context, comparable: true, hits, otherExplanations }
}

/** What is kept of one comparison. */
export function hitOf(
  index: Pick<MatchIndex, 'version'>,
  { subject, names }: SubjectInContext,
  compared: Identity,
  { signal, result }: SignalHit,
  threshold: Threshold,
): IdentityHit {
  const { score, logOdds, matchedName, evidence } = result
  return {
    ...{ signal, score, logOdds, threshold, matchedName, evidence, compared },
    subjectVersion: subject.recordVersion,
    band: bandOf(score),
    kind: hitKind(evidence),
    selectors: selectorsOf(evidence, subject.selectors),
    explanation: explanationOf(evidence),
    reason: reasonOf(evidence),
    comparison: compareFields(subject, names, signal, matchedName),
    engine: { ...engineVersion, index: index.version },
  }
}

const isMasked = ({ row }: SubjectInContext, now: Date): boolean => row.mask_at !== null && row.mask_at <= now

/** The purposes of a record that its regime allows: what a signal's own must meet. */
export function usablePurposes(row: { regime: string; purposes: readonly string[] }): string[] {
  const allowed: readonly string[] = regimes[row.regime as keyof typeof regimes]?.purposes ?? []
  return row.purposes.filter((purpose) => allowed.includes(purpose))
}

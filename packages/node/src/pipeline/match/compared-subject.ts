import type { Band, FieldComparison, Identity, ScreenHit, SelectorKind } from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { HitBody, HitRow } from '../case-record.ts'
import type { SubjectInContext } from '../gateway.ts'
import type { IndexedSignal } from './signal-entry.ts'
import type { Threshold } from './threshold/threshold-in-force.ts'

/** A hit before it has a row: everything that its case keeps of it. */
export interface FoundHit {
  /** The id of the party that was compared. */
  party: string
  signal: Pick<IndexedSignal, 'id' | 'version' | 'source' | 'listVersion' | 'tlp'>
  score: number
  /** Null where no evidence was weighed: a hash is near or it is not. */
  logOdds: number | null
  /** The threshold under which the hit was made; null where none applies. */
  threshold: Threshold | null
  /** The version of the record that was compared. */
  subjectVersion: number
  /** The identity that was compared; null where only selectors were. */
  compared: Identity | null
  matchedName: ScreenHit['matchedName']
  band: Band
  kind: SelectorKind
  /** Places in the party's selectors. */
  selectors: number[]
  explanation: string
  /** The same in a few words, for a row of the queue. */
  reason: string
  evidence: HitBody['evidence']
  comparison: FieldComparison[]
  engine: { code: string; tables: string; index: string }
}

/** One subject with the hits that comparing it found. */
export interface ComparedSubject<C extends SubjectInContext = SubjectInContext> {
  context: C
  /** False where nothing of the subject can be read any more (masked): its hits then stand or fall with their signals alone. */
  comparable: boolean
  /** Closest first. */
  hits: FoundHit[]
  /** At least one sentence for each hit that could explain it innocently. */
  otherExplanations: string[]
  /** Of the hits of an existing case that were not made again, those that stand all the same. Absent: none does. */
  standing?(rows: readonly HitRow[]): { hits: FoundHit[]; otherExplanations: string[] }
  /** Whether hits on this signal stand although the subject is not comparable. Absent: they do not. */
  isUsable?(signalId: string): boolean
}

export interface CompareTerms {
  /** Only these signals changed: nothing else is compared, and hits on other signals stay as they are. */
  only: ReadonlySet<string> | undefined
  /** Why, for the log: `message`, `signals`, `edit` ... */
  cause: string
}

/** Finds the hits of subjects that `Gateway.subjects.load` returned, in the same transaction. Stores nothing. */
export type CompareSubjects<C extends SubjectInContext = SubjectInContext> = (
  tx: Tx,
  contexts: readonly C[],
  terms: CompareTerms,
) => Promise<ComparedSubject<C>[]>

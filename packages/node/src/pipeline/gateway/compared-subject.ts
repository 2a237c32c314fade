import type {
  Cell,
  FieldComparison,
  Identity,
  ScreenHit,
  SelectorKind,
  Signal,
  Strength,
  Text,
} from '@entente/contracts'
import type { Tx } from '../../safeguards/access/access-store.ts'
import type { HitBody, HitRow } from '../cases/case-record.ts'
import type { SubjectInContext } from './gateway.ts'

/** The lowest score of a hit. One value applies to everyone, whatever the nationality or script. */
export interface Threshold {
  version: number
  value: number
}

/** A hit before it has a row, with everything that its case stores. It comes from a signal or from a rule. */
export type FoundHit = SignalHitFound | RuleHitFound
export type SignalHitFound = FoundBase & {
  /** `source` as the desk names it; `listVersion` is null if the signal is in no list. */
  signal: Pick<Signal, 'id' | 'version' | 'tlp'> & { source: string; listVersion: string | null }
  rule?: undefined
}
/** A hit of a rule of the gateway. Its score is fixed when it is made: only another version of the rule renews it. */
export type RuleHitFound = FoundBase & { signal: null; rule: { id: string; version: number; title: string } }

/** Names what made a hit, found or stored, apart from its version. */
export const makerOf = (hit: FoundHit | Pick<HitRow, 'signal_id' | 'rule_id'>): string => {
  if ('signal' in hit) return hit.signal === null ? `rule ${hit.rule.id}` : hit.signal.id
  return hit.signal_id ?? `rule ${hit.rule_id}`
}

interface FoundBase {
  /** The id of the party that was compared. */
  party: string
  score: number
  /** Null where no evidence was weighed, as for hashes, which are only near or not near. */
  logOdds: number | null
  /** The threshold under which the hit was made; null where none applies. */
  threshold: Threshold | null
  /** The version of the record that was compared. */
  subjectVersion: number
  /** The identity that was compared; null where only selectors were compared. */
  compared: Identity | null
  matchedName: ScreenHit['matchedName']
  /** The relation of each cell of the gateway that the hit compared. */
  cells: Cell[]
  /** The strength of the evidence. It orders the queue within a deadline; within a strength, the number compared does. */
  strength: Strength
  kind: SelectorKind
  /** Indexes into the party's selectors. */
  selectors: number[]
  /** The explanation, as sentences. */
  reasons: Text[]
  /** The explanation in a few words, for a row of the queue. */
  because: Text
  evidence: HitBody['evidence']
  comparison: FieldComparison[]
  engine: { code: string; tables: string; index: string }
}

/** One subject with the hits that its comparison found. */
export interface ComparedSubject<C extends SubjectInContext = SubjectInContext> {
  context: C
  /** False if the record is masked, so that nothing can be compared. Its hits then depend on their signals alone. */
  comparable: boolean
  /** Sorted by score, highest first. */
  hits: FoundHit[]
  /** The hits, as `party signal`, from which a request for redress cleared the person. They end, also those on earlier data. */
  cleared?: ReadonlySet<string>
  /** At least one innocent explanation for each hit, as sentences. */
  otherExplanations: Text[]
  /** Returns those hits of the existing case that were not found again but remain valid. If absent, none of them remains. */
  standing?(rows: readonly HitRow[]): { hits: FoundHit[]; otherExplanations: Text[] }
  /**
   * Returns whether the signal of a hit on earlier data, if it was corrected since, still meets these data. `compared` opens the
   * identity on which the hit was made, if it has one. If absent, such a hit remains.
   */
  stillMeets?(hit: HitRow, compared: () => Promise<Identity | undefined>): Promise<boolean>
  /** Returns whether hits on this signal remain although the subject is not comparable. If absent, such hits do not remain. */
  isUsable?(signalId: string): boolean
  /** Returns whether this version of a rule is in force. A hit of another version does not outlive the data that it is about. Absent: all are. */
  isRuleInForce?(rule: { id: string; version: number }): boolean
  /** Returns whether this signal could not be compared because its row is damaged. Hits on it remain. */
  isUnreadable?(signalId: string): boolean
}

/** A signal of a kind that a gateway compares itself. `value` has the form of its kind. */
export interface KeptSignal extends Pick<Signal, 'id' | 'version' | 'kind' | 'tlp' | 'value'> {
  source: string
  listVersion: string | null
}
/** The active signals of the kinds that gateways compare themselves (`Gateway.signalKinds`), as this thread has them now. */
export interface KeptSignals {
  /** Changes whenever one of them changes. */
  readonly changes: number
  all(): Iterable<KeptSignal>
  /** Returns whether a signal may be compared for one of these purposes now. */
  mayMatch(signalId: string, purposes: readonly string[], now: Date): boolean
}

export interface CompareTerms {
  /** If set, only these signals are compared, and hits on other signals stay as they are. */
  only: ReadonlySet<string> | undefined
  /** The cause, for the log: `message`, `signals`, `edit` ... */
  cause: string
  /** The signals of the gateway's own kinds. Absent: the caller compares without the index of signals. */
  signals?: KeptSignals
  /** The threshold in force. Absent with `signals`. */
  threshold?: Threshold
}

/** Finds the hits of subjects that `Gateway.subjects.load` returned, in the same transaction. Stores nothing. */
export type CompareSubjects<C extends SubjectInContext = SubjectInContext> = (
  tx: Tx,
  contexts: readonly C[],
  terms: CompareTerms,
) => Promise<ComparedSubject<C>[]>

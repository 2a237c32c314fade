import { z } from 'zod'
import { GatewayName } from '../gateways/vocabularies.ts'
import { bands, cellRelations, strengthSteps } from '../matching/bands.ts'
import { Instant } from '../terms/ids.ts'
import { caseStates } from '../terms/lists.ts'
import { DecisionOutcome, FeedbackOutcome, NameQuality, PeopleOfNode, RegimeId, Signature } from '../terms/terms.ts'
import { Text } from '../terms/text.ts'

export const SelectorKind = z.enum([
  'name',
  'earlier-name',
  'birth-date',
  'sex',
  'nationality',
  'birth-place',
  'document',
  'earlier-document',
  'phone',
  'email',
  'address',
  'card',
  'locator',
  'frequent-flyer',
  'tax-id',
  'account',
  'media-hash',
  'url',
  'wallet',
  'container',
  'awb',
  'vessel-imo',
  'hs-text',
])
export type SelectorKind = z.infer<typeof SelectorKind>

/**
 * A property of a party that can be matched. An earlier name or document was replaced: a hit on it says so. `issuer` is the state, company, service or algorithm from which it comes;
 * `at` is a pointer into the record.
 */
export const Selector = z.object({
  kind: SelectorKind,
  value: z.string(),
  issuer: z.string().nullable(),
  at: z.string(),
})
export type Selector = z.infer<typeof Selector>

export const PartyKind = z.enum(['person', 'organisation', 'vessel', 'item', 'unknown'])
export type PartyKind = z.infer<typeof PartyKind>

/**
 * A person or thing in a record, in one role, for example a shipper, a vessel or a file. `id` is unique in the subject.
 */
export const Party = z.object({ id: z.string(), role: z.string(), kind: PartyKind, selectors: z.array(Selector) })
export type Party = z.infer<typeof Party>

/** The subject of a case: one record with its parties. Each party is matched by its own selectors. */
export const Subject = z.object({
  id: z.uuid(),
  gateway: GatewayName,
  recordId: z.uuid(),
  recordVersion: z.int().min(1),
  label: z.string(),
  parties: z.array(Party),
})
export type Subject = z.infer<typeof Subject>

/**
 * A comparison of one field of the record (`a`) with that of the signal (`b`). `places` lists the positions of the
 * grapheme clusters of `a` that differ, from 0.
 */
export const FieldComparison = z.object({
  field: z.string(),
  a: z.string().nullable(),
  b: z.string().nullable(),
  relation: z.enum(['same', 'spelling', 'differs', 'not-said']),
  places: z.array(z.int().min(0)),
})
export type FieldComparison = z.infer<typeof FieldComparison>

/**
 * One line of the explanation of a hit. `a` comes from the record and `b` from the signal, both in their original
 * script. `role` is the role of the word in the name. `scheme` is the scheme by which one script was transliterated to
 * the other. `frequency` says how frequent such names are, from 0 to 1. `weight` is in nats: all weights of a hit add
 * up to its `logOdds`. Hits of an older release have only kind, text and weight; their key is `evidence.text`.
 */
export const HitEvidence = Text.extend({
  kind: z.string(),
  weight: z.number().nullable(),
  a: z.string().nullable(),
  b: z.string().nullable(),
  role: z.string().nullable(),
  relation: z.string().nullable(),
  scheme: z.string().nullable(),
  frequency: z.number().nullable(),
})
export type HitEvidence = z.infer<typeof HitEvidence>

/** One compared thing of a hit and its relation on the two sides, without a value. The gateway names the ids. */
export const EvidenceCell = z.object({
  id: z.string(),
  relation: z.enum(cellRelations),
  /** In which way the two sides agree or are alike, such as `oneDay` or `script`; null if nothing is to be said. */
  how: z.string().nullable(),
})
export type EvidenceCell = z.infer<typeof EvidenceCell>

const Steps = z.int().min(0).max(strengthSteps)
/** The strength of a hit as steps and a word, and how many of its cells could be compared. */
export const StrengthShown = z.object({
  filled: Steps,
  hollow: Steps,
  band: z.enum(bands),
  compared: z.int().min(0),
  of: z.int().min(0),
})
export type StrengthShown = z.infer<typeof StrengthShown>

/** A party of a subject that a signal may describe. It has no outcome: a hit is not a decision. */
export const Hit = z.object({
  id: z.uuid(),
  subjectId: z.uuid(),
  /** The id of the matched party within the subject. */
  party: z.string(),
  /** A hit of a rule names the rule and its version in place of a signal. */
  of: z.enum(['signal', 'rule']),
  signalId: z.uuid().nullable(),
  signalVersion: z.int().min(1).nullable(),
  rule: z.object({ id: z.uuid(), version: z.int().min(1), title: z.string() }).nullable(),
  /** Indexes of the matched selectors in the party's `selectors`. */
  selectors: z.array(z.int().min(0)),
  score: z.number().min(0).max(1),
  /**
   * The logarithm of the odds, in nats: `score` is 1 / (1 + e^-logOdds). It and the next four fields are null in hits
   * of an older release.
   */
  logOdds: z.number().nullable(),
  /** The threshold that was in force when the hit was made, and its version. */
  threshold: z.number().nullable(),
  thresholdVersion: z.int().min(1).nullable(),
  /** The version of the record that was compared. */
  subjectVersion: z.int().min(1).nullable(),
  /** If the signal belongs to a list: the version of the list that contains the compared entry. */
  listVersion: z.string().nullable(),
  /**
   * The two names that were compared, with the quality of the signal's name. Null if only a document matched, and after
   * masking.
   */
  matchedName: z.object({ a: z.string(), b: z.string(), quality: NameQuality }).nullable(),
  /** The `reasons` as English sentences. */
  explanation: z.string(),
  /** The strongest evidence for the hit and the strongest against it. */
  reasons: z.array(Text),
  evidence: z.array(HitEvidence),
  comparison: z.array(FieldComparison),
  /** The relation of each cell; empty after masking, and in hits of an older release until they are related again. */
  cells: z.array(EvidenceCell),
  strength: StrengthShown,
  /**
   * The SHA-256 hashes of the code and the tables that computed the score. The same versions compute the same score
   * again.
   */
  engine: z.object({ code: z.string(), tables: z.string(), index: z.string() }),
  at: Instant,
  suppressedBy: z.string().nullable(),
})
export type Hit = z.infer<typeof Hit>

/**
 * A proposal by the first person for one case. An adverse proposal needs at least 20 characters of the person's own
 * text.
 */
export const Proposal = z.strictObject({
  caseId: z.uuid(),
  outcome: DecisionOutcome,
  act: z.string().min(1),
  reasons: z.array(z.string().min(1)).min(1),
  text: z.string().max(4000),
  hits: z.array(z.uuid()),
  alternativesConsidered: z.array(z.string()),
  details: z.record(z.string(), z.unknown()).nullable(),
})
export type Proposal = z.infer<typeof Proposal>

/** The answer of a second person to an adverse proposal. */
export const Confirmation = z.strictObject({
  caseId: z.uuid(),
  agree: z.boolean(),
  reasons: z.array(z.string().min(1)).min(1),
  text: z.string().min(20).max(4000),
})
export type Confirmation = z.infer<typeof Confirmation>

export const Decision = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  outcome: DecisionOutcome,
  act: z.string(),
  adverse: z.boolean(),
  reasons: z.array(z.string()),
  explanation: z.record(z.string(), z.string()),
  proposedBy: z.string(),
  proposedAt: Instant,
  confirmedBy: z.string().nullable(),
  confirmedAt: Instant.nullable(),
  activeSeconds: z.number(),
  supersedes: z.uuid().nullable(),
  /** Whether one person used every account of the node when the decision was made. It never changes. */
  people: PeopleOfNode,
})
export type Decision = z.infer<typeof Decision>
/**
 * An adverse decision, which two people made. The type of an adverse outcome requires one, so code cannot build it in
 * another way.
 */
export type AdverseDecision = Decision & { adverse: true; confirmedBy: string; confirmedAt: string }

export type OutcomeBasis = 'no-hit' | 'hit-under-review' | 'decision' | 'policy-timeout' | 'unreadable' | 'unchecked'
export type Outcome = { subjectId: string; caseId: string | null } & (
  | { adverse: false; act: string; decision: Decision | null; basis: OutcomeBasis }
  | { adverse: true; act: string; basis: 'decision'; decision: AdverseDecision }
)

export const Feedback = z.object({
  schema: z.literal('entente/feedback/v1'),
  id: z.uuid(),
  signalId: z.uuid(),
  signalVersion: z.int(),
  from: z.string(),
  outcome: FeedbackOutcome,
  count: z.int(),
  firstSeen: Instant.nullable(),
  lastSeen: Instant.nullable(),
  at: Instant,
  signature: Signature.nullable(),
})
export type Feedback = z.infer<typeof Feedback>

export const CaseState = z.enum(caseStates)
export type CaseState = z.infer<typeof CaseState>

/**
 * The parts of a case. `record`: details that are not compared, such as a seat, a bag, a contact or a payment. `person`:
 * compared details of the record. `evidence`: a hit or its strength. `signal`: a signal of a hit. `state`: taken,
 * proposed, decided or closed.
 */
export const CasePart = z.enum(['record', 'notes', 'due', 'evidence', 'signal', 'person', 'state'])
export type CasePart = z.infer<typeof CasePart>
/** The parts on which a decision rests. Nobody records an opinion until they have seen a change of them. */
export const blockingParts = ['evidence', 'signal', 'person'] as const satisfies readonly CasePart[]

/** How often earlier hits of one source, kind and band were right. */
export const Track = z.object({
  source: z.string(),
  kind: SelectorKind,
  band: z.string(),
  reviewed: z.int(),
  mistaken: z.int(),
  months: z.int(),
})
export type Track = z.infer<typeof Track>

const share = z.number().min(0).max(1)
/**
 * How often subjects that a rule picked were found to be what the rule looks for. `reviewed` counts those that somebody
 * examined, `confirmed` those with a finding; `low` and `high` are the 95 % interval of their share. `feedback` counts
 * the hits of the rule on which officers of this node said something in the last twelve months.
 */
export const RuleTrack = z.object({
  ruleId: z.uuid(),
  version: z.int(),
  reviewed: z.int(),
  confirmed: z.int(),
  low: share,
  high: share,
  text: Text,
  feedback: z.object({ given: z.int(), mistaken: z.int() }),
})
export type RuleTrack = z.infer<typeof RuleTrack>

/** Feedback on the hit of a rule. It stays on this node. */
export const RuleFeedback = z.object({
  id: z.uuid(),
  ruleId: z.uuid(),
  ruleVersion: z.int(),
  outcome: FeedbackOutcome,
  at: Instant,
})
export type RuleFeedback = z.infer<typeof RuleFeedback>

export const Case = z.object({
  id: z.uuid(),
  gateway: GatewayName,
  team: z.string(),
  regime: RegimeId,
  subject: Subject,
  hits: z.array(Hit),
  openedAt: Instant,
  dueAt: Instant.nullable(),
  state: CaseState,
  /**
   * The strength of the strongest hit in powers of ten, and how many fields of that hit both sides state. Cases with the same
   * deadline are listed by strength, then by the number of fields.
   */
  rank: z.object({ value: z.number(), compared: z.int(), because: z.array(Text) }),
  assignedTo: z.string().nullable(),
  decision: Decision.nullable(),
  feedback: z.array(Feedback),
  otherExplanations: z.array(Text).min(1),
  version: z.int(),
  track: z.array(Track),
})
export type Case = z.infer<typeof Case>

import { z } from 'zod'
import { GatewayName } from '../gateways/vocabularies.ts'
import { Instant } from '../terms/ids.ts'
import { DecisionOutcome, FeedbackOutcome, NameQuality, RegimeId, Signature } from '../terms/terms.ts'
import { Text } from '../terms/text.ts'

export const SelectorKind = z.enum([
  'name',
  'birth-date',
  'sex',
  'nationality',
  'birth-place',
  'document',
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

/** A property of a party that can be matched. `issuer`: the state, company, service or algorithm it comes from; `at`: pointer into the record. */
export const Selector = z.object({
  kind: SelectorKind,
  value: z.string(),
  issuer: z.string().nullable(),
  at: z.string(),
})
export type Selector = z.infer<typeof Selector>

export const PartyKind = z.enum(['person', 'organisation', 'vessel', 'item', 'unknown'])
export type PartyKind = z.infer<typeof PartyKind>

/** A person or thing in a record, in one role: a shipper, a vessel, a file. `id` is unique in its subject. */
export const Party = z.object({ id: z.string(), role: z.string(), kind: PartyKind, selectors: z.array(Selector) })
export type Party = z.infer<typeof Party>

/** The subject of a case: one record with its parties, each of which is matched by its own selectors. */
export const Subject = z.object({
  id: z.uuid(),
  gateway: GatewayName,
  recordId: z.uuid(),
  recordVersion: z.int().min(1),
  label: z.string(),
  parties: z.array(Party),
})
export type Subject = z.infer<typeof Subject>

/** One field of the record (a) beside the signal's (b). `places` are the differing grapheme clusters of a, from 0. */
export const FieldComparison = z.object({
  field: z.string(),
  a: z.string().nullable(),
  b: z.string().nullable(),
  relation: z.enum(['same', 'spelling', 'differs', 'not-said']),
  places: z.array(z.int().min(0)),
})
export type FieldComparison = z.infer<typeof FieldComparison>

/**
 * One line of the explanation. `a` from the record and `b` from the signal, both in their own script; `role` of the word in its name;
 * `scheme` by which one script was transliterated to another; `frequency` of such names, 0..1; `weight` in nats: all weights of a hit add
 * up to its `logOdds`. Hits of an older release have kind, text and weight only; their key is `evidence.text`.
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

/** A party of a subject that a signal may describe. It has no outcome: a hit is not a decision. */
export const Hit = z.object({
  id: z.uuid(),
  subjectId: z.uuid(),
  /** The id of the party in the subject. */
  party: z.string(),
  /** Always `signal` for now. Hits of rules will name the rule and its version instead of the signal. */
  of: z.enum(['signal', 'rule']),
  signalId: z.uuid(),
  signalVersion: z.int().min(1),
  /** Indexes into the party's selectors. */
  selectors: z.array(z.int().min(0)),
  score: z.number().min(0).max(1),
  /** In nats: `score` is 1 / (1 + e^-logOdds). Null in hits of an older release, as are the four below. */
  logOdds: z.number().nullable(),
  /** The threshold in force when the hit was made, and its version. */
  threshold: z.number().nullable(),
  thresholdVersion: z.int().min(1).nullable(),
  /** The version of the record that was compared. */
  subjectVersion: z.int().min(1).nullable(),
  /** For a signal of a list: the version of the list with the compared entry. */
  listVersion: z.string().nullable(),
  /** The two names that were compared, the signal's with its quality. Null if only a document matched, and once masked. */
  matchedName: z.object({ a: z.string(), b: z.string(), quality: NameQuality }).nullable(),
  /** The sentences of `reasons` in English. */
  explanation: z.string(),
  /** The strongest evidence for the hit and against it. */
  reasons: z.array(Text),
  evidence: z.array(HitEvidence),
  comparison: z.array(FieldComparison),
  /** `code` and `tables` (SHA-256) produced the score: the same versions give the same score again. */
  engine: z.object({ code: z.string(), tables: z.string(), index: z.string() }),
  at: Instant,
  suppressedBy: z.string().nullable(),
})
export type Hit = z.infer<typeof Hit>

/** A first person's proposal for one case. Adverse: at least 20 characters of own text. */
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

/** A second person's own answer to an adverse proposal. */
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
})
export type Decision = z.infer<typeof Decision>
/** A decision that two people made. An adverse outcome can be built from nothing else. */
export type AdverseDecision = Decision & { adverse: true; confirmedBy: string; confirmedAt: string }

export type OutcomeBasis = 'no-hit' | 'hit-under-review' | 'decision' | 'policy-timeout' | 'unreadable'
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

export const CaseState = z.enum(['open', 'in-review', 'awaiting-second', 'decided', 'closed'])
export type CaseState = z.infer<typeof CaseState>

/** How often hits of one source, kind and band were right. */
export const Track = z.object({
  source: z.string(),
  kind: SelectorKind,
  band: z.string(),
  reviewed: z.int(),
  mistaken: z.int(),
  months: z.int(),
})
export type Track = z.infer<typeof Track>

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
  rank: z.object({ value: z.number(), because: z.array(Text) }),
  assignedTo: z.string().nullable(),
  decision: Decision.nullable(),
  feedback: z.array(Feedback),
  otherExplanations: z.array(Text).min(1),
  version: z.int(),
  track: z.array(Track),
})
export type Case = z.infer<typeof Case>

import { z } from 'zod'
import { Finding, Purpose } from '../core.ts'
import { Instant } from '../ids.ts'
import { MediaHashes } from '../media-hashes.ts'
import { Pap, Signal, Tlp } from '../signal.ts'

/** How a piece of content is told: a hash by its algorithm, a text, an address (content.md 3.1). */
export const SignalType = z.enum(['pdq', 'md5', 'sha1', 'sha256', 'vpdq', 'tmk', 'tlsh', 'text', 'url'])
export type SignalType = z.infer<typeof SignalType>
/** The short form of a signal's value. `quality` where the algorithm has one and it is known. */
export const SignalValue = z.object({
  type: SignalType,
  value: z.string(),
  quality: z.int().min(0).max(100).nullable(),
})
export type SignalValue = z.infer<typeof SignalValue>
/** A signal as it comes in: its type is asked of the one list by the node, so that a wrong one has a code of its own. */
export const SignalInput = z.strictObject({
  type: z.string().max(40),
  value: z.string().min(1).max(20_000_000),
  quality: z.int().min(0).max(100).nullable().optional(),
  /** For an address: this address (unless told), all under its path, its host, its whole domain (content.md 3.9). */
  scope: z.enum(['url', 'path', 'host', 'domain']).optional(),
})
export type SignalInput = z.infer<typeof SignalInput>

export const Transform = z.enum([
  'original',
  'rotate90',
  'rotate180',
  'rotate270',
  'flipX',
  'flipY',
  'flipPlus1',
  'flipMinus1',
])
export type Transform = z.infer<typeof Transform>

export const Label = Signal.shape.labels.element
export type Label = z.infer<typeof Label>
export const Entity = Signal.shape.entity
const OpinionOutcome = z.enum(['confirmed', 'mistaken', 'not-useful'])
const OpinionCounts = z.object({ confirmed: z.int(), mistaken: z.int(), notUseful: z.int() })
export type OpinionCounts = z.infer<typeof OpinionCounts>
export const ItemState = z.enum(['active', 'shadow', 'quarantined'])

/** Times in seconds. */
export const MatchSegment = z.object({
  queryStart: z.number(),
  queryEnd: z.number(),
  signalStart: z.number(),
  signalEnd: z.number(),
  frames: z.int(),
  meanDistance: z.number(),
})
/** A signal of a bank that is near enough to one of the query. It is not a decision. */
export const Match = z.object({
  bank: z.string(),
  itemId: z.uuid(),
  signal: SignalValue,
  query: SignalValue.extend({ transform: Transform }),
  /** Bits for PDQ, the distance without length for TLSH, 0 for equality; null where `similarity` says it. */
  distance: z.number().nullable(),
  /** The limit that applied to `distance`. */
  radius: z.int().nullable(),
  similarity: z.number().min(0).max(1).nullable(),
  segments: z.array(MatchSegment),
  negative: z.boolean(),
  /** The item of a negative bank that is at least as near: no case rests on this match. */
  suppressedBy: z.uuid().nullable(),
  state: ItemState,
  labels: z.array(Label),
  entity: Entity,
  source: z.object({ member: z.string(), exchange: z.string().nullable() }).nullable(),
  incident: z.uuid().nullable(),
  confidence: z.int().min(0).max(100).nullable(),
  feedback: OpinionCounts,
  explanation: z.string(),
})
export type Match = z.infer<typeof Match>
export const MatchResult = z.object({
  file: z.string().nullable(),
  signals: z.array(SignalValue),
  matches: z.array(Match),
  /** Counted up to 10,000; with more `truncated` is true. */
  total: z.int(),
  truncated: z.boolean(),
  /** The last change of banks that this answer knows of. */
  indexSeq: z.int().nullable(),
  findings: z.array(Finding),
})
export type MatchResult = z.infer<typeof MatchResult>

/** `radius` and `limit` are numbers here and asked for their range by the node, which has codes for them. */
const matchOptions = {
  banks: z.array(z.string().max(200)).max(1000).optional(),
  radius: z.number().optional(),
  limit: z.number().optional(),
  dihedral: z.boolean().optional(),
  /** What a bank of which a part answers is drawn by; two questions with one seed are answered by the same banks. */
  seed: z.string().max(500).optional(),
  includeShadow: z.boolean().optional(),
}
export const MatchOptions = z.strictObject(matchOptions)
export type MatchOptions = z.infer<typeof MatchOptions>
const Signals = z.array(SignalInput).min(1).max(1000)
/** With a file (multipart) its hashes are looked up besides. */
export const MatchRequest = z.strictObject({ signals: Signals.optional(), ...matchOptions })
export const HashRequest = z.strictObject({
  url: z.string().max(10_000).optional(),
  types: z.array(z.string().max(40)).max(20).optional(),
  dihedral: z.boolean().optional(),
})
export const HashAnswer = z.object({ results: z.array(MediaHashes) })
export const MatchBatchRequest = z.strictObject({
  queries: z
    .array(z.strictObject({ signals: Signals, seed: z.string().max(500).optional() }))
    .min(1)
    .max(1000),
  options: MatchOptions.optional(),
})
export const MatchBatchAnswer = z.object({ results: z.array(MatchResult) })
export const CompareSignalsRequest = z.strictObject({
  type: z.string().max(40),
  a: z.string().min(1),
  b: z.string().min(1),
  radius: z.number().optional(),
})
export const CompareSignalsAnswer = z.object({
  type: SignalType,
  distance: z.number().nullable(),
  similarity: z.number().nullable(),
  match: z.boolean(),
  radius: z.int().nullable(),
})

/** A client that may hold no list asks whether content is known. Each query is one piece of content. */
export const RemoteMatchRequest = z.strictObject({
  queries: z
    .array(z.strictObject({ signals: z.array(SignalInput).min(1).max(20) }))
    .min(1)
    .max(100),
})
/** Nothing tells which bank, which item, how many, or how near. */
export const RemoteMatchAnswer = z.object({
  results: z.array(z.object({ matched: z.boolean(), labels: z.array(Label) })),
  /** Signals that may still be asked today; null for whoever has no budget. */
  budget: z.object({ left: z.int(), resetsAt: Instant }).nullable(),
})
export type RemoteMatchAnswer = z.infer<typeof RemoteMatchAnswer>

const Ratio = z.number().min(0).max(1)
const BankRadius = z.strictObject({ pdq: z.number().optional() })
/**
 * Terms that every signal of the bank gets, and how it is matched. A negative bank holds harmless content; a shadow bank opens no case. One that `follows` a member
 * holds that member's signals as they were shared, each under its own terms: only how it is matched can be changed.
 */
export const Bank = z.object({
  name: z.string(),
  version: z.int(),
  purposes: z.array(Purpose),
  lawfulBasis: Signal.shape.lawfulBasis,
  agreements: z.array(z.string()),
  tlp: Tlp,
  pap: Pap,
  negative: z.boolean(),
  shadow: z.boolean(),
  matchingEnabledRatio: Ratio,
  radius: z.object({ pdq: z.int() }),
  labels: z.array(Label),
  validDays: z.int(),
  retainDays: z.int(),
  items: z.int(),
  follows: z.string().nullable(),
  createdAt: Instant,
})
export type Bank = z.infer<typeof Bank>
export const NewBank = z.strictObject({
  name: z.string().max(200),
  purposes: z.array(Purpose).min(1),
  /** A text is the reference alone. */
  lawfulBasis: z.union([z.string().max(500), Signal.shape.lawfulBasis]),
  agreements: z.array(z.string()).optional(),
  tlp: Tlp.optional(),
  pap: Pap.optional(),
  negative: z.boolean().optional(),
  shadow: z.boolean().optional(),
  matchingEnabledRatio: Ratio.optional(),
  radius: BankRadius.optional(),
  labels: z.array(Label).max(50).optional(),
  validDays: z.int().min(1).max(1830).optional(),
  retainDays: z.int().min(1).max(1830).optional(),
})
export type NewBank = z.infer<typeof NewBank>
export const PatchBank = NewBank.partial().strict()
export type PatchBank = z.infer<typeof PatchBank>

const Metadata = z.record(z.string(), z.unknown())
/** Counted in characters (code points), as whoever writes it does: an emoji is one. */
const Note = z.string().refine((note) => [...note].length <= 255, { error: 'At most 255 characters.' })
export const NewItem = z.strictObject({
  signals: z.array(SignalInput).min(1).max(100),
  labels: z.array(Label).max(50).optional(),
  entity: Entity.optional(),
  note: Note.nullable().optional(),
  confidence: z.int().min(0).max(100).optional(),
  validUntil: Instant.optional(),
  incident: z.uuid().optional(),
  metadata: Metadata.optional(),
})
export type NewItem = z.infer<typeof NewItem>
/** Rows are checked one by one: a wrong one is rejected and the others are added. */
export const AddItemsRequest = z.strictObject({ items: z.array(z.unknown()).min(1).max(10_000) })
export const AddItemsAnswer = z.object({
  added: z.array(z.object({ index: z.int(), itemId: z.uuid() })),
  rejected: z.array(z.object({ index: z.int(), code: z.string(), message: z.string() })),
  indexSeq: z.int(),
})
export type AddItemsAnswer = z.infer<typeof AddItemsAnswer>
export const Item = z.object({
  id: z.uuid(),
  number: z.int(),
  bank: z.string(),
  owner: z.string(),
  signals: z.array(SignalValue.extend({ signalId: z.uuid() })),
  labels: z.array(Label),
  entity: Entity,
  note: z.string().nullable(),
  metadata: Metadata.nullable(),
  confidence: z.int(),
  validUntil: Instant,
  /** Not matched before this. Null: matched now; `9999-12-31T23:59:59.999Z`: not again. */
  disableUntil: Instant.nullable(),
  incident: z.uuid().nullable(),
  state: z.enum(['active', 'quarantined', 'suspended']),
  /** Why it is not active. */
  because: z.string().nullable(),
  feedback: OpinionCounts,
  createdAt: Instant,
})
export type Item = z.infer<typeof Item>
export const PatchItem = z.strictObject({
  labels: z.array(Label).max(50).optional(),
  note: Note.nullable().optional(),
  disableUntil: Instant.nullable().optional(),
  validUntil: Instant.optional(),
  /** Releases an item from quarantine or suspension: a person looked at it. */
  state: z.literal('active').optional(),
})
export type PatchItem = z.infer<typeof PatchItem>
export const OpinionRequest = z.strictObject({
  outcome: OpinionOutcome,
  reason: z.string().min(1).max(2000),
  uploadId: z.string().max(200).optional(),
})
export type OpinionRequest = z.infer<typeof OpinionRequest>
export const OpinionAnswer = z.object({ itemId: z.uuid(), outcome: OpinionOutcome, feedback: OpinionCounts })

export const IncidentLevel = z.enum(['incident', 'contentIncident', 'contentIncidentProtocol'])
export const NewIncident = z.strictObject({
  name: z.string().min(1).max(200),
  level: IncidentLevel,
  startsAt: Instant,
  endsAt: Instant.nullable().optional(),
})
export const PatchIncident = NewIncident.partial().strict()
export const Incident = z.object({
  id: z.uuid(),
  name: z.string(),
  level: IncidentLevel,
  startsAt: Instant,
  endsAt: Instant.nullable(),
  createdAt: Instant,
  items: z.int(),
  /** When its first signal was entered, and when the first upload was found by one of its signals. */
  firstSignalAt: Instant.nullable(),
  firstHitAt: Instant.nullable(),
})
export type Incident = z.infer<typeof Incident>

export const RetroRequest = z.strictObject({
  itemIds: z.array(z.uuid()).min(1).max(10_000).optional(),
  bank: z.string().max(200).optional(),
  since: Instant,
})
export type RetroRequest = z.infer<typeof RetroRequest>
export const RetroJob = z.object({
  jobId: z.uuid(),
  state: z.enum(['waiting', 'done']),
  checked: z.int(),
  hits: z.int(),
  caseIds: z.array(z.uuid()),
})
export type RetroJob = z.infer<typeof RetroJob>

export const LabelDefinition = z.object({
  code: z.string(),
  name: z.string(),
  definition: z.string(),
  parent: z.string().nullable(),
  validFrom: Instant,
  validTo: Instant.nullable(),
  mappings: z.array(z.object({ scheme: z.string(), version: z.string(), code: z.string(), relation: z.string() })),
})
export const LabelScheme = z.object({ scheme: z.string(), version: z.string(), labels: z.array(LabelDefinition) })
export type LabelScheme = z.infer<typeof LabelScheme>
export const LabelSchemes = z.object({ schemes: z.array(LabelScheme) })
export const LabelQuery = z.object({ scheme: z.string().optional(), version: z.string().optional() })

export const IndexStatus = z.object({
  ready: z.boolean(),
  types: z.record(
    z.string(),
    z.object({
      rows: z.int(),
      items: z.int(),
      segments: z.int(),
      deltaRows: z.int(),
      tombstones: z.int(),
      appliedSeq: z.int(),
      headSeq: z.int(),
      bytes: z.int(),
    }),
  ),
})
export type IndexStatus = z.infer<typeof IndexStatus>

/** Counts alone. What nothing was found in is kept for seven days, so shares of all uploads are told for those. */
export const ContentRates = z.object({
  from: Instant,
  to: Instant,
  /** Hits and opinions of banks are counted from here on. */
  opinionsSince: Instant,
  /** One an hour, oldest first, none left out. `found`: a bank had it; `cases`: it went to a person. */
  hours: z.array(z.object({ at: Instant, uploads: z.int(), found: z.int(), cases: z.int() })),
  banks: z.array(
    z.object({ name: z.string(), negative: z.boolean(), shadow: z.boolean(), hits: z.int(), opinions: OpinionCounts }),
  ),
})
export type ContentRates = z.infer<typeof ContentRates>

import { z } from 'zod'
import { MediaHashes } from '../../../matching/media-hashes.ts'
import { Instant } from '../../../terms/ids.ts'
import { SentFinding } from '../../../terms/terms.ts'
import { Entity, ItemState, Label, OpinionCounts, SignalInput, SignalType, SignalValue } from './signals.ts'

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

/** A stretch of a video that matches. Times are in seconds. */
export const MatchSegment = z.object({
  queryStart: z.number(),
  queryEnd: z.number(),
  signalStart: z.number(),
  signalEnd: z.number(),
  frames: z.int(),
  meanDistance: z.number(),
})
/** A signal of a bank that is close enough to a signal of the query. It is not a decision. */
export const Match = z.object({
  bank: z.string(),
  itemId: z.uuid(),
  signal: SignalValue,
  query: SignalValue.extend({ transform: Transform }),
  /**
   * The distance: bits for PDQ, the distance without length for TLSH, 0 for equal values. Null if `similarity` is
   * given.
   */
  distance: z.number().nullable(),
  /** The largest `distance` that matched in this query. */
  radius: z.int().nullable(),
  similarity: z.number().min(0).max(1).nullable(),
  segments: z.array(MatchSegment),
  negative: z.boolean(),
  /** The item of a negative bank that is at least as close. If it is set, no case is opened because of this match. */
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
  /**
   * `not-compared`: nothing matched, but the content of the file or a part of it was not compared; the findings say why.
   */
  state: z.enum(['matched', 'no-match', 'not-compared']),
  signals: z.array(SignalValue),
  matches: z.array(Match),
  /** The number of matches, counted up to 10,000. If there are more, `truncated` is true. */
  total: z.int(),
  truncated: z.boolean(),
  /** The number of the last change of banks that this answer includes. */
  indexSeq: z.int().nullable(),
  findings: z.array(SentFinding),
})
export type MatchResult = z.infer<typeof MatchResult>

/**
 * `radius` and `limit` are plain numbers in this schema, because the node checks their range and answers with separate
 * error codes.
 */
const matchOptions = {
  banks: z.array(z.string().max(200)).max(1000).optional(),
  radius: z.number().optional(),
  limit: z.number().optional(),
  dihedral: z.boolean().optional(),
  /** The seed for banks that are sampled. Two queries with the same seed use the same banks. */
  seed: z.string().max(500).optional(),
  includeShadow: z.boolean().optional(),
}
export const MatchOptions = z.strictObject(matchOptions)
export type MatchOptions = z.infer<typeof MatchOptions>
const Signals = z.array(SignalInput).min(1).max(1000)
/** A query for matches. If a file is sent with it (multipart), the hashes of the file are searched too. */
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

/**
 * Checks whether content is known, for a client that may not have the list. Each query is about one piece of content.
 */
export const RemoteMatchRequest = z.strictObject({
  queries: z
    .array(z.strictObject({ signals: z.array(SignalInput).min(1).max(20) }))
    .min(1)
    .max(100),
})
/** The answer for such a client. It does not reveal the bank, the item, the number of matches or the distance. */
export const RemoteMatchAnswer = z.object({
  results: z.array(z.object({ matched: z.boolean(), labels: z.array(Label) })),
  /** How many signals the client may still check today; null for clients without a limit. */
  budget: z.object({ left: z.int(), resetsAt: Instant }).nullable(),
})
export type RemoteMatchAnswer = z.infer<typeof RemoteMatchAnswer>

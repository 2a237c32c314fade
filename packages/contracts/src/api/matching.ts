import { z } from 'zod'
import { EvidenceCell, HitEvidence, StrengthShown } from '../cases/case.ts'
import { SignalKind, Tlp } from '../signals/signal.ts'
import { Instant } from '../terms/ids.ts'
import { NameQuality } from '../terms/terms.ts'
import { Text } from '../terms/text.ts'
import { Signed } from './acts.ts'

/** An identity that a person typed in order to match or compare it. Names or a document number are required. */
export const TypedIdentity = z.strictObject({
  kind: z.enum(['person', 'org', 'vessel', 'entity']).optional(),
  /** At most 200 names of at most 500 characters each. */
  names: z.array(z.string()),
  parts: z
    .strictObject({
      given: z.string().max(500).optional(),
      middle: z.string().max(500).optional(),
      patronymic: z.string().max(500).optional(),
      family: z.string().max(500).optional(),
    })
    .optional(),
  /** Dates in EDTF: `1961-05-17`, `1961-05`, `1961`, `1961~`, `1958/1963`. */
  birthDates: z.array(z.string().max(40)).max(50).optional(),
  nationalities: z.array(z.string().max(100)).max(50).optional(),
  gender: z.enum(['male', 'female', 'other']).nullable().optional(),
  birthPlaces: z.array(z.string().max(500)).max(50).optional(),
  documents: z
    .array(
      z.strictObject({
        number: z.string().max(200),
        type: z.enum(['passport', 'national-id', 'other']).optional(),
        country: z.string().max(100).optional(),
      }),
    )
    .max(50)
    .optional(),
})
export type TypedIdentity = z.infer<typeof TypedIdentity>
/** With `weak`, results below the threshold (from 0.2 on) are returned too. `limit` defaults to 50. */
export const TryRequest = TypedIdentity.extend({
  weak: z.boolean().optional(),
  limit: z.int().min(1).max(200).optional(),
}).strict()
export type TryRequest = z.infer<typeof TryRequest>
export const CompareRequest = z.strictObject({ a: TypedIdentity, b: TypedIdentity })

/**
 * A part of the typed identity that was left out, with its position: `NATIONALITY_UNKNOWN`, `DOCUMENT_UNUSABLE`,
 * `NAME_EMPTY`.
 */
export const TypedFinding = z.object({
  code: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  at: z.string(),
  message: z.string(),
})
export type TypedFinding = z.infer<typeof TypedFinding>
export const Engine = z.object({ code: z.string(), tables: z.string() })

/** A score with all values from which it was computed. The weights of `evidence` add up to `logOdds`. */
export const ExplainedScore = z.object({
  score: z.number().min(0).max(1),
  logOdds: z.number(),
  threshold: z.number(),
  thresholdVersion: z.int(),
  verdict: z.enum(['match', 'weak', 'none']),
  strength: StrengthShown,
  cells: z.array(EvidenceCell),
  matchedName: z.object({ a: z.string(), b: z.string(), quality: NameQuality }).nullable(),
  /** Two sentences: the strongest evidence for the match and the strongest against it. */
  explanation: z.string(),
  reasons: z.array(Text),
  evidence: z.array(HitEvidence),
})
export type ExplainedScore = z.infer<typeof ExplainedScore>
export const TriedHit = ExplainedScore.extend({
  signal: z.object({
    id: z.uuid(),
    version: z.int(),
    kind: SignalKind,
    /** The first name of the signal; for a document without a name, its number. */
    label: z.string(),
    source: z.string(),
    listVersion: z.string().nullable(),
    tlp: Tlp,
  }),
})
export type TriedHit = z.infer<typeof TriedHit>
/** The results, closest first. `truncated` means that there may be more. */
export const TryAnswer = z.object({
  items: z.array(TriedHit),
  truncated: z.boolean(),
  findings: z.array(TypedFinding),
  engine: Engine,
})
export type TryAnswer = z.infer<typeof TryAnswer>
export const CompareAnswer = ExplainedScore.extend({ findings: z.array(TypedFinding), engine: Engine })
export type CompareAnswer = z.infer<typeof CompareAnswer>

/**
 * The lowest and highest threshold that can be proposed, in steps of 0.01. Results below the threshold in force have at
 * most the verdict `weak`.
 */
export const thresholdBounds = { least: 0.2, most: 0.99 } as const

/** One version of the threshold. Version 1 is the matcher's own threshold and has no proposal. */
export const ThresholdVersion = z.object({
  version: z.int().min(1),
  threshold: z.number(),
  since: Instant.nullable(),
  reason: z.string().nullable(),
  proposedBy: z.string().nullable(),
  proposedByName: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  confirmedByName: z.string().nullable(),
  confirmation: z.string().nullable(),
})
export type ThresholdVersion = z.infer<typeof ThresholdVersion>
export const ThresholdProposal = z.object({
  id: z.uuid(),
  threshold: z.number(),
  follows: z.int(),
  reason: z.string(),
  by: z.string(),
  byName: z.string(),
  at: Instant,
  state: z.enum(['open', 'confirmed', 'refused', 'withdrawn']),
  /** The second person's answer. */
  answer: z
    .object({ by: z.string(), byName: z.string(), at: Instant, agree: z.boolean(), reason: z.string() })
    .nullable(),
  /** The id of the trial that started with the proposal. */
  trial: z.uuid().nullable(),
  /** The actions on the proposal that the reader may take now. */
  may: z.object({ answer: z.boolean(), withdraw: z.boolean() }),
})
export type ThresholdProposal = z.infer<typeof ThresholdProposal>
/** `versions` and `proposals` are sorted newest first. There are at most 100 proposals. */
export const ThresholdState = z.object({
  current: ThresholdVersion,
  versions: z.array(ThresholdVersion),
  proposals: z.array(ThresholdProposal),
  may: z.object({ propose: z.boolean() }),
})
export type ThresholdState = z.infer<typeof ThresholdState>
const OwnWords = z.string().min(20).max(2000)
export const ThresholdProposalRequest = z.strictObject({ threshold: z.number(), reason: OwnWords })
export type ThresholdProposalRequest = z.infer<typeof ThresholdProposalRequest>
/** An agreement is signed. */
export const ThresholdAnswerRequest = z.strictObject({
  agree: z.boolean(),
  reason: OwnWords,
  signed: Signed.optional(),
})
export type ThresholdAnswerRequest = z.infer<typeof ThresholdAnswerRequest>

/**
 * A count of people or hits. Counts from 1 to 4 are given as `<5`. `sup` means that the count is suppressed, because
 * another count could be derived from it and the total.
 */
export const SmallCount = z.union([z.int().min(0), z.literal('<5'), z.literal('sup')])
export type SmallCount = z.infer<typeof SmallCount>
/**
 * The share of people with at least one hit. The bounds are the 95 % Wilson interval. For `<5` they cover all of 1 to
 * 4; for `sup` there are none.
 */
export const HitRate = z.object({
  people: z.int(),
  alerted: SmallCount,
  rate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
export type HitRate = z.infer<typeof HitRate>
/** Groups with fewer people than this are not shown separately. */
export const fewestInGroup = 50
/**
 * One grouping of all people: by the script of the name (`Latin`, `Arabic`, ...) or by nationality (ISO 3166-1 alpha-3,
 * or `not-said`). Groups under fifty people are merged into `other`. If `other` has fewer than fifty people too, they
 * are only counted in `leftOut`.
 */
const grouping = <T extends z.ZodRawShape>(columns: T) =>
  z.object({
    groups: z.array(z.object({ value: z.string(), ...columns })),
    leftOut: z.object({ groups: z.int(), people: z.int() }),
  })
/** Counts hits by what people decided: confirmed, or dismissed as mistaken or not useful. */
export const HitOutcomes = z.object({
  hits: SmallCount,
  confirmed: SmallCount,
  dismissed: SmallCount,
  undecided: SmallCount,
})
export type HitOutcomes = z.infer<typeof HitOutcomes>
/** The hit rates at the threshold in force and at the proposed one. Each person was compared with today's signals. */
const bothRates = { inForce: HitRate, proposed: HitRate }
export const TrialResult = z.object({
  /** The number of people compared. */
  people: z.int(),
  /** The number of people who were masked by their regime, or who had neither a name nor a document. */
  notComparable: z.int(),
  inForce: HitOutcomes,
  proposed: HitOutcomes,
  /**
   * `appear` counts hits that only the proposed threshold makes; `vanish` counts hits that only the threshold in force
   * makes.
   */
  appear: HitOutcomes,
  vanish: HitOutcomes,
  rates: z.object({ all: z.object(bothRates), script: grouping(bothRates), nationality: grouping(bothRates) }),
})
export type TrialResult = z.infer<typeof TrialResult>
/**
 * A trial of a threshold. The event `trial.changed` says when to read it again. Its progress is `compared` of `people`.
 */
export const ThresholdTrial = z.object({
  id: z.uuid(),
  /** Why the trial started: with a proposal, at a person's request, daily, or after a list changed. */
  cause: z.enum(['proposal', 'asked', 'daily', 'list']),
  proposal: z.uuid().nullable(),
  threshold: z.number(),
  inForce: z.number(),
  inForceVersion: z.int(),
  days: z.int(),
  askedAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  /** The number of people to compare; null until the trial has started. */
  people: z.int().nullable(),
  compared: z.int(),
  result: TrialResult.nullable(),
})
export type ThresholdTrial = z.infer<typeof ThresholdTrial>
/** Trials, newest first, at most 100. */
export const ThresholdTrialList = z.object({ items: z.array(ThresholdTrial), next: z.null() })
/** `days` defaults to 30. A trial of the threshold in force measures the current rates. */
export const TrialRequest = z.strictObject({ threshold: z.number(), days: z.int().min(1).max(90).optional() })
export type TrialRequest = z.infer<typeof TrialRequest>

export const RatesQuery = z.strictObject({ days: z.coerce.number().int().min(1).max(90).optional() })
/**
 * The share of people with hits under the threshold in force, as last measured over this many days. `measured` is null
 * before the first measurement.
 */
export const MatchingRates = z.object({
  threshold: z.number(),
  thresholdVersion: z.int(),
  days: z.int(),
  measured: z
    .object({
      at: Instant,
      trial: z.uuid(),
      people: z.int(),
      notComparable: z.int(),
      all: HitRate,
      script: grouping(HitRate.shape),
      nationality: grouping(HitRate.shape),
    })
    .nullable(),
  /** The id of a measurement that is running. */
  running: z.uuid().nullable(),
})
export type MatchingRates = z.infer<typeof MatchingRates>

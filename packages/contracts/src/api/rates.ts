import { z } from 'zod'
import { GatewayName } from '../gateways/vocabularies.ts'
import { Instant } from '../terms/ids.ts'

/** The windows of the figures, in whole weeks. */
export const ratesWeeks = [4, 13, 52] as const
/** A share of fewer than this many is shown, but not compared. */
export const fewestCompared = 30
/** A share of fewer than this many is not shown. */
export const fewestShown = 10
/** Figures about answers of people need answers of at least this many people: else they would be about one of them. */
export const fewestReviewers = 3

export const OversightRatesQuery = z.strictObject({
  gateway: GatewayName.optional(),
  weeks: z.coerce
    .number()
    .pipe(z.literal([...ratesWeeks]))
    .optional(),
})

const share = z.number().min(0).max(1).nullable()
/**
 * A share with its 95 % Wilson interval: `count` of `n`. `few`: it is over fewer than thirty, so it is not compared.
 * `hidden`: it is over fewer than ten, or over the work of fewer than three people; then everything else is null. A count
 * from 1 to 4 about the work of people is null too, and the interval covers all of them.
 */
export const ShareFigure = z.object({
  state: z.enum(['shown', 'few', 'hidden']),
  n: z.int().nullable(),
  count: z.int().nullable(),
  share,
  low: share,
  high: share,
})
export type ShareFigure = z.infer<typeof ShareFigure>

/** A figure of the window and of the same time before it, with the share of each week, oldest first. */
export const RateFigure = ShareFigure.extend({ before: ShareFigure, weeks: z.array(share) })
export type RateFigure = z.infer<typeof RateFigure>

/** The share of mistaken hits of one source. Small sources stand together in a last row, whose `source` is null. */
export const SourceRate = ShareFigure.extend({
  source: z.string().nullable(),
  /** How many sources the row has. */
  sources: z.int(),
  /** The last twelve weeks. */
  weeks: z.array(share),
  /** Since when the share is higher than before: a two-sided test has p < 0.01. Null: it is not. */
  risingSince: Instant.nullable(),
})
export type SourceRate = z.infer<typeof SourceRate>

/** The decided hits of one week. All counts are null if there are fewer than ten. */
export const DecidedWeek = z.object({
  from: Instant,
  confirmed: z.int().nullable(),
  mistaken: z.int().nullable(),
  notUseful: z.int().nullable(),
})
export type DecidedWeek = z.infer<typeof DecidedWeek>

/** A group's share of people with a hit, divided by that of everybody else, with its 95 % interval. */
export const GroupRatio = z.object({
  value: z.string(),
  people: z.int(),
  ratio: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  state: z.enum(['alarm', 'watch', 'ok', 'too-few']),
})
export type GroupRatio = z.infer<typeof GroupRatio>

/**
 * Hits a week had each threshold been in force, from the lowest threshold that was in force for a week or more. `mistaken`
 * counts those that people decided as mistaken. Counts under ten are null.
 */
export const ThresholdCurve = z.object({
  weeks: z.int(),
  inForce: z.number(),
  since: Instant.nullable(),
  before: z.object({ threshold: z.number(), until: Instant }).nullable(),
  points: z.array(z.object({ threshold: z.number(), hits: z.number().nullable(), mistaken: z.number().nullable() })),
})
export type ThresholdCurve = z.infer<typeof ThresholdCurve>

/** A dated change that could explain a change of the figures. */
export const DatedChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('threshold'), at: Instant, from: z.number(), to: z.number() }),
  z.object({ kind: z.literal('list'), at: Instant, title: z.string(), version: z.int(), entries: z.int().nullable() }),
  z.object({ kind: z.literal('matcher'), at: Instant, what: z.enum(['code', 'tables']), digest: z.string() }),
  z.object({ kind: z.literal('release'), at: Instant, schema: z.string() }),
])
export type DatedChange = z.infer<typeof DatedChange>

/** The figures of one gateway over whole weeks. They contain no figure about a person. */
export const OversightRates = z.object({
  gateway: GatewayName,
  weeks: z.int(),
  from: Instant,
  /** The end of the last whole week (Sunday, UTC). */
  until: Instant,
  /** Subjects with a hit; `n` counts all subjects. Null: the gateway counts no subjects. */
  hits: RateFigure.nullable(),
  mistaken: RateFigure,
  disagreed: RateFigure,
  late: RateFigure,
  sources: z.array(SourceRate),
  decided: z.array(DecidedWeek),
  /** Null if people are not compared by the threshold, or before the first measurement. */
  groups: z
    .object({ at: Instant, days: z.int(), script: z.array(GroupRatio), nationality: z.array(GroupRatio) })
    .nullable(),
  curve: ThresholdCurve.nullable(),
  changes: z.array(DatedChange),
})
export type OversightRates = z.infer<typeof OversightRates>

/** A planted case that a person judged, at least a day later. `missed`: the person acted against somebody who does not exist. */
export const PlantedResult = z.object({
  caseId: z.uuid(),
  /** The number of the case as pages show it. */
  reference: z.string(),
  at: Instant,
  outcome: z.string(),
  missed: z.boolean(),
})
export const PlantedResults = z.object({
  items: z.array(PlantedResult),
  /** The hours after which a result becomes known. */
  afterHours: z.int(),
})
export type PlantedResults = z.infer<typeof PlantedResults>

/** Counts of the last thirty days. Misses count once they are known. */
export const PlantedFigures = z.object({
  days: z.int(),
  /** Whether the operator lets the node plant cases. */
  plants: z.boolean(),
  queues: z.array(
    z.object({ gateway: z.string(), cases: z.int(), planted: z.int(), share: z.number().nullable(), misses: z.int() }),
  ),
})
export type PlantedFigures = z.infer<typeof PlantedFigures>

import { z } from 'zod'
import { Instant } from '../../../terms/ids.ts'

const count = z.int().min(0)
const share = z.number().min(0).max(1)
/** A share of rows with its Wilson interval (95 %). */
const Interval = z.object({ value: share, low: share, high: share })
const Hash = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * The kinds of models. `hit-rate-table`: the share of inspected consignments with a finding by HS code and origin.
 * `boosted-trees`: gradient-boosted trees on the features of consignments.
 */
export const CargoModelKind = z.enum(['hit-rate-table', 'boosted-trees'])
export type CargoModelKind = z.infer<typeof CargoModelKind>

/** `trained`: ready for a second person. `retired`: another model took its place. */
export const CargoModelState = z.enum(['training', 'trained', 'active', 'retired', 'failed'])

/** How well a model orders inspected consignments, if the first share of them is inspected. */
export const CargoRanking = z.object({
  share,
  /** The number of inspected consignments, and those with a finding among them. */
  k: count,
  precision: Interval.nullable(),
  /** The share of all findings that is among them; null if there is none. */
  recall: share.nullable(),
  /** The precision divided by the share of findings among all; null if there is none. */
  lift: z.number().nullable(),
})

/** A model measured on inspected consignments that came after those it was trained on. */
export const CargoModelMeasure = z.object({
  /** Null: no score, as before the first model. */
  modelId: z.uuid().nullable(),
  kind: CargoModelKind,
  hash: Hash,
  /** Every inspected consignment. Rules chose most of them, so these figures say little about the others. */
  all: z.array(CargoRanking),
  /** Those that the draw chose, at random or to explore: an unbiased sample. */
  drawn: z.array(CargoRanking),
  /** The number of measured rows on which the model was trained. Figures with such rows are too good. */
  knownRows: count,
})
export type CargoModelMeasure = z.infer<typeof CargoModelMeasure>

/** A challenger and the model in force on the same consignments. */
export const CargoModelReport = z.object({
  /** The consignments on which both were measured. */
  measured: z.object({
    rows: count,
    positives: count,
    drawnRows: count,
    drawnPositives: count,
    from: Instant.nullable(),
    until: Instant.nullable(),
  }),
  challenger: CargoModelMeasure,
  /** Null if no model is in force. */
  inForce: CargoModelMeasure.nullable(),
})
export type CargoModelReport = z.infer<typeof CargoModelReport>

export const CargoModel = z.object({
  id: z.uuid(),
  kind: CargoModelKind,
  state: CargoModelState,
  /** The SHA-256 of its bytes; null until it is trained. */
  hash: Hash.nullable(),
  featuresVersion: z.string(),
  seed: z.int(),
  author: z.string(),
  askedAt: Instant,
  /** The inspected consignments on which it was trained. */
  trained: z.object({ rows: count, positives: count, until: Instant.nullable() }).nullable(),
  report: CargoModelReport.nullable(),
  approver: z.string().nullable(),
  promotedAt: Instant.nullable(),
  retiredAt: Instant.nullable(),
  /** Who took it out of force and why. Null if another model replaced it. */
  retirer: z.string().nullable(),
  retirement: z.string().nullable(),
  /** The code of the error that ended the training. */
  failure: z.string().nullable(),
})
export type CargoModel = z.infer<typeof CargoModel>

/** The newest models first. `labelled` counts inspection results that a training could use now, `needed` the fewest it needs. */
export const CargoModelList = z.object({
  items: z.array(CargoModel),
  labelled: z.object({ rows: count, positives: count }),
  needed: z.record(CargoModelKind, z.object({ rows: count, positives: count })),
})
export type CargoModelList = z.infer<typeof CargoModelList>

/** Why a person takes a model out of force. */
export const CargoModelReason = z.strictObject({ reason: z.string().trim().min(3).max(2000) })

export const CargoModelRequest = z.strictObject({
  kind: CargoModelKind.default('boosted-trees'),
  seed: z.int().min(0).max(0x7fffffff).default(1),
})

/** The results of inspections of the consignments that a rule, a table or a model chose. */
export const CargoHitRate = z.object({
  kind: z.enum(['rule', 'table', 'model']),
  /** The id of the rule or the model, or the kind of the table. */
  id: z.string(),
  version: z.int().nullable(),
  hits: count,
  inspected: count,
  positives: count,
  /** Null if nothing was inspected. */
  precision: Interval.nullable(),
})
export type CargoHitRate = z.infer<typeof CargoHitRate>

/** How well a filer states its consignments, over the last 90 days. */
export const CargoFilerQuality = z.object({
  filer: z.uuid(),
  filerName: z.string(),
  consignments: count,
  withErrors: count,
  /** 1 less the share with errors, smoothed by 20 pseudo-consignments with the share of all filers. */
  quality: share,
})

/** A comparison of recent consignments with the training data of the model in force. */
export const CargoDrift = z.object({
  at: Instant,
  modelHash: Hash,
  /** The findings of inspections of drawn consignments, and the 99 % interval of the forecast of the model. */
  observed: z.object({ rows: count, positives: count }),
  forecast: z.object({ mean: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** The population stability index of the scores, newest week by those at the promotion; null without enough scores. */
  psi: z.number().nullable(),
  /** Features that are absent twice as often as at the promotion. */
  absent: z.array(z.object({ feature: z.string(), before: share, now: share })),
  alarms: z.array(z.enum(['hit-rate', 'scores', 'absent'])),
})
export type CargoDrift = z.infer<typeof CargoDrift>

/**
 * A model with what it reads. `importance`: the share of the splits of its trees that compare a column, the largest first. `drift`
 * has its newest comparisons, the newest first. `may` lists the steps of the caller; `because` is the code of the error that a
 * promotion would get.
 */
export const CargoModelDetail = CargoModel.extend({
  importance: z.array(z.object({ feature: z.string(), share })),
  drift: z.array(CargoDrift),
  may: z.object({ promote: z.boolean(), retire: z.boolean(), because: z.string().nullable() }),
})
export type CargoModelDetail = z.infer<typeof CargoModelDetail>

export const CargoRates = z.object({
  at: Instant,
  items: z.array(CargoHitRate),
  filers: z.array(CargoFilerQuality),
  drift: CargoDrift.nullable(),
})
export type CargoRates = z.infer<typeof CargoRates>

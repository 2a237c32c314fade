import { z } from 'zod'
import { Instant } from '../../../terms/ids.ts'
import { CargoRuleLeaf } from '../risk-rules.ts'

/** Where a consignment goes on arrival: examination, documents, release with a later audit, release. */
export const CargoLane = z.enum(['red', 'yellow', 'blue', 'green'])
export type CargoLane = z.infer<typeof CargoLane>

/** The reasons for the lane of a consignment. All but the first three suspect nobody. */
export const SelectedBy = z.enum([
  'rule',
  'watchlist',
  'table',
  'random',
  'quota',
  'expected-rate',
  'exploration',
  'model',
])
export type SelectedBy = z.infer<typeof SelectedBy>

/** One assessment of a version of a consignment. Filers never see it. */
export const CargoAssessmentRow = z.object({
  id: z.uuid(),
  version: z.int().min(1),
  at: Instant,
  lane: CargoLane,
  selectedBy: z.array(SelectedBy),
  /** The score of the model, from 0 to 1; null without a model. */
  score: z.number().nullable(),
})
export type CargoAssessmentRow = z.infer<typeof CargoAssessmentRow>

/** A hit of an assessment. A hit of a signal names no rule, and its explanation is in the case. */
export const AssessedHit = z.object({
  kind: z.enum(['rule', 'watchlist']),
  ruleId: z.uuid().nullable(),
  ruleVersion: z.int().nullable(),
  /** Masked with the record. */
  text: z.string().nullable(),
  leaves: z.array(CargoRuleLeaf),
})
export type AssessedHit = z.infer<typeof AssessedHit>

/** The inputs of an assessment. The same inputs give the same assessment. */
export const AssessmentBasis = z.object({
  consignmentHash: z.string(),
  rulesHash: z.string().nullable(),
  tables: z.record(z.string(), z.string()),
  modelHash: z.string().nullable(),
  featuresVersion: z.string().nullable(),
  signals: z.array(z.object({ id: z.uuid(), version: z.int() })),
  thresholdVersion: z.int().nullable(),
  drawDay: z.iso.date(),
  now: Instant,
})
export type AssessmentBasis = z.infer<typeof AssessmentBasis>

export const CargoAssessment = CargoAssessmentRow.extend({
  hits: z.array(AssessedHit),
  tags: z.array(z.string()),
  features: z.record(z.string(), z.number().nullable()),
  /** The counts from which the features were made. */
  counters: z.record(z.string(), z.number()),
  undetermined: z.array(
    z.object({ ruleId: z.uuid(), ruleVersion: z.int(), path: z.string().nullable(), reason: z.string() }),
  ),
  modelReasons: z.array(
    z.object({
      feature: z.string(),
      value: z.union([z.number(), z.string()]).nullable(),
      contribution: z.number(),
    }),
  ),
  masked: z.boolean(),
  replay: AssessmentBasis,
})
export type CargoAssessment = z.infer<typeof CargoAssessment>

/** The assessments of a consignment, newest first. */
export const CargoAssessmentList = z.object({ items: z.array(CargoAssessmentRow) })
export type CargoAssessmentList = z.infer<typeof CargoAssessmentList>

/**
 * The result of a replay. `from` names the recomputed part: all from the stored version (`record`), or only the parts that
 * need no masked fields (`features`). `expected` and `found` are SHA-256 of the canonical JSON; `differs` names the parts that differ.
 */
export const ReplayResult = z.object({
  assessmentId: z.uuid(),
  from: z.enum(['record', 'features']),
  identical: z.boolean(),
  expected: z.string(),
  found: z.string(),
  differs: z.array(z.string()),
  /** The parts that could not be recomputed, such as `hits` of a masked record. */
  notRecomputed: z.array(z.string()),
})
export type ReplayResult = z.infer<typeof ReplayResult>

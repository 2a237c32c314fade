import { z } from 'zod'

/** The effects of a rule: `case` opens or joins a case, `lane` gives a lane on arrival, `tag` only feeds other rules. */
export const CargoRuleEffect = z.enum(['case', 'lane', 'tag'])
export type CargoRuleEffect = z.infer<typeof CargoRuleEffect>

const Moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()])

/** The body of a rule as a person writes it. `expression` is CEL (cel.dev) over one consignment, which it calls `c`. */
export const CargoRuleBody = z.object({
  title: z.string().trim().min(1).max(200),
  /** The check of the expression says more about a wrong or long text than a schema could. */
  expression: z.string(),
  effect: CargoRuleEffect,
  /** The lane of the effect `lane`, else null. */
  lane: z.enum(['red', 'yellow', 'blue']).nullable().default(null),
  /** The tag of the effect `tag`, else null. */
  tag: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,39}$/)
    .nullable()
    .default(null),
  /** With the effect `lane`: the share of the hits that are selected. */
  selectShare: z.number().gt(0).max(1).nullable().default(null),
  /** With the effect `lane`: after so many hits in a row that were not selected, the next one is. */
  maxHitsWithoutSelection: z.int().min(1).max(10_000).nullable().default(null),
  /** The basis in law. */
  basis: z.string().trim().max(500).nullable().default(null),
  /** A moment, or a day, which begins at 00:00 UTC. */
  validFrom: Moment.nullable().default(null),
  /** The first moment at which the rule is not valid any more. */
  validUntil: Moment.nullable().default(null),
})
export type CargoRuleBody = z.infer<typeof CargoRuleBody>

/** Why an expression is refused. `rule-invalid` lists these. */
export const CargoRuleFaultCode = z.enum([
  'rule-syntax',
  'rule-type',
  'rule-unknown-field',
  'rule-forbidden-function',
  'rule-too-large',
  'rule-pattern',
  'rule-protected-attribute',
])
export type CargoRuleFaultCode = z.infer<typeof CargoRuleFaultCode>

/** A fault of an expression. Lines and columns count from 1 in UTF-16 units; `from` and `to` are offsets, `to` is exclusive. */
export const CargoRuleFault = z.object({
  code: CargoRuleFaultCode,
  line: z.int(),
  column: z.int(),
  from: z.int(),
  to: z.int(),
  /** The kind of fault, which selects a sentence in the language of the reader, with its values. */
  reason: z.string(),
  values: z.record(z.string(), z.string()),
  /** The same in English. */
  message: z.string(),
  /** For an unknown field or function: the known name that is most alike. */
  nearest: z.string().nullable(),
  /** The text that mends the expression if it replaces the offsets from `fixFrom` to `fixTo`. Null if none is known. */
  fix: z.string().nullable(),
  fixFrom: z.int().nullable(),
  fixTo: z.int().nullable(),
})
export type CargoRuleFault = z.infer<typeof CargoRuleFault>

const LeafScalar = z.union([z.string(), z.number(), z.boolean()])
const LeafValue = z.union([LeafScalar, z.array(LeafScalar), z.null()])

/**
 * One comparison of a rule with what it read. `outcome` is `absent` if the consignment does not state the value, and `error`
 * if the comparison has no result, such as a division by zero. `at` is a JSON pointer into the consignment.
 */
export const CargoRuleLeaf = z.object({
  path: z.string(),
  operator: z.string(),
  value: LeafValue,
  expected: LeafValue,
  outcome: z.enum(['true', 'false', 'absent', 'error']),
  at: z.string().nullable(),
})
export type CargoRuleLeaf = z.infer<typeof CargoRuleLeaf>
export type CargoRuleLeafValue = z.infer<typeof LeafValue>

/** How a rule did on consignments of the past. Figures of a rule with errors are null. */
export interface CargoRuleReport {
  id: string
  version: number
  ok: boolean
  errors: CargoRuleFault[]
  hits: number | null
  /** The share of the consignments that the rule hits. */
  rate: number | null
  undetermined: number | null
  /** Hits that were inspected, and those where something was found. */
  inspected: number | null
  positives: number | null
  /** Positives by inspected, with a 95 % Wilson interval. Null if no hit was inspected. */
  precision: { value: number; low: number; high: number } | null
  /** Hits that no other rule of effect `case` or `lane` has. */
  onlyThis: number | null
  /** `onlyThis` by day, over every day of the history. */
  extraPerDay: { mean: number; p95: number } | null
  /** Microseconds that one evaluation took. */
  micros: { p50: number; max: number } | null
  byDay: { day: string; hits: number }[]
  overlap: { ruleId: string; both: number }[]
  /** Keys of at most ten consignments that the rule hits. */
  examples: string[]
}

/** The report on several rules over one history. `union` counts consignments that a rule of effect `case` or `lane` hits. */
export interface CargoRulesReport {
  history: { count: number; from: string | null; to: string | null; inspected: number; positives: number }
  rules: CargoRuleReport[]
  union: { hits: number; rate: number }
}

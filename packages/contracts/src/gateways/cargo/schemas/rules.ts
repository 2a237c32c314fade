import { z } from 'zod'
import { Instant, page } from '../../../terms/ids.ts'
import { CargoRuleBody, CargoRuleEffect, CargoRuleFault } from '../risk-rules.ts'

const version = z.int().min(1)
const count = z.int().min(0)

/** The body of a request that writes a rule. A misspelt field must not be dropped without notice. */
export const CargoRuleWrite = CargoRuleBody.strict()
export type CargoRuleWrite = z.infer<typeof CargoRuleWrite>

/** `refused`: a second person refused the approval. `replaced`: a later version of the same rule came into force. */
export const CargoRuleState = z.enum([
  'draft',
  'tested',
  'refused',
  'approved',
  'active',
  'replaced',
  'expired',
  'withdrawn',
])
export type CargoRuleState = z.infer<typeof CargoRuleState>

/** The answer to a written rule. `errors` is empty: a rule with faults is refused with `rule-invalid`. */
export const CargoRuleWritten = z.object({
  id: z.uuid(),
  version,
  hash: z.string(),
  state: CargoRuleState,
  errors: z.array(CargoRuleFault),
})
export type CargoRuleWritten = z.infer<typeof CargoRuleWritten>

/** How often inspections of hits found something, with a 95 % Wilson interval. Null until a hit was inspected. */
export const CargoRuleTrack = z.object({ inspected: count, positives: count, low: z.number(), high: z.number() })

/** A rule in the list. `builtIn` names a rule of every node, which nobody can edit. `hits` are those of the last 30 days. */
export const CargoRuleRow = z.object({
  id: z.uuid(),
  builtIn: z.string().nullable(),
  title: z.string(),
  effect: CargoRuleEffect,
  /** The newest version and its state. */
  version,
  state: CargoRuleState,
  /** The version that applies now. */
  active: z.object({ version, from: Instant.nullable(), until: Instant.nullable() }).nullable(),
  /** Whole days until the active version expires. */
  daysLeft: count.nullable(),
  /** The active version expires within 14 days. */
  expiresSoon: z.boolean(),
  hits: count,
  track: CargoRuleTrack.nullable(),
  /** The inspections of the last 30 days that its hits led to, which count against the capacity. */
  orders: count,
  lane: CargoRuleBody.shape.lane,
  selectShare: CargoRuleBody.shape.selectShare,
  /** Who wrote the newest version. Null for a rule of every node. */
  author: z.string().nullable(),
  /** When the approval of the newest version was asked for, while nobody has answered. */
  waitsSince: Instant.nullable(),
  changedAt: Instant.nullable(),
})
export type CargoRuleRow = z.infer<typeof CargoRuleRow>

export const CargoRuleQuery = z.object({
  state: CargoRuleState.optional(),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  next: z.string().max(500).optional(),
})
export type CargoRuleQuery = z.infer<typeof CargoRuleQuery>
export const CargoRuleList = page(CargoRuleRow)
export type CargoRuleList = z.infer<typeof CargoRuleList>

const Person = z.object({ id: z.string(), name: z.string() })

const Moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()])
/** A period of a back-test: consignments that were first received in it, both ends included. */
export const CargoRuleTestRequest = z.strictObject({ from: Moment, to: Moment })
export type CargoRuleTestRequest = z.infer<typeof CargoRuleTestRequest>

const Reported = z.object({
  hits: count,
  rate: z.number(),
  undetermined: count,
  inspected: count,
  positives: count,
  precision: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  onlyThis: count,
  extraPerDay: z.object({ mean: z.number(), p95: z.number() }),
  micros: z.object({ p50: z.number(), max: z.number() }).nullable(),
  byDay: z.array(z.object({ day: z.string(), hits: count })),
  overlap: z.array(z.object({ ruleId: z.string(), title: z.string(), both: count })),
  /** At most ten consignments. Empty for people who may not read consignments. */
  examples: z.array(z.object({ id: z.uuid(), key: z.string() })),
})

/**
 * A back-test of one version. `enough`: it counts for an approval, because it read 10,000 consignments or a period of 30
 * days. `complete` is false if a limit ended it before the beginning of the period; the newest consignments are read first.
 * `unreadable` are consignments that could not be tried.
 */
export const CargoRuleTest = z.object({
  jobId: z.uuid(),
  version,
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  from: Instant,
  to: Instant,
  askedAt: Instant,
  finishedAt: Instant.nullable(),
  read: count,
  /** The consignments that it reads at most, once it has counted them and while it runs. */
  total: count.nullable(),
  enough: z.boolean(),
  complete: z.boolean(),
  unreadable: count,
  history: z
    .object({ count, from: z.string().nullable(), to: z.string().nullable(), inspected: count, positives: count })
    .nullable(),
  report: Reported.nullable(),
})
export type CargoRuleTest = z.infer<typeof CargoRuleTest>

/** One version of a rule. It never changes; only its state does. */
export const CargoRuleVersion = z.object({
  version,
  hash: z.string(),
  state: CargoRuleState,
  body: CargoRuleBody,
  writtenAt: Instant.nullable(),
  author: Person.nullable(),
  /** Everyone who wrote or edited a part of it. None of them may approve it. */
  authors: z.array(Person),
  approvedAt: Instant.nullable(),
  approver: Person.nullable(),
  /** When it applies; null until it is approved. */
  from: Instant.nullable(),
  until: Instant.nullable(),
  withdrawnAt: Instant.nullable(),
  withdrawer: Person.nullable(),
  withdrawal: z.string().nullable(),
  /** Who asked for the approval, and who refused it with which reason. */
  requestedAt: Instant.nullable(),
  requester: Person.nullable(),
  refusedAt: Instant.nullable(),
  refuser: Person.nullable(),
  refusal: z.string().nullable(),
  /** The newest back-test. */
  test: CargoRuleTest.nullable(),
})
export type CargoRuleVersion = z.infer<typeof CargoRuleVersion>

/**
 * A rule with its versions, the newest first. `may` lists the steps that the caller may take with the newest version; `because` is the code of
 * the error that an approval would get.
 */
export const CargoRuleDetail = CargoRuleRow.extend({
  versions: z.array(CargoRuleVersion),
  may: z.object({
    write: z.boolean(),
    test: z.boolean(),
    request: z.boolean(),
    approve: z.boolean(),
    refuse: z.boolean(),
    /** The versions that the caller may withdraw. */
    withdraw: z.array(version),
    because: z.string().nullable(),
  }),
})
export type CargoRuleDetail = z.infer<typeof CargoRuleDetail>

/** Why a person refuses or withdraws a version. */
export const CargoRuleReason = z.strictObject({ reason: z.string().trim().min(3).max(2000) })

/** Asks whether an expression has faults, while a person writes it. */
export const CargoRuleCheckRequest = z.strictObject({ expression: z.string().max(20_000) })
/** The faults of an expression, and the fields that it reads if it has none. */
export const CargoRuleCheck = z.object({ faults: z.array(CargoRuleFault), reads: z.array(z.string()) })
export type CargoRuleCheck = z.infer<typeof CargoRuleCheck>

/** The fields and functions that an expression may use, and its limits. Meanings are in English. */
export const CargoRuleLanguage = z.object({
  fields: z.array(z.object({ path: z.string(), type: z.string(), ground: z.string(), meaning: z.string() })),
  functions: z.array(z.object({ name: z.string(), signature: z.string(), meaning: z.string() })),
  limits: z.object({ characters: count, parts: count }),
})
export type CargoRuleLanguage = z.infer<typeof CargoRuleLanguage>

/** The reason of an officer who opens a case by hand. */
export const ConsignmentReviewRequest = z.strictObject({ text: z.string().trim().min(3).max(2000) })
export const ConsignmentReview = z.object({ caseId: z.uuid() })
export type ConsignmentReview = z.infer<typeof ConsignmentReview>

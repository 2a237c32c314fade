import { z } from 'zod'
import { GatewayName } from '../gateways/vocabularies.ts'
import { Instant } from '../terms/ids.ts'
import { SmallCount } from './matching.ts'

/**
 * By what people are grouped. The list is complete: nothing says what somebody believes, thinks or suffers from, and no attribute may be derived
 * from such a thing.
 */
export const groupAttributes = [
  'nationality-region',
  'issuing-region',
  'name-script',
  'language',
  'sex',
  'age-band',
] as const
export const GroupAttribute = z.enum(groupAttributes)
export type GroupAttribute = z.infer<typeof GroupAttribute>

/** `hitRate`: people with a hit. `falsePositiveRate`: people with a mistaken hit, among those without a confirmed one. */
export const DisparityMeasure = z.enum(['hitRate', 'falsePositiveRate'])
export type DisparityMeasure = z.infer<typeof DisparityMeasure>

/** A month (UTC), such as `2026-11`. */
export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/)

const figure = z.number().nullable()
export const DisparityGroup = z.object({
  group: z.string(),
  events: SmallCount,
  subjects: z.int(),
  /** Null where the events of the group are not shown. */
  otherEvents: z.int().nullable(),
  otherSubjects: z.int(),
  /** The share of the group divided by that of all others. It and its intervals are null where the events are not shown. */
  ratio: figure,
  low95: figure,
  high95: figure,
  /** The interval that allows for the number of groups tested. */
  lowAdjusted: figure,
  highAdjusted: figure,
  /** The smallest true ratio that raises an alarm with a probability of 0.9. Null: none does. */
  smallestDetectable: figure,
  status: z.enum(['ok', 'watch', 'alarm', 'not-enough-data']),
})
export type DisparityGroup = z.infer<typeof DisparityGroup>

/** The groups of one attribute in one month that is closed. It never changes. Ratios have 4 decimals. */
export const DisparityReport = z.object({
  period: z.object({ from: Month, to: Month }),
  gateway: GatewayName,
  /** A list, a member, or `rule:` and its id. Null: hits of every source. */
  source: z.string().nullable(),
  measure: DisparityMeasure,
  attribute: GroupAttribute,
  /** The groups with enough data, which are compared. */
  groupsTested: z.int(),
  groups: z.array(DisparityGroup),
})
export type DisparityReport = z.infer<typeof DisparityReport>

export const DisparityReports = z.object({
  items: z.array(DisparityReport),
  /** The months that are closed, the newest first. */
  closed: z.array(z.object({ gateway: GatewayName, period: Month })),
  /** The months that are still counted, and from when on each is evaluated. */
  open: z.array(z.object({ gateway: GatewayName, period: Month, evaluatedFrom: Instant })),
})
export type DisparityReports = z.infer<typeof DisparityReports>

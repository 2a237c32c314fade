import { z } from 'zod'
import { Instant } from '../../../terms/ids.ts'
import { OpinionCounts } from './signals.ts'

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

/**
 * Statistics of the content gateway, as counts only. Uploads without a match are kept for seven days, so shares of all
 * uploads refer to those days.
 */
export const ContentRates = z.object({
  from: Instant,
  to: Instant,
  /** Hits of banks and opinions about them are counted since this time. */
  opinionsSince: Instant,
  /**
   * One row per hour, oldest first, without gaps. `found` counts uploads that a bank matched; `cases` counts uploads
   * that opened a case.
   */
  hours: z.array(z.object({ at: Instant, uploads: z.int(), found: z.int(), cases: z.int() })),
  banks: z.array(
    z.object({ name: z.string(), negative: z.boolean(), shadow: z.boolean(), hits: z.int(), opinions: OpinionCounts }),
  ),
})
export type ContentRates = z.infer<typeof ContentRates>

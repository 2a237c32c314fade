import { z } from 'zod'
import { Instant } from '../../ids.ts'
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

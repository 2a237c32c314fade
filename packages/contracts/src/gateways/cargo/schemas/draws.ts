import { z } from 'zod'
import { Instant } from '../../../terms/ids.ts'

const count = z.int().min(0)
const share = z.number().min(0).max(1)

/** A day of UTC, such as `2026-03-01`. */
export const DrawDay = z.iso.date()

/**
 * The shares of a day, from 0 to 1. A stratum is mode, nature and tier of the filer, joined by `/`, such as
 * `air/import/known`; an unknown part is `-`. Of the rows of `random` the last one that fits counts, where `*` is any part.
 */
export const DrawRates = z.object({
  random: z.array(z.object({ stratum: z.string(), rate: share })),
  expected: z.object({ red: share, yellow: share, blue: share }),
  /** The share of the expected red ones that is chosen by their draws and not by their scores. */
  explorationShare: share,
  /** How many consignments the day's inspectors can examine. */
  capacity: count,
})
export type DrawRates = z.infer<typeof DrawRates>

/**
 * The public facts about the draw of a day. `commitment` is the SHA-256 of the key. Only consignments received after
 * `committedAt` are drawn. `key`, `drawn`, `selected` and `notDrawn` are null until the key is revealed, because counts of a
 * quiet day would show a filer whether its consignment was drawn. `keyLost`: the key cannot be revealed.
 */
export const PublicDraw = z.object({
  day: DrawDay,
  commitment: z.string(),
  committedAt: Instant,
  rates: DrawRates,
  key: z.string().nullable(),
  revealedAt: Instant.nullable(),
  keyLost: z.boolean(),
  drawn: count.nullable(),
  selected: count.nullable(),
  notDrawn: count.nullable(),
})
export type PublicDraw = z.infer<typeof PublicDraw>

/**
 * One consignment of a day's draw. `key` is the one that was drawn. `selected`: by which draw, or null. `stratum` is the one
 * whose rate counted.
 */
export const DrawnConsignment = z.object({
  key: z.string(),
  stratum: z.string(),
  selected: z.enum(['random', 'exploration']).nullable(),
})
export type DrawnConsignment = z.infer<typeof DrawnConsignment>

/** Consignments of a day's draw, by key. `next` continues the list; null at its end. */
export const DrawnConsignmentList = z.object({ items: z.array(DrawnConsignment), next: z.string().nullable() })
export type DrawnConsignmentList = z.infer<typeof DrawnConsignmentList>

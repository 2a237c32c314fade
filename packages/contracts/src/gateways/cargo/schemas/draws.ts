import { z } from 'zod'
import { Instant } from '../../../terms/ids.ts'
import { CargoLane, SelectedBy } from './assessments.ts'

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

export const CargoCapacityQuery = z.object({ day: DrawDay.optional() })
export type CargoCapacityQuery = z.infer<typeof CargoCapacityQuery>

/**
 * How the consignments of a day (UTC, by first receipt) went to the lanes, by their newest assessment; `hours` are those of the
 * first one. `rates` and `committedAt` are null on a day without a commitment: then nothing is drawn. Counts by reason count a consignment once for each of its reasons.
 */
export const CargoCapacity = z.object({
  day: DrawDay,
  committedAt: Instant.nullable(),
  rates: DrawRates.nullable(),
  /** The consignments that were assessed so far. */
  assessed: count,
  lanes: z.array(z.object({ lane: CargoLane, count })),
  reasons: z.array(z.object({ by: SelectedBy, lane: CargoLane, count })),
  strata: z.array(z.object({ stratum: z.string(), rate: z.number(), count, drawn: count, selected: count })),
  /** The consignments outside the green lane by hour of their assessment, from 0 to 23 UTC. */
  hours: z.array(z.object({ hour: z.int().min(0).max(23), lane: CargoLane, count })),
  /**
   * What did not fit. `above`: red consignments beyond the number that inspectors can examine, by criteria and by the random share,
   * which do not heed it. `left`: those that the expected rate of the red lane asked for, and that the capacity left out.
   */
  beyond: z.object({ above: count, left: count }),
  /** The orders for goods that arrive on the day. */
  inspections: z.object({ orders: count, closed: count }),
})
export type CargoCapacity = z.infer<typeof CargoCapacity>

/** The draws of the newest days, newest first, at most 60. */
export const PublicDrawList = z.object({ items: z.array(PublicDraw) })
export type PublicDrawList = z.infer<typeof PublicDrawList>

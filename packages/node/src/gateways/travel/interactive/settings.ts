import { z } from 'zod'

/** Policy of the interactive answers. The answer without a result in time is never adverse. */
export const InteractiveSettings = z.strictObject({
  /** The time from the first byte received to the last byte sent. */
  deadlineMs: z.int().min(200).max(60_000),
  timeoutOutcome: z.enum(['further-check', 'ok-to-board']),
})
export type InteractiveSettings = z.infer<typeof InteractiveSettings>
export const interactiveSettings: InteractiveSettings = { deadlineMs: 4000, timeoutOutcome: 'further-check' }
/** Returns the part of the deadline that is reserved for storing and sending the answer. */
export const reserveMs = (deadlineMs: number): number => Math.min(500, deadlineMs / 4)

import { z } from 'zod'
import type { Gateways } from '../gateway/gateway.ts'

/** Review rules that an operator may change. The minimum review time cannot go below five seconds. */
export const ReviewSettings = z.strictObject({
  minReviewSecondsAdverse: z.int().min(5),
  minReviewSecondsOther: z.int().min(5),
  decisionsPerHour: z.int().min(1).max(60),
})
export type ReviewSettings = z.infer<typeof ReviewSettings>
export interface DecideDeps {
  review: ReviewSettings
  gateways: Gateways
}
export const reviewSettings: ReviewSettings = {
  minReviewSecondsAdverse: 20,
  minReviewSecondsOther: 8,
  decisionsPerHour: 60,
}

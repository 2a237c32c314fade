import { Purpose } from '@entente/contracts'
import { z } from 'zod'
import { defineJob } from '../../../store/define-job.ts'

const Id = z.uuid()

export const deliverAnswerJob = defineJob('deliver-answer', z.object({ answerId: Id }), { priority: -20 })
export const finishInteractiveJob = defineJob('settle-interactive', z.object({ answerId: Id }), { priority: -10 })
export const partTimeoutJob = defineJob(
  'part-timeout',
  z.object({ flightId: Id, messageId: Id, unit: z.int(), purpose: Purpose.nullable() }),
)
export const flightLatenessJob = defineJob('flight-lateness', z.object({}))

import { SignalKind } from '@entente/contracts'
import { z } from 'zod'
import { defineJob, defineTopic } from '../store/define-job.ts'

const Id = z.uuid()

/**
 * Updates every index of this node after signals were added, changed or removed. No ids means that only agreements
 * changed.
 */
export const signalsChangedTopic = defineTopic('index-signals', z.object({ signalIds: z.array(Id) }), {
  // This job has a high priority, so that a change takes effect before comparisons that still wait.
  priority: -30,
})
/** Compares stored records with changed signals. Only jobs queued by older releases contain signal ids. */
export const rematchJob = defineJob(
  'rematch-signals',
  z.union([z.object({ rematchId: Id }), z.object({ signalIds: z.array(Id), cause: z.string() })]),
  { priority: -10 },
)
export const forgetSignalsJob = defineJob('forget-signals', z.object({ signalIds: z.array(Id) }))
export const sendFeedbackJob = defineJob('send-feedback', z.object({ feedbackIds: z.array(Id) }))
export const sendReceiptsJob = defineJob('send-receipts', z.object({ peer: z.string() }))
export const peerClocksJob = defineJob('peer-clocks', z.object({}))
export const projectTaxiiJob = defineJob(
  'taxii-project',
  z.object({
    signalIds: z.array(Id).optional(),
    agreements: z.array(z.string()).optional(),
    userId: z.string().optional(),
  }),
)
export const exchangeClocksJob = defineJob('exchange-clocks', z.object({}))
export const agreementClocksJob = defineJob('agreement-clocks', z.object({}))
export const askFalsePositivesJob = defineJob('ask-false-positives', z.object({ kinds: z.array(SignalKind) }))
export const eraseWithdrawnJob = defineJob('erase-withdrawn', z.object({}))
export const fetchAttachmentsJob = defineJob(
  'fetch-attachments',
  z.object({ peer: z.string(), signalIds: z.array(Id), tries: z.int().optional() }),
)
export const attachmentClocksJob = defineJob('attachment-clocks', z.object({}))
export const prepareBlindSetJob = defineJob(
  'prepare-blind-set',
  z.object({ scope: z.object({ agreement: z.string(), kind: SignalKind, epoch: z.int() }), asker: z.string() }),
)
export const blindClocksJob = defineJob('blind-clocks', z.object({}))

import { z } from 'zod'
import { WithdrawalReason } from '../signals/signal.ts'
import { Instant } from '../terms/ids.ts'
import { Signature } from '../terms/terms.ts'
import { MemberId } from './members.ts'

export const ReceiptStep = z.enum(['received', 'stopped', 'erased', 'refused'])
export type ReceiptStep = z.infer<typeof ReceiptStep>
export interface SignalReceipt {
  schema: 'entente/receipt/v1'
  id: string
  entryId: string
  signalId: string
  version: number
  step: ReceiptStep
  at: string
  member: string
  node: string
  counts: { copies: number; indexEntries: number; casesReopened: number } | null
  onward: SignalReceipt[]
  backupsUntil: string | null
  refusal: { reason: string; basis: string; until: string } | null
  signature: z.infer<typeof Signature>
}
/** A holder's signed receipt about a signal: received, stopped, erased, or refused with its basis. */
export const SignalReceipt: z.ZodType<SignalReceipt> = z.strictObject({
  schema: z.literal('entente/receipt/v1'),
  id: z.uuid(),
  entryId: z.uuid(),
  signalId: z.uuid(),
  version: z.int().min(1),
  step: ReceiptStep,
  at: Instant,
  member: MemberId,
  node: z.string().max(200),
  counts: z
    .strictObject({ copies: z.int().min(0), indexEntries: z.int().min(0), casesReopened: z.int().min(0) })
    .nullable(),
  get onward() {
    return z.array(SignalReceipt).max(500)
  },
  backupsUntil: Instant.nullable(),
  refusal: z.strictObject({ reason: z.string().max(500), basis: z.string().max(500), until: Instant }).nullable(),
  signature: Signature,
})

/** A member that was given a withdrawn signal, with its progress; times are those of the signed receipts. */
export const WithdrawalHolder = z.object({
  member: z.string(),
  received: Instant.nullable(),
  stopped: Instant.nullable(),
  erased: Instant.nullable(),
  refused: SignalReceipt.nullable(),
  overdue: z.array(z.enum(['received', 'stopped', 'erased'])),
  /** Members that this holder passed it on to. `proven`: their own signature was checked here; otherwise the holder's statement counts. */
  onward: z.array(
    z.object({
      member: z.string(),
      received: Instant.nullable(),
      stopped: Instant.nullable(),
      erased: Instant.nullable(),
      refused: z.boolean(),
      heldUntil: Instant.nullable(),
      proven: z.boolean(),
    }),
  ),
})

export const WithdrawalState = z.object({
  signalId: z.uuid(),
  withdrawnAt: Instant,
  reason: WithdrawalReason,
  holders: z.array(WithdrawalHolder),
  /** Every holder, and every member it passed the signal on to, has signed that it erased it, or why it may not. */
  complete: z.boolean(),
})
export type WithdrawalState = z.infer<typeof WithdrawalState>

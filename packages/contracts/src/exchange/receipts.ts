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
/**
 * A member's signed receipt about a signal. It says that the member received the signal or its withdrawal, stopped
 * matching it, erased it, or refused, with its legal basis.
 */
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

/** A member that was given a withdrawn signal, with its progress. The times are those in its signed receipts. */
export const WithdrawalHolder = z.object({
  member: z.string(),
  received: Instant.nullable(),
  stopped: Instant.nullable(),
  erased: Instant.nullable(),
  refused: SignalReceipt.nullable(),
  overdue: z.array(z.enum(['received', 'stopped', 'erased'])),
  /**
   * Members to which this member passed the signal on. `proven` means that their own signature was checked here;
   * otherwise the statement of this member counts.
   */
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
  /**
   * Whether every member that was given the signal, and every member to which they passed it on, has signed that it
   * erased the signal or why it may not.
   */
  complete: z.boolean(),
})
export type WithdrawalState = z.infer<typeof WithdrawalState>

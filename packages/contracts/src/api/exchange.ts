import { z } from 'zod'
import { WithdrawalState } from '../exchange/index.ts'
import { SignalKind } from '../signals/signal.ts'
import { Instant } from '../terms/ids.ts'

/**
 * Signals of one kind that one side has from the other, with the receivers' feedback. `precision`: percentage of the feedback that
 * confirmed; null without feedback.
 */
export const ExchangeLane = z.object({
  kind: SignalKind,
  signals: z.int(),
  confirmed: z.int(),
  mistaken: z.int(),
  notUseful: z.int(),
  precision: z.int().nullable(),
})
export type ExchangeLane = z.infer<typeof ExchangeLane>
/** Counts of the exchange between this node and another member. `overdue`: receipts of withdrawals that it has not signed by their deadline. */
export const MemberExchange = z.object({
  member: z.string(),
  received: z.array(ExchangeLane),
  given: z.array(ExchangeLane),
  overdue: z.int(),
})
export type MemberExchange = z.infer<typeof MemberExchange>
export const MemberExchanges = z.object({ items: z.array(MemberExchange), next: z.null() })
export type MemberExchanges = z.infer<typeof MemberExchanges>

/**
 * A member that was given an own signal. `endedAt` and `reason`: since when and why it may not have it any more. `via`: the holder that
 * passed it on, according to that holder's receipts; null if this node gave it.
 */
export const SignalHolder = z.object({
  member: z.string(),
  version: z.int(),
  since: Instant,
  endedAt: Instant.nullable(),
  reason: z.string().nullable(),
  via: z.string().nullable(),
})
export type SignalHolder = z.infer<typeof SignalHolder>
export const SignalHolders = z.object({ items: z.array(SignalHolder), next: z.null() })
export type SignalHolders = z.infer<typeof SignalHolders>

/** Own withdrawals that were sent to others: first those with a late holder, then incomplete ones, then the newest. 200 at most. */
export const WithdrawalPage = z.object({ items: z.array(WithdrawalState), next: z.null() })
export type WithdrawalPage = z.infer<typeof WithdrawalPage>

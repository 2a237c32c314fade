import { z } from 'zod'
import { WithdrawalState } from '../exchange/index.ts'
import { SignalKind } from '../signals/signal.ts'
import { Instant } from '../terms/ids.ts'

/**
 * The signals of one kind that one member has from the other, with the feedback of the receiving member. `precision` is
 * the percentage of feedback that confirmed the signal; null without feedback.
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
/** How long something took, in ms: half of all within `half`, nine of ten within `ninth`. */
export const Lag = z.object({ n: z.int(), half: z.number(), ninth: z.number() })
export type Lag = z.infer<typeof Lag>
/** The days over which it is measured how long members take. */
export const lagDays = 30
/**
 * How long a member took in the last thirty days; null where nothing was measured. `signals`: from the change of one of
 * its signals until this node had it. `stopped`, `erased`: from a withdrawal of this node until the member's receipt.
 */
export const MemberLag = z.object({ signals: Lag.nullable(), stopped: Lag.nullable(), erased: Lag.nullable() })
export type MemberLag = z.infer<typeof MemberLag>

/**
 * Counts of the exchange between this node and another member. `overdue` counts receipts for withdrawals that the
 * member has not signed by their deadline.
 */
export const MemberExchange = z.object({
  member: z.string(),
  received: z.array(ExchangeLane),
  given: z.array(ExchangeLane),
  overdue: z.int(),
  lag: MemberLag,
})
export type MemberExchange = z.infer<typeof MemberExchange>
export const MemberExchanges = z.object({ items: z.array(MemberExchange), next: z.null() })
export type MemberExchanges = z.infer<typeof MemberExchanges>

/**
 * A member that was given an own signal. `endedAt` and `reason` say since when and why it may not have the signal any
 * more. `via` is the member that passed the signal on, according to that member's receipts; null if this node gave it.
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

/**
 * Own withdrawals that were sent to other members: first those with a missed deadline, then incomplete ones, then the
 * newest. At most 200.
 */
export const WithdrawalPage = z.object({ items: z.array(WithdrawalState), next: z.null() })
export type WithdrawalPage = z.infer<typeof WithdrawalPage>

import { z } from 'zod'
import { WithdrawalState } from '../exchange.ts'
import { Instant } from '../ids.ts'
import { SignalKind } from '../signal.ts'

/** Signals of one kind that one side has of the other, and what whoever received them said. `precision`: hundredths of what was said that were right; null where nothing was. */
export const ExchangeLane = z.object({
  kind: SignalKind,
  signals: z.int(),
  confirmed: z.int(),
  mistaken: z.int(),
  notUseful: z.int(),
  precision: z.int().nullable(),
})
export type ExchangeLane = z.infer<typeof ExchangeLane>
/** What stands between this node and another member, in counts. `overdue`: receipts of withdrawals that it has not signed by their deadline. */
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
 * A member that was given a signal of one's own. `endedAt`: since when it may not have it any more, and why. `via`: the holder that passed it on to it, as that holder's
 * receipts say; null where it was given it from here.
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

/** Withdrawals of one's own that others were told of: those a holder is late with first, then those not complete, then the newest. 200 at most. */
export const WithdrawalPage = z.object({ items: z.array(WithdrawalState), next: z.null() })
export type WithdrawalPage = z.infer<typeof WithdrawalPage>

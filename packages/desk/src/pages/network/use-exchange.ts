import type { MemberExchange, MemberExchanges, Peer } from '@entente/contracts'
import { useRead } from '../../app/query.ts'

/** Reads the members that this node knows, and the counts of exchanged signals. */
export function useMembers() {
  return useRead<{ items: Peer[] }>('/v1/peers')
}
export function useExchange(): {
  items: readonly MemberExchange[]
  of: (member: string) => MemberExchange | undefined
  error: Error | null
} {
  const read = useRead<MemberExchanges>('/v1/exchange')
  const items = read.data?.items ?? []
  return { items, of: (member) => items.find((one) => one.member === member), error: read.error }
}

/** Sums the signals of a side over all kinds. */
export const signalsIn = (lanes: readonly { signals: number }[] | undefined): number =>
  (lanes ?? []).reduce((sum, { signals }) => sum + signals, 0)

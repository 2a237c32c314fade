import type { Agreement, AgreementPage, AgreementView } from '@entente/contracts'
import { useQueries } from '@tanstack/react-query'
import { api } from './api.ts'
import { keyOf, useRead } from './query.ts'

/** Returns the agreements in force, each in its signed version. A newer version without all signatures may differ. */
export function useAgreementsInForce(): {
  agreements: Agreement[]
  isPending: boolean
  error: Error | null
  retry: () => void
} {
  const list = useRead<AgreementPage>('/v1/agreements')
  const active = (list.data?.items ?? []).filter(({ status }) => status === 'active')
  const older = active.filter(({ agreement, inForceVersion }) => inForceVersion !== agreement.version)
  const reads = useQueries({
    queries: older.map(({ agreement, inForceVersion }) => {
      const path = `/v1/agreements/${agreement.id}`
      const search = { version: inForceVersion }
      return { queryKey: keyOf(path, search), queryFn: () => api.get<AgreementView>(path, { search }) }
    }),
  })
  return {
    agreements: active.flatMap((view) => {
      const place = older.indexOf(view)
      if (place < 0) return [view.agreement]
      const binding = reads[place]?.data
      return binding === undefined ? [] : [binding.agreement]
    }),
    isPending: list.isPending || reads.some(({ isPending }) => isPending),
    error: list.error ?? reads.find(({ error }) => error !== null)?.error ?? null,
    retry: () => void list.refetch(),
  }
}

import type { FindAnswer } from '@entente/contracts'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { queryClient } from '../../app/query.ts'

/** What was searched, and what the node found. */
export interface Found {
  words: string
  type: string | null
  answer: FindAnswer
}
/** The last search stays in the memory of this tab, as answers do: it goes with the purpose, the role and the session. */
const key = ['/find', ''] as const

/** Searches the node. `found` is the last search of this tab, if the palette opens `withLast`, until another text is typed. */
export function useFound(withLast: boolean) {
  const [found, setFound] = useState(() => (withLast ? (queryClient.getQueryData<Found>(key) ?? null) : null))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const search = async (words: string, type: string | null, part: boolean): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      const answer = await api.post<FindAnswer>('/v1/find', { text: words, part, ...(type !== null && { type }) })
      const next = { words, type, answer }
      queryClient.setQueryData(key, next)
      setFound(next)
    } catch (problem) {
      setError(problem instanceof Error ? problem : new Error(String(problem)))
    } finally {
      setBusy(false)
    }
  }
  const forget = (): void => {
    setFound(null)
    setError(null)
  }
  return { found, busy, error, search, forget }
}

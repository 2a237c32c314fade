import type { FindAnswer } from '@entente/contracts'
import { useEffect, useRef, useState } from 'react'
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
  // An answer that comes after its words were changed or the palette was closed is of nobody: the purpose may have changed as well.
  const asked = useRef(0)
  const leave = (): number => ++asked.current
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the palette closes
  useEffect(() => () => void leave(), [])
  const search = async (words: string, type: string | null, part: boolean): Promise<void> => {
    const mine = leave()
    setBusy(true)
    setError(null)
    try {
      const answer = await api.post<FindAnswer>('/v1/find', { text: words, part, ...(type !== null && { type }) })
      if (mine !== asked.current) return
      const next = { words, type, answer }
      queryClient.setQueryData(key, next)
      setFound(next)
    } catch (problem) {
      if (mine === asked.current) setError(problem instanceof Error ? problem : new Error(String(problem)))
    } finally {
      if (mine === asked.current) setBusy(false)
    }
  }
  const forget = (): void => {
    leave()
    setBusy(false)
    setFound(null)
    setError(null)
  }
  return { found, busy, error, search, forget }
}

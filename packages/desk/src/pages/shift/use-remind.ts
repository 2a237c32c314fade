import type { RemindAnswer } from '@entente/contracts'
import { useState } from 'react'
import type { z } from 'zod'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'

/** Reminds the people who can confirm the proposal on a case. `reminded` is the last case. */
export function useRemind() {
  const [reminded, setReminded] = useState<string | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const remind = async (caseId: string | null): Promise<void> => {
    if (caseId === null) return
    setError(null)
    try {
      await api.post<z.infer<typeof RemindAnswer>>(`/v1/cases/${caseId}/proposal/remind`)
      setReminded(caseId)
    } catch (problem) {
      setError(problem as Error)
    }
    markStale('/v1/shift')
  }
  return { remind, reminded, error }
}

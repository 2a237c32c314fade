import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../../../app/api.ts'
import { lookedAgain } from '../care/use-care.ts'
import { type Look, queryOf } from './look-steps.ts'

/** A look ends by itself after this time. */
const lookMs = 20_000

interface Shown {
  look: Look
  /** The bytes, at an address of this page alone. */
  url: string
  endsAt: number
}

/**
 * One look at a time: asks the node for it, and ends it after 20 s, on leaving the tab, with another look, and with the page. What was shown is forgotten with its
 * address.
 */
export function useLook(caseId: string) {
  const [shown, setShown] = useState<Shown | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  const asked = useRef<AbortController | null>(null)
  const url = useRef<string | null>(null)
  const end = useCallback((): void => {
    asked.current?.abort()
    asked.current = null
    if (url.current !== null) URL.revokeObjectURL(url.current)
    url.current = null
    setShown(null)
    setBusy(false)
  }, [])
  const look = async (next: Look, at: number | null, beyond: boolean): Promise<void> => {
    end()
    setError(null)
    setBusy(true)
    const attempt = new AbortController()
    asked.current = attempt
    try {
      const bytes = await api.blob(`/v1/cases/${caseId}/media/${next.level}`, {
        search: queryOf(next, at, beyond),
        signal: attempt.signal,
      })
      if (attempt.signal.aborted) return
      url.current = URL.createObjectURL(bytes)
      setShown({ look: next, url: url.current, endsAt: Date.now() + lookMs })
      lookedAgain()
    } catch (problem) {
      if (!attempt.signal.aborted) setError(problem as Error)
    } finally {
      if (asked.current === attempt) setBusy(false)
    }
  }
  useEffect(() => {
    const leave = (): void => {
      if (document.visibilityState === 'hidden') end()
    }
    document.addEventListener('visibilitychange', leave)
    window.addEventListener('blur', end)
    window.addEventListener('beforeprint', end)
    return () => {
      document.removeEventListener('visibilitychange', leave)
      window.removeEventListener('blur', end)
      window.removeEventListener('beforeprint', end)
      end()
    }
  }, [end])
  useEffect(() => {
    if (shown === null) return
    const timer = setTimeout(end, Math.max(0, shown.endsAt - Date.now()))
    return () => clearTimeout(timer)
  }, [shown, end])
  return { shown, busy, error, look, end }
}

import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '../../../app/api.ts'
import { viewedAgain } from '../care/use-care.ts'
import { queryOf, type UploadView } from './view-steps.ts'

/** A view ends after this time. */
const viewMs = 20_000

interface Shown {
  view: UploadView
  /** Address of the bytes, which only this page can read. */
  url: string
  endsAt: number
}

/**
 * Requests a view of the upload from the node, one at a time. A view ends after 20 s, when the reviewer leaves the tab or the page, and when another
 * view starts. Its bytes are then released.
 */
export function useUploadView(caseId: string) {
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
  const view = async (next: UploadView, at: number | null, beyond: boolean): Promise<void> => {
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
      setShown({ view: next, url: url.current, endsAt: Date.now() + viewMs })
      viewedAgain()
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
  return { shown, busy, error, view, end }
}

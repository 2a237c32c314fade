import type { ViewAnswer } from '@entente/contracts'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { api } from '../app/api.ts'
import { useNow } from '../parts/clock.ts'

const beatMs = 5_000
const isReading = (): boolean => document.visibilityState === 'visible' && document.hasFocus()

export interface ReadingTime {
  /** Seconds of reading time left; 0 at its end. */
  left: number
  /** Share of the reading time that has passed, 0 to 1. */
  share: number
  /** Reports the reading time since the last report to the node. Call it before recording. */
  report: () => Promise<void>
  /** Adds reading time that the node requires. */
  wait: (ms: number) => void
}

/**
 * Reports to the node every 5 s that the case is being read, while the page is visible and focused. Returns the remaining time until a decision may
 * be recorded. The node counts the time; the desk estimates it between two reports.
 */
export function useReadingTime(caseId: string, active: number, least: number, enabled: boolean): ReadingTime {
  const [counted, setCounted] = useState({ seconds: active, at: Date.now(), running: false })
  const [extra, setExtra] = useState(0)
  const underWay = useRef<Promise<void> | null>(null)
  const beat = useCallback((): Promise<void> => {
    const send = async (): Promise<void> => {
      if (!isReading()) {
        setCounted((before) => ({ ...before, seconds: estimate(before, Date.now()), at: Date.now(), running: false }))
        return
      }
      try {
        const answer = await api.post<z.infer<typeof ViewAnswer>>(`/v1/cases/${caseId}/view`)
        setCounted({ seconds: answer.activeSeconds, at: Date.now(), running: isReading() })
      } catch {
        // A failed report adds no time. The next report corrects the count, and the page reports a lost connection elsewhere.
        setCounted((before) => ({ ...before, running: false }))
      }
    }
    underWay.current ??= send().finally(() => {
      underWay.current = null
    })
    return underWay.current
  }, [caseId])
  // A report that is already under way covers only the time before it was sent, so another one follows.
  const report = useCallback(async (): Promise<void> => {
    await underWay.current
    await beat()
  }, [beat])
  useEffect(() => {
    if (!enabled) return
    void beat()
    const timer = setInterval(() => void beat(), beatMs)
    const change = (): void => void beat()
    const events = ['focus', 'blur'] as const
    for (const event of events) window.addEventListener(event, change)
    document.addEventListener('visibilitychange', change)
    return () => {
      clearInterval(timer)
      for (const event of events) window.removeEventListener(event, change)
      document.removeEventListener('visibilitychange', change)
    }
  }, [beat, enabled])
  const now = useNow()
  const seconds = estimate(counted, now)
  const whole = least + extra
  const left = Math.max(0, Math.ceil(whole - seconds))
  return {
    left,
    share: Math.min(1, seconds / whole),
    report,
    wait: (ms) => setExtra(Math.max(0, estimate(counted, Date.now()) + ms / 1000 - least)),
  }
}

function estimate(counted: { seconds: number; at: number; running: boolean }, now: number): number {
  if (!counted.running) return counted.seconds
  return counted.seconds + Math.min(beatMs, Math.max(0, now - counted.at)) / 1000
}

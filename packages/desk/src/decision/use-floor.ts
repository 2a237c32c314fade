import type { ViewAnswer } from '@entente/contracts'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { api } from '../app/api.ts'
import { useNow } from '../parts/clock.ts'

const beatMs = 5_000
const looking = (): boolean => document.visibilityState === 'visible' && document.hasFocus()

export interface Floor {
  /** Seconds still to be looked, 0 once reached. */
  left: number
  /** Share of the floor that is reached, 0 to 1. */
  share: number
  /** Tells the node of the last seconds too: it counts up to the latest beat only. To be called before recording. */
  look: () => Promise<void>
  /** The node says that it takes longer. */
  wait: (ms: number) => void
}

/**
 * Tells the node every 5 s that the case is being looked at, while the page is visible and focused, and how long is left until
 * something may be recorded. The node counts; between two beats the desk only estimates, never above the next beat.
 */
export function useFloor(caseId: string, active: number, floor: number, enabled: boolean): Floor {
  const [counted, setCounted] = useState({ seconds: active, at: Date.now(), running: false })
  const [extra, setExtra] = useState(0)
  const underWay = useRef<Promise<void> | null>(null)
  const beat = useCallback((): Promise<void> => {
    const send = async (): Promise<void> => {
      if (!looking()) {
        setCounted((before) => ({ ...before, seconds: estimate(before, Date.now()), at: Date.now(), running: false }))
        return
      }
      try {
        const answer = await api.post<z.infer<typeof ViewAnswer>>(`/v1/cases/${caseId}/view`)
        setCounted({ seconds: answer.activeSeconds, at: Date.now(), running: looking() })
      } catch {
        // A lost beat counts nothing; the next one tells the truth, and the page says elsewhere that the line is lost.
        setCounted((before) => ({ ...before, running: false }))
      }
    }
    underWay.current ??= send().finally(() => {
      underWay.current = null
    })
    return underWay.current
  }, [caseId])
  // A beat on its way tells of the time before it was sent: the last seconds need one of their own.
  const look = useCallback(async (): Promise<void> => {
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
  const whole = floor + extra
  const left = Math.max(0, Math.ceil(whole - seconds))
  return {
    left,
    share: Math.min(1, seconds / whole),
    look,
    wait: (ms) => setExtra(Math.max(0, estimate(counted, Date.now()) + ms / 1000 - floor)),
  }
}

function estimate(counted: { seconds: number; at: number; running: boolean }, now: number): number {
  if (!counted.running) return counted.seconds
  return counted.seconds + Math.min(beatMs, Math.max(0, now - counted.at)) / 1000
}

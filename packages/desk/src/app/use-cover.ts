import { useCallback, useEffect, useRef, useState } from 'react'
import { whenSignedOut } from './api.ts'
import { endUnused, forgetAnswers } from './session.ts'

const signs = ['pointerdown', 'keydown', 'wheel', 'pointermove'] as const
/** The cover is announced this many seconds in advance, so that a person can prevent it. */
const warnSeconds = 60

/**
 * Covers the page after `minutes` without use, or as soon as the node no longer knows the session. Covering deletes all cached answers and keeps
 * input. With null minutes there is no session and nothing is covered.
 */
export function useCover(minutes: number | null): { covered: boolean; uncover: () => void } {
  const [covered, setCovered] = useState(false)
  const usedAt = useRef(Date.now())
  const cover = useCallback(() => {
    setCovered(true)
    forgetAnswers()
  }, [])
  useEffect(() => {
    if (minutes === null || covered) return
    usedAt.current = Date.now()
    const use = (): void => {
      usedAt.current = Date.now()
    }
    for (const sign of signs) window.addEventListener(sign, use, { passive: true })
    const check = setInterval(() => {
      const left = usedAt.current + minutes * 60_000 - Date.now()
      coverSoon(left <= 0 ? null : left <= warnSeconds * 1_000 ? Math.ceil(left / 1_000) : null)
      if (left > 0) return
      cover()
      // If the session stayed open, reloading the page would show it again without a sign-in.
      void endUnused()
    }, 1_000)
    const stop = whenSignedOut(cover)
    return () => {
      for (const sign of signs) window.removeEventListener(sign, use)
      clearInterval(check)
      stop()
      coverSoon(null)
    }
  }, [minutes, covered, cover])
  return { covered, uncover: () => setCovered(false) }
}

let secondsLeft: number | null = null
const watchers = new Set<() => void>()
function coverSoon(seconds: number | null): void {
  if (seconds === secondsLeft) return
  secondsLeft = seconds
  for (const watcher of watchers) watcher()
}
/** Provides the seconds until the page is covered, in the last minute; before that null. */
export const coverCountdown = {
  subscribe: (watcher: () => void): (() => void) => {
    watchers.add(watcher)
    return () => watchers.delete(watcher)
  },
  read: (): number | null => secondsLeft,
}

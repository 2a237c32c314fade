import type { CaseDetail, CasePart } from '@entente/contracts'
import { useEffect, useRef, useState } from 'react'
import { useLive } from '../app/events.ts'
import { type ChangeKind, changedParts, kindOf } from './case-changes.ts'

/** A case as the person has it on screen, and its newest state. The screen changes only when the person asks for it. */
export interface HeldCase {
  shown: CaseDetail
  fresh: CaseDetail
  parts: readonly CasePart[]
  kind: ChangeKind
  /** When this page noticed the change. */
  at: string
  /** Shows the newest state. */
  show: () => void
  /** Loads the case and shows it, after an act of the person. */
  reread: () => Promise<void>
}

/** The case is loaded at most so often after changes. */
const pauseMs = 2_000

/**
 * Holds the case on screen still while it changes on the node. A change is loaded at once, so that the page can say what changed. Until it
 * is loaded, an event that names a blocking part blocks already. Deliveries of answers and the history are shown in place.
 */
export function useHeldCase(fresh: CaseDetail, load: () => Promise<CaseDetail | undefined>): HeldCase {
  const [shown, setShown] = useState(fresh)
  const [pending, setPending] = useState<readonly CasePart[]>([])
  const [at, setAt] = useState(() => new Date().toISOString())
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const latest = useRef(load)
  latest.current = load
  const loaded = changedParts(shown, fresh)
  useEffect(() => {
    // After an act of the person, the case on screen may be newer than the state of the cache.
    if (loaded.length === 0 && fresh !== shown && fresh.version >= shown.version) setShown(fresh)
  }, [fresh, shown, loaded.length])
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
    },
    [],
  )
  useLive((event) => {
    if (event.type !== 'case.changed' || event.ref !== fresh.id) return
    // A change that names no part is a delivery or a view: it changes nothing that the person decides on.
    if (event.version > fresh.version) {
      setPending((before) => [...new Set([...before, ...(event.parts ?? ['state' as const])])])
      setAt(new Date().toISOString())
    }
    if (timer.current !== null) return
    timer.current = setTimeout(() => {
      timer.current = null
      void latest.current().then((detail) => detail && setPending([]))
    }, pauseMs)
  })
  const parts = [...new Set([...loaded, ...pending])]
  const reread = async (): Promise<void> => {
    const detail = await latest.current()
    if (detail === undefined) return
    setPending([])
    setShown(detail)
  }
  return {
    shown,
    fresh,
    parts,
    kind: kindOf(parts),
    at,
    show: () => {
      setPending([])
      setShown(fresh)
    },
    reread,
  }
}

import { useEffect, useRef } from 'react'

/** A form of a case that a person asks for from elsewhere, such as from the palette. */
export type CaseForm = 'hand-over' | 'second'

/** A form that is not shown in this time is not shown later either: the person went on to something else. */
const shownWithinMs = 15_000
let asked: { form: CaseForm; caseId: string; at: number } | null = null
const watchers = new Set<() => void>()

/** Asks for a form of a case. It opens where the case is shown, now or as soon as its page has loaded. */
export function askForm(form: CaseForm, caseId: string): void {
  asked = { form, caseId, at: Date.now() }
  for (const watcher of watchers) watcher()
}

/** Calls `open` once if a person asked for this form of the case. */
export function useAskedForm(form: CaseForm, caseId: string, open: () => void): void {
  const latest = useRef(open)
  latest.current = open
  useEffect(() => {
    const take = (): void => {
      if (asked?.form !== form || asked.caseId !== caseId) return
      const isRecent = Date.now() - asked.at < shownWithinMs
      asked = null
      if (isRecent) latest.current()
    }
    // A case that opens first takes the focus for its title.
    const timer = setTimeout(take)
    watchers.add(take)
    return () => {
      clearTimeout(timer)
      watchers.delete(take)
    }
  }, [form, caseId])
}

import { useEffect, useState } from 'react'
import { textsOf } from '../../texts/catalogue.ts'

const minutesAhead = [10, 2] as const

/** Announces the deadline of the open case politely at 10 and at 2 minutes. */
export function DeadlineNotice({ dueAt }: { dueAt: string | null }) {
  const t = textsOf('caseTexts')
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (dueAt === null) return
    const timers = minutesAhead.flatMap((minutes) => {
      const wait = Date.parse(dueAt) - minutes * 60_000 - Date.now()
      // Browsers cannot wait longer than 2^31 ms; a case that far away is opened again before.
      return wait > 0 && wait < 2 ** 31 ? [setTimeout(() => setSaid(t.deadlineSoon(minutes)), wait)] : []
    })
    return () => {
      for (const timer of timers) clearTimeout(timer)
    }
  }, [dueAt, t.deadlineSoon])
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  )
}

import type { CaseList } from '@entente/contracts'
import { useState } from 'react'
import { GoLink } from '../parts/go-link.tsx'
import { text } from '../texts/text.ts'
import { clockHere } from '../texts/times.ts'
import { api } from './api.ts'
import { useLive } from './events.ts'
import { paths } from './paths.ts'
import { useMe } from './session.ts'
import classes from './shell.module.css'

interface Reminder {
  id: string
  reference: string
  at: string
}

/** Shows a person who may confirm that a proposer asked again: the case and the time, and nothing about the proposer. */
export function SecondReminder() {
  const me = useMe()
  const [reminder, setReminder] = useState<Reminder | null>(null)
  useLive((event) => {
    if (event.type === 'second.reminded' && me.role === 'supervisor') void remind(event.ref)
  })
  const remind = async (id: string): Promise<void> => {
    const search = { state: 'awaiting-second' }
    const list = await api.get<CaseList>('/v1/cases', { search }).catch(() => null)
    const asked = list?.items.find((row) => row.id === id && row.secondWanted)
    if (asked === undefined) return
    const { reference } = asked
    const at = new Date().toISOString()
    setReminder({ id, reference, at })
    if (me.preferences.notices.includes('second-person') && Notification.permission === 'granted')
      new Notification(text('decision.reminded.desktop', { reference, clock: clockHere(at) }), { tag: id })
  }
  return (
    <div
      role="status"
      className={reminder === null ? 'visually-hidden' : classes.stale}
      data-shown={reminder !== null || undefined}
    >
      {reminder !== null && (
        <>
          <span>
            <strong>
              {text('decision.reminded.notice', { reference: reminder.reference, clock: clockHere(reminder.at) })}
            </strong>
          </span>
          <GoLink to={paths.case(reminder.id)}>{text('decision.reminded.open')}</GoLink>
          <button type="button" onClick={() => setReminder(null)}>
            {text('decision.reminded.dismiss')}
          </button>
        </>
      )}
    </div>
  )
}

import type { PeopleChanges } from '@entente/contracts'
import { useState } from 'react'
import { useNow } from '../parts/clock.ts'
import { text } from '../texts/text.ts'
import { ChangeActs } from './change-acts.tsx'
import { changeSentence, changeState } from './change-words.ts'
import { useRead } from './query.ts'
import classes from './shell.module.css'

/** Shows the changes that wait about the signed-in person on every page, so that this person can object in time. */
export function AboutYouBanner() {
  const now = useNow(60_000)
  const [notice, setNotice] = useState('')
  const read = useRead<PeopleChanges>('/v1/people/changes', { own: '1' })
  const changes = read.data?.items ?? []
  if (changes.length === 0 && notice === '') return null
  return (
    <section aria-label={text('people.aboutYou')}>
      <p role="status" className="visually-hidden">
        {notice}
      </p>
      {changes.map((change) => (
        <div key={change.id} className={classes.stale} data-shown>
          <span>
            <strong>{text('people.aboutYou')}</strong> <bdi>{changeSentence(change)}</bdi>{' '}
            <span>{changeState(change, now)}</span>{' '}
            <bdi>{text('people.because', { name: change.proposedBy.name, reason: change.reason })}</bdi>
          </span>
          <span style={{ marginInlineStart: 'auto' }}>
            <ChangeActs change={change} onDone={setNotice} />
          </span>
        </div>
      ))}
    </section>
  )
}

import type { ReactNode } from 'react'
import { text } from '../texts/text.ts'
import { clockUtc, dateHere, secondsHere } from '../texts/times.ts'
import { GoLink } from './go-link.tsx'
import classes from './time-line.module.css'

export interface TimeLineEntry {
  at: string
  text: ReactNode
  /** Whether a person or the node acted. The dot of a person's act is filled. */
  person?: boolean
  /** Address of a page about the entry. */
  href?: string | null
}

/** Shows entries in order, newest last, with the date at each new day. */
export function TimeLine({ entries }: { entries: readonly TimeLineEntry[] }) {
  return (
    <ol className={classes.line}>
      {entries.map((entry, place) => {
        const day = dateHere(entry.at)
        const before = entries[place - 1]
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries are only ever appended
          <li key={place} data-person={entry.person || undefined}>
            <time dateTime={entry.at} title={entry.at}>
              {(!before || dateHere(before.at) !== day) && <span className={classes.day}>{day}</span>}
              <bdi dir="ltr" title={clockUtc(entry.at, true)}>
                {secondsHere(entry.at)}
              </bdi>
            </time>
            <span
              className={classes.dot}
              {...(entry.person === undefined
                ? { 'aria-hidden': true }
                : { role: 'img', 'aria-label': entry.person ? text('case.byPerson') : text('case.byNode') })}
            />
            <bdi>{entry.href ? <GoLink to={entry.href}>{entry.text}</GoLink> : entry.text}</bdi>
          </li>
        )
      })}
    </ol>
  )
}

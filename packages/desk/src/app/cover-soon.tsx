import { Button } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { text } from '../texts/text.ts'
import classes from './cover.module.css'
import { coverCountdown } from './use-cover.ts'

/** Announces the cover a minute ahead. Pressing anything is use of the page, so the button needs no act of its own. */
export function CoverSoon() {
  const seconds = useSyncExternalStore(coverCountdown.subscribe, coverCountdown.read)
  return (
    <div role="alert">
      {seconds !== null && (
        <div className={classes.soon}>
          <span aria-hidden="true">{text('sign-in.coverSoon', { seconds })}</span>
          <span className="visually-hidden">{text('sign-in.coverSoonOnce')}</span>
          <Button variant="default" h={30}>
            {text('sign-in.stay')}
          </Button>
        </div>
      )}
    </div>
  )
}

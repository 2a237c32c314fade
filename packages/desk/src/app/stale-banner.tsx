import { Button } from '@mantine/core'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useNow } from '../parts/clock.ts'
import { text } from '../texts/text.ts'
import { clockUtc } from '../texts/times.ts'
import { connectNow, useConnection } from './events.ts'
import classes from './shell.module.css'

/** Reports a lost connection. When the connection returns, the banner's space remains until the next page, so that the content does not move. */
export function StaleBanner() {
  const line = useConnection()
  const { pathname } = useLocation()
  const [keptFor, setKeptFor] = useState<string | null>(null)
  const lost = line.state === 'lost'
  useEffect(() => {
    if (lost) setKeptFor(pathname)
  }, [lost, pathname])
  return (
    <div
      role="status"
      className={classes.stale}
      data-shown={lost || undefined}
      data-kept={(!lost && keptFor === pathname) || undefined}
    >
      {lost && (
        <>
          <span>
            <strong>{text('shell.lost', { clock: clockUtc(line.beatAt, true) })}</strong>{' '}
            <Countdown until={line.retryAt} />
          </span>
          <Button variant="default" h={30} onClick={connectNow}>
            {text('shell.tryNow')}
          </Button>
        </>
      )}
    </div>
  )
}

function Countdown({ until }: { until: number | null }) {
  const now = useNow()
  const seconds = until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1_000))
  return <span aria-live="off">{text('shell.lostDetail', { seconds })}</span>
}

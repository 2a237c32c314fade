import { Button } from '@mantine/core'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useNow } from '../parts/clock.ts'
import { Icon } from '../parts/icon.tsx'
import { text } from '../texts/text.ts'
import { clockHere, instantHere } from '../texts/times.ts'
import { connectNow, useConnection } from './events.ts'
import { tryPartsNow, useMissingPart } from './load-part.ts'
import { useUpdate } from './release.ts'
import classes from './shell.module.css'

/**
 * Reports a lost connection, or a part of the desk that could not be loaded. The page below stays. When the connection returns, the banner's space remains
 * until the next page, so that the content does not move.
 */
export function StaleBanner() {
  const line = useConnection()
  const part = useMissingPart()
  const { pathname } = useLocation()
  const [keptFor, setKeptFor] = useState<string | null>(null)
  const isLost = line.state === 'lost'
  const isShown = isLost || part !== null
  useEffect(() => {
    if (isShown) setKeptFor(pathname)
  }, [isShown, pathname])
  return (
    <div
      role="status"
      className={classes.stale}
      data-shown={isShown || undefined}
      data-kept={(!isShown && keptFor === pathname) || undefined}
    >
      {isShown && (
        <>
          <Icon name="triangle" />
          <div>
            <p>
              <strong>
                {isLost ? text('shell.lost', { clock: clockHere(line.beatAt, true) }) : text('shell.partMissing')}
              </strong>{' '}
              <Countdown until={isLost ? line.retryAt : (part?.retryAt ?? null)} isLost={isLost} />
            </p>
            {isLost && <p className={classes.further}>{text('shell.lostMeanwhile')}</p>}
          </div>
          {!isLost && part?.retryAt === null ? (
            <Button h={30} onClick={() => location.reload()}>
              {text('shell.loadNew')}
            </Button>
          ) : (
            <Button
              variant="default"
              h={30}
              onClick={() => {
                connectNow()
                tryPartsNow()
              }}
            >
              {text('shell.tryNow')}
            </Button>
          )}
        </>
      )}
    </div>
  )
}

function Countdown({ until, isLost }: { until: number | null; isLost: boolean }) {
  const now = useNow()
  if (until === null && !isLost) return text('shell.partGone')
  const seconds = until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1_000))
  return (
    <span aria-live="off">
      {isLost ? text('shell.lostDetail', { seconds }) : text('shell.partDetail', { seconds })}
    </span>
  )
}

/** A notice that was closed returns this long before the node drops the files of this tab. */
const remindMs = 3_600_000

/**
 * Reports that the node was updated under this tab. The tab works on until the node drops its files; only the person loads the new version. The notice
 * cannot be closed after the node refused a request of this tab.
 */
export function UpdateBanner() {
  const update = useUpdate()
  const now = useNow(60_000)
  const [closed, setClosed] = useState<string | null>(null)
  const isNear = update?.worksUntil != null && Date.parse(update.worksUntil) - now < remindMs
  if (update === null || (closed === update.release && !isNear && !update.refused))
    return <div role="status" className={classes.stale} />
  const { updatedAt, worksUntil, refused } = update
  return (
    <div role="status" className={classes.stale} data-shown data-tone="news">
      <Icon name="reread" />
      <div>
        <p>
          <strong>{text('shell.updated', { clock: updatedAt && clockHere(updatedAt) })}</strong>{' '}
          {text('shell.updatedDetail', { until: worksUntil && instantHere(worksUntil) })}
        </p>
        {refused && <p>{text('shell.refusedByUpdate')}</p>}
      </div>
      <Button h={30} onClick={() => location.reload()}>
        {text('shell.loadNew')}
      </Button>
      {!refused && (
        <Button variant="default" h={30} onClick={() => setClosed(update.release)}>
          {text('shell.later')}
        </Button>
      )}
    </div>
  )
}

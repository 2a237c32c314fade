import type { Me, RestoreMark } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { ConfirmAct } from '../parts/confirm-act.tsx'
import { GoLink } from '../parts/go-link.tsx'
import { Icon } from '../parts/icon.tsx'
import { text } from '../texts/text.ts'
import { instantHere, instantUtc } from '../texts/times.ts'
import { api } from './api.ts'
import classes from './draft-banner.module.css'
import { paths } from './paths.ts'
import { refreshMe, useMe } from './session.ts'

/** Says on each page that the node was restored and does not know what ended since, until two people end the note. */
export function RestoreBanner({ mark }: { mark: RestoreMark }) {
  const me = useMe()
  const [asked, setAsked] = useState(false)
  const mayEnd = ['administrator', 'supervisor', 'oversight'].includes(me.role) && mark.endedBy !== me.person
  const since = instantUtc(mark.knownUntil ?? mark.backupAt)
  return (
    <div className={classes.banner} role="status">
      <Icon name="circledI" />{' '}
      <span>
        {text('shell.restored', { since })} {mark.endedBy !== null && text('shell.restoredWaits')}
      </span>
      {mayEnd && (
        <Button variant="default" size="compact-xs" h={24} ms="auto" onClick={() => setAsked(true)}>
          {text('shell.restoredEnd')}
        </Button>
      )}
      <ConfirmAct
        opened={asked}
        onClose={() => setAsked(false)}
        title={text('shell.restoredTitle')}
        act={text('shell.restoredEnd')}
        notNow={text('admin.notNow')}
        onAct={async () => {
          await api.post(`/v1/restores/${mark.id}/end`)
          await refreshMe()
        }}
      >
        <p>{text('shell.restoredEffect', { since })}</p>
      </ConfirmAct>
    </div>
  )
}

/** Says on each page that matching is stopped, in whole or in part, since when, and where to read more. */
export function StopBanner({ stops }: { stops: Me['stops'] }) {
  const [oldest] = stops
  if (oldest === undefined) return null
  const since = instantHere(oldest.at)
  const isAll = stops.some(({ type }) => type === 'all')
  return (
    <div className={classes.banner} role="status">
      <Icon name="circledCross" />{' '}
      <span>
        {isAll ? text('shell.stopped.all', { since }) : text('shell.stopped.some', { count: stops.length, since })}
      </span>
      <GoLink to={paths.stop()}>{text('shell.stopped.more')}</GoLink>
    </div>
  )
}

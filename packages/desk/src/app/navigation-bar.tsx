import type { CaseDetail } from '@entente/contracts'
import { useLocation } from '@tanstack/react-router'
import { GoLink } from '../parts/go-link.tsx'
import { Icon } from '../parts/icon.tsx'
import { text } from '../texts/text.ts'
import { clockHere } from '../texts/times.ts'
import { useConnection } from './events.ts'

import { useGateway, useGateways } from './gateway.ts'
import { type Badges, type Entry, entriesOf, isHere, phoneEntries } from './navigation.ts'
import { openPalette } from './palette-opener.tsx'
import { useRead } from './query.ts'
import { useMe } from './session.ts'
import classes from './shell.module.css'
import { useBadges } from './use-badges.ts'

export function Navigation() {
  const me = useMe()
  const gateways = useGateways()
  const badges = useBadges(me.role !== 'administrator')
  const shown = entriesOf(me.role, gateways, me.teams)
  const onPhone = phoneEntries(shown)
  const groups = [...new Set(shown.map((entry) => entry.group))]
  return (
    <nav className={classes.navigation} aria-label={text('shell.navigation')}>
      {groups.map((group) => (
        <div key={group} className={classes.group}>
          <h2>{text(`shell.groups.${group}`)}</h2>
          <ul>
            {shown
              .filter((entry) => entry.group === group)
              .map((entry) => (
                <li key={entry.id} className={classes.item}>
                  <NavigationEntry entry={entry} badges={badges.data} onPhone={onPhone.includes(entry)} />
                </li>
              ))}
          </ul>
        </div>
      ))}
      {me.role !== 'administrator' && (
        <button type="button" className={classes.entry} data-phone="only" onClick={openPalette}>
          <Icon name="search" />
          <span className={classes.entryName}>{text('shell.pages.find')}</span>
        </button>
      )}
      <LineState />
    </nav>
  )
}

function NavigationEntry({ entry, badges, onPhone }: { entry: Entry; badges: Badges | undefined; onPhone: boolean }) {
  const { pathname } = useLocation()
  const [, caseId = ''] = /^\/cases\/([^/]+)/.exec(pathname) ?? []
  // The page of the case reads the case; the navigation only uses the cached answer.
  const open = useRead<CaseDetail>(`/v1/cases/${caseId}`, {}, { enabled: false })
  const listOfCase = useGateway(open.data?.gateway ?? '').queue?.own?.entry ?? 'queue'
  const here = caseId === '' ? isHere(entry, pathname) : entry.id === listOfCase
  const badge = badges && entry.badge ? entry.badge(badges) : null
  const count = badges && entry.count ? entry.count(badges) : badge
  const { badgeTo } = entry
  return (
    <>
      <GoLink
        to={entry.to}
        className={classes.entry}
        title={entry.name()}
        data-phone={onPhone}
        aria-current={here ? 'page' : undefined}
        {...(entry.key && { 'aria-keyshortcuts': `G ${entry.key}` })}
      >
        <Icon name={entry.icon} />
        <span className={classes.entryName}>{entry.name()}</span>
        {badge !== null && !badgeTo && (
          <span className={classes.badge}>
            <span className={classes.words}>{badge}</span>
            <span className={classes.count}>{count}</span>
          </span>
        )}
      </GoLink>
      {badge !== null && badgeTo && (
        <GoLink to={badgeTo} className={classes.badgeLink} data-phone={onPhone}>
          <span className="visually-hidden">{entry.name()}</span> {badge}
        </GoLink>
      )}
    </>
  )
}

/** Shows whether the page receives live events, and when the node last sent data. */
function LineState() {
  const line = useConnection()
  const words =
    line.state === 'live'
      ? text('shell.live', { clock: clockHere(line.beatAt, true) })
      : line.state === 'lost'
        ? text('shell.offline')
        : text('shell.connecting')
  return (
    <p className={classes.line} data-state={line.state}>
      <span>{words}</span>
    </p>
  )
}

import type { CaseDetail } from '@entente/contracts'
import { useLocation } from '@tanstack/react-router'
import { GoLink } from '../parts/go-link.tsx'
import { Icon } from '../parts/icon.tsx'
import { textsOf } from '../texts/catalogue.ts'
import { number } from '../texts/numbers.ts'
import { clockUtc } from '../texts/times.ts'
import { useConnection } from './events.ts'
import { type Badges, badgeOf, type Entry, entriesOf, isHere } from './navigation.ts'
import { useRead } from './query.ts'
import { useMe } from './session.ts'
import classes from './shell.module.css'

export function Navigation() {
  const t = textsOf('shell')
  const me = useMe()
  const badges = useRead<Badges>('/v1/badges', {}, { enabled: me.role !== 'administrator' })
  const shown = entriesOf(me.role)
  const groups = [...new Set(shown.map((entry) => entry.group))]
  return (
    <nav className={classes.navigation} aria-label={t.navigation}>
      {groups.map((group) => (
        <div key={group} className={classes.group}>
          <h2>{t.groups[group]}</h2>
          <ul>
            {shown
              .filter((entry) => entry.group === group)
              .map((entry) => (
                <li key={entry.page}>
                  <NavigationEntry entry={entry} badges={badges.data} />
                </li>
              ))}
          </ul>
        </div>
      ))}
      <LineState />
    </nav>
  )
}

function NavigationEntry({ entry, badges }: { entry: Entry; badges: Badges | undefined }) {
  const t = textsOf('shell')
  const { pathname } = useLocation()
  const [, caseId = ''] = /^\/cases\/([^/]+)/.exec(pathname) ?? []
  // Read by the case's own page, not from here.
  const open = useRead<CaseDetail>(`/v1/cases/${caseId}`, {}, { enabled: false })
  const here =
    caseId === '' ? isHere(entry, pathname) : entry.page === (open.data?.gateway === 'content' ? 'content' : 'queue')
  const count = badgeOf(entry.page, badges)
  return (
    <GoLink
      to={entry.to}
      className={classes.entry}
      aria-current={here ? 'page' : undefined}
      {...(entry.key && { 'aria-keyshortcuts': `G ${entry.key}` })}
    >
      <Icon name={entry.icon} />
      <span className={classes.entryName}>{t.pages[entry.page]}</span>
      {count > 0 && (
        <span className={classes.badge}>
          {entry.page === 'flights'
            ? t.badgeLate(count)
            : entry.page === 'messages'
              ? t.badgeHeld(count)
              : number(count)}
        </span>
      )}
    </GoLink>
  )
}

/** Whether what is on screen is alive, with the time of the last sign of life. */
function LineState() {
  const t = textsOf('shell')
  const line = useConnection()
  const text =
    line.state === 'live' ? t.live(clockUtc(line.beatAt, true)) : line.state === 'lost' ? t.offline : t.connecting
  return (
    <p className={classes.line} data-state={line.state}>
      <span>{text}</span>
    </p>
  )
}

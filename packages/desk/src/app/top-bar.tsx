import type { Purpose } from '@entente/contracts'
import { Menu } from '@mantine/core'
import { useState } from 'react'
import { useNow } from '../parts/clock.ts'
import { useGo } from '../parts/go.ts'
import { GoLink } from '../parts/go-link.tsx'
import { Icon } from '../parts/icon.tsx'
import { Key } from '../parts/key.tsx'
import { anyOf } from '../texts/lists.ts'
import { text } from '../texts/text.ts'
import { clockIn, clockUtc, placeOf } from '../texts/times.ts'
import { useGateways } from './gateway.ts'
import { openKeyList } from './key-list.tsx'
import { entriesOf, homeOf, phoneEntries } from './navigation.ts'
import { openPalette } from './palette-opener.tsx'
import { paths } from './paths.ts'
import { choosePurpose, chooseRole, signOut, useMe, useZone } from './session.ts'
import classes from './shell.module.css'
import { usePhone } from './wide-only.tsx'

const purposeId = 'purpose-chip'
/** Opens the list of purposes. Mantine's menu gives its own id to its button. */
export const openPurposes = (): void => document.getElementById(purposeId)?.click()

export function TopBar() {
  const me = useMe()
  const gateways = useGateways()
  return (
    <header className={classes.top}>
      <GoLink to={homeOf(me, gateways)} className={classes.brand} aria-label={text('shell.product')}>
        <Icon name="brand" size={20} />
        <span>{text('shell.product')}</span>
      </GoLink>
      <span className={classes.member}>
        <bdi>{me.memberName}</bdi>
      </span>
      <FindButton />
      {me.purposes.length > 0 && <PurposeChip />}
      <Clock />
      <AccountMenu />
    </header>
  )
}

/** Opens the palette. It looks like the field that it opens. */
function FindButton() {
  const kinds = useGateways().flatMap(({ kind, finds = [], findText }) =>
    finds.flatMap(({ type }) => findText(`${kind}.find.named.${type}`) ?? []),
  )
  return (
    <button type="button" className={classes.find} onClick={openPalette} aria-keyshortcuts="Control+K">
      <Icon name="search" />
      <span>{text('shell.find', { kinds: anyOf([text('shell.findCases'), ...kinds]) })}</span>
      <Key>Ctrl</Key>
      <Key>K</Key>
    </button>
  )
}

function Clock() {
  const now = useNow(10_000)
  const zone = useZone()
  const own = zone === 'UTC' ? null : `${clockIn(now, zone)} ${placeOf(zone)}`
  return (
    <bdi dir="ltr" className={classes.clock}>
      {text('shell.clock', { utc: clockUtc(now), own })}
    </bdi>
  )
}

/** Shows the purpose of the session and the other purposes of the role. Choosing another purpose reloads the page's data. */
function PurposeChip() {
  const me = useMe()
  const [changed, setChanged] = useState('')
  const onPhone = usePhone()
  const name = me.purpose && text(`purpose.${me.purpose}`)
  const choose = async (purpose: Purpose): Promise<void> => {
    await choosePurpose(purpose)
    setChanged(text('shell.purposeChanged', { name: text(`purpose.${purpose}`) }))
  }
  return (
    <>
      <p className="visually-hidden" role="status">
        {changed}
      </p>
      <Menu id={purposeId} position="bottom-end">
        <Menu.Target>
          <button type="button" className={classes.purpose} aria-keyshortcuts="P">
            <Icon name="padlock" size={14} />
            {name === null ? text('shell.purposeNone') : onPhone ? name : text('shell.purpose', { name })}
            <Icon name="down" size={12} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{text('shell.purposeMenu')}</Menu.Label>
          {me.purposes.map((purpose) => (
            <Menu.Item
              key={purpose}
              onClick={() => void choose(purpose)}
              aria-current={purpose === me.purpose || undefined}
              rightSection={purpose === me.purpose ? <Icon name="tick" size={14} /> : null}
            >
              {text(`purpose.${purpose}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

const initialsOf = (name: string): string =>
  name
    .split(/[\s.]+/)
    .filter(Boolean)
    .map((word) => Array.from(word)[0])
    .filter((_, place, all) => place === 0 || place === all.length - 1)
    .join('')

function AccountMenu() {
  const me = useMe()
  const gateways = useGateways()
  const go = useGo()
  const [busy, setBusy] = useState(false)
  const pages = entriesOf(me.role, gateways, me.teams)
  const onPhone = phoneEntries(pages)
  const leave = async (): Promise<void> => {
    setBusy(true)
    await signOut().catch(() => undefined)
    go(paths.signIn())
  }
  const actAs = async (role: (typeof me.roles)[number]): Promise<void> => {
    go(homeOf(await chooseRole(role), gateways))
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className={classes.account}>
          <bdi aria-hidden="true">{initialsOf(me.name)}</bdi>
          <span className="visually-hidden">
            {text('shell.account', { name: me.name, role: text(`role.${me.role}`) })}
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <bdi>{me.name}</bdi> · {text(`role.${me.role}`)}
        </Menu.Label>
        {me.roles.length > 1 && (
          <>
            <Menu.Label>{text('shell.roleMenu')}</Menu.Label>
            {me.roles.map((role) => (
              <Menu.Item
                key={role}
                onClick={() => void actAs(role)}
                aria-current={role === me.role || undefined}
                rightSection={role === me.role ? <Icon name="tick" size={14} /> : null}
              >
                {text(`role.${role}`)}
              </Menu.Item>
            ))}
            <Menu.Divider />
          </>
        )}
        {/* On a phone the bar at the bottom has few pages, so the others stand here. */}
        {pages
          .filter((entry) => !onPhone.includes(entry))
          .map((entry) => (
            <Menu.Item key={entry.id} className={classes.onPhone} onClick={() => go(entry.to)}>
              {entry.name()}
            </Menu.Item>
          ))}
        <Menu.Item onClick={() => go(paths.me())}>{text('shell.preferences')}</Menu.Item>
        <Menu.Item onClick={openKeyList} rightSection={<Key>?</Key>}>
          {text('shell.keysTitle')}
        </Menu.Item>
        <Menu.Item onClick={() => void leave()} disabled={busy}>
          {text('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

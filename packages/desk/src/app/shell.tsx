import { Button } from '@mantine/core'
import { Outlet } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore } from 'react'
import { useGo } from '../parts/go.ts'
import { allowSingleKeys, useKeys } from '../parts/keys.ts'
import { ProblemCard } from '../parts/problem-card.tsx'
import { isRefusal, ProblemError } from '../parts/problem-error.ts'
import { text } from '../texts/text.ts'
import { AboutYouBanner } from './changes-panel.tsx'
import cover from './cover.module.css'
import { Cover } from './cover.tsx'
import { DraftBanner } from './draft-banner.tsx'
import { followEvents } from './events.ts'
import { useGateways } from './gateway.ts'
import { KeyList, openKeyList } from './key-list.tsx'
import { entriesOf } from './navigation.ts'
import { Navigation } from './navigation-bar.tsx'
import { paths } from './paths.ts'
import { useMe, useMeQuery } from './session.ts'
import classes from './shell.module.css'
import { StaleBanner } from './stale-banner.tsx'
import { ToSignIn } from './to-sign-in.tsx'
import { focusFind, openPurposes, TopBar } from './top-bar.tsx'
import { coverCountdown, useCover } from './use-cover.ts'

/** Frames every page except the sign-in. Redirects to the sign-in without a session, or if its purpose is not chosen yet. */
export function Shell() {
  const me = useMeQuery()
  const { covered, uncover } = useCover(me.data?.coverAfterMinutes ?? null)
  if (covered) return <Cover onOpen={uncover} />
  if (me.isPending) return null
  const signedOut = me.error instanceof ProblemError && me.error.status === 401
  if (me.error && !signedOut && !isRefusal(me.error)) {
    return (
      <main className={classes.alone}>
        <ProblemCard page error={me.error} onRetry={() => void me.refetch()} />
      </main>
    )
  }
  if (signedOut || !me.data || me.data.mustChangePassword || (me.data.purposes.length > 0 && !me.data.purpose)) {
    return <ToSignIn />
  }
  return <Frame />
}

function Frame() {
  const me = useMe()
  const go = useGo()
  const gateways = useGateways()
  useEffect(() => allowSingleKeys(me.preferences.singleKeys), [me.preferences.singleKeys])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person, role or purpose sees other events
  useEffect(() => {
    const ended = new AbortController()
    void followEvents(
      ended.signal,
      gateways.flatMap(({ stale }) => (stale ? [stale] : [])),
    )
    return () => ended.abort()
  }, [me.account, me.role, me.purpose, gateways])
  useKeys([
    { keys: 'Ctrl+K', label: text('shell.keyNames.find'), act: focusFind },
    { keys: '?', label: text('shell.keyNames.help'), act: openKeyList },
    ...entriesOf(me.role, gateways).flatMap((entry) =>
      entry.key ? [{ keys: `G ${entry.key}`, label: entry.name(), act: () => go(entry.to) }] : [],
    ),
    { keys: 'P', label: text('shell.keyNames.purpose'), act: openPurposes },
    { keys: 'G P', label: text('shell.preferences'), act: () => go(paths.me()) },
  ])
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#page">
        {text('shell.skip')}
      </a>
      <TopBar />
      <Navigation />
      <main id="page" className={classes.content} tabIndex={-1}>
        <DraftBanner />
        <StaleBanner />
        <AboutYouBanner />
        <div className={classes.outlet}>
          <Outlet />
        </div>
      </main>
      <KeyList />
      <CoverSoon />
      <p className={classes.paper}>{text('shell.paperElsewhere')}</p>
    </div>
  )
}

/** Announces a minute in advance that the page will be covered. Any key or click counts as use, so the button needs no handler. */
function CoverSoon() {
  const seconds = useSyncExternalStore(coverCountdown.subscribe, coverCountdown.read)
  return (
    <div role="alert">
      {seconds !== null && (
        <div className={cover.soon}>
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

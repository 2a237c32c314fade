import { Button } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import { useGo } from '../parts/go.ts'
import { allowSingleKeys, useKeys } from '../parts/keys.ts'
import { ProblemCard } from '../parts/problem-card.tsx'
import { ConnectionError, isRefusal, ProblemError } from '../parts/problem-error.ts'
import { currentLanguage } from '../texts/language.ts'
import { loadTexts, pageTexts } from '../texts/load-texts.ts'
import { text } from '../texts/text.ts'
import { whenProofNeeded } from './api.ts'
import cover from './cover.module.css'
import { DraftBanner, SingleOperatorBanner } from './draft-banner.tsx'
import { followEvents, useConnection, useLive } from './events.ts'
import { useGateways } from './gateway.ts'
import { KeyList, openKeyList } from './key-list.tsx'
import { inBackground } from './load-part.ts'
import { entriesOf, mayOpen } from './navigation.ts'
import { Navigation } from './navigation-bar.tsx'
import { loadPalette, openPalette, PaletteOpener } from './palette-opener.tsx'
import { paths } from './paths.ts'
import { queryClient } from './query.ts'
import { SecondReminder } from './second-reminder.tsx'
import { isUnfinished, PersonOfShell, refreshMe, useMe, useMeQuery } from './session.ts'
import classes from './shell.module.css'
import { StaleBanner, UpdateBanner } from './stale-banner.tsx'
import { ToSignIn } from './to-sign-in.tsx'
import { openPurposes, TopBar } from './top-bar.tsx'
import { coverCountdown, useCover } from './use-cover.ts'
import { PageOfAddress } from './wide-only.tsx'

const loadCover = () => import('./cover.tsx')
/** Its content is gone at once, also if the form has yet to be loaded. */
const Cover = lazy(async () => ({ default: (await loadCover()).Cover }))

const ProofDialog = lazy(async () => ({ default: (await import('./prove-again.tsx')).ProofDialog }))
const RestoreBanner = lazy(async () => ({ default: (await import('./node-banners.tsx')).RestoreBanner }))
const StopBanner = lazy(async () => ({ default: (await import('./node-banners.tsx')).StopBanner }))
const AboutYouBanner = lazy(async () => ({ default: (await import('./change-acts.tsx')).AboutYouBanner }))

/** Frames every page except the sign-in. Redirects to the sign-in without a session, or if its purpose is not chosen yet. */
export function Shell() {
  const me = useMeQuery()
  const { covered, uncover } = useCover(me.data?.coverAfterMinutes ?? null)
  useTryAgain(!me.data && me.error instanceof ConnectionError, me.refetch)
  if (covered) {
    return (
      <Suspense>
        <Cover onOpen={uncover} />
      </Suspense>
    )
  }
  if (me.isPending) return null
  const signedOut = me.error instanceof ProblemError && me.error.status === 401
  // A later failure keeps the page: only the first answer is needed to show it.
  if (me.error && !me.data && !signedOut && !isRefusal(me.error)) {
    return (
      <main className={classes.alone}>
        <ProblemCard page error={me.error} onRetry={() => void me.refetch()} />
      </main>
    )
  }
  if (signedOut || !me.data || isUnfinished(me.data) || (me.data.purposes.length > 0 && !me.data.purpose)) {
    return <ToSignIn />
  }
  return (
    <PersonOfShell value={me.data}>
      <Frame />
    </PersonOfShell>
  )
}

const tryAgainMs = 5_000
/** Calls `act` regularly, and when the browser is online again, as long as the node cannot be reached. */
function useTryAgain(isLost: boolean, act: () => unknown): void {
  useEffect(() => {
    if (!isLost) return
    const timer = setInterval(act, tryAgainMs)
    window.addEventListener('online', act)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', act)
    }
  }, [isLost, act])
}

/** How long the desk waits with pages that nobody opened while answers for the open page are on their way. */
const busyMs = 500
const whenIdle = (work: () => void): void =>
  'requestIdleCallback' in window ? void requestIdleCallback(work) : void setTimeout(work, busyMs)

/**
 * Loads the scripts of all pages that the person may open, one after the other, once the first page is idle. So a lost connection does not keep a person
 * from them. It starts again when the connection returns.
 */
function useOtherPages(): void {
  const router = useRouter()
  const { role } = useMe()
  const gateways = useGateways()
  const isLive = useConnection().state === 'live'
  useEffect(() => {
    if (!isLive) return
    let ended = false
    const pages = Object.entries(router.routesByPath).filter(([path]) => mayOpen(role, path, gateways))
    const loads: (() => unknown)[] = [
      loadCover,
      loadPalette,
      () => loadTexts(currentLanguage(), ['work', 'more', ...gateways.flatMap(({ kind }) => [kind, pageTexts(kind)])]),
      ...pages.map(
        ([, { options }]) =>
          () =>
            options.component?.preload?.(),
      ),
      ...gateways.map(
        ({ loadCase }) =>
          () =>
            loadCase?.(),
      ),
    ]
    const next = (): void => {
      if (ended) return
      if (queryClient.isFetching() > 0) return void setTimeout(next, busyMs)
      const load = loads.shift()
      if (load === undefined) return
      void Promise.resolve(inBackground(load))
        .catch(() => undefined)
        .then(() => whenIdle(next))
    }
    whenIdle(next)
    return () => {
      ended = true
    }
  }, [isLive, role, router, gateways])
}

function Frame() {
  const me = useMe()
  const go = useGo()
  const gateways = useGateways()
  useOtherPages()
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
  useLive(({ type }) => {
    if (type === 'stop.changed') void refreshMe()
  })
  useKeys([
    { keys: 'Ctrl+K', label: text('shell.keyNames.find'), act: openPalette },
    { keys: '?', label: text('shell.keyNames.help'), act: openKeyList },
    ...entriesOf(me.role, gateways, me.teams).flatMap((entry) =>
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
        {me.people === 'single-operator' && <SingleOperatorBanner />}
        {me.restored && (
          <Suspense>
            <RestoreBanner mark={me.restored} />
          </Suspense>
        )}
        {me.stops.length > 0 && (
          <Suspense>
            <StopBanner stops={me.stops} />
          </Suspense>
        )}
        <StaleBanner />
        <UpdateBanner />
        <Suspense>
          <AboutYouBanner />
        </Suspense>
        <SecondReminder />
        <div className={classes.outlet}>
          <PageOfAddress />
        </div>
      </main>
      <KeyList />
      <PaletteOpener />
      <CoverSoon />
      <ProofAsked />
      <p className={classes.paper}>{text('shell.paperElsewhere')}</p>
    </div>
  )
}

/** Opens the dialog for a proof once the node asks for one. */
function ProofAsked() {
  const [isAsked, setIsAsked] = useState(false)
  useEffect(() => whenProofNeeded(() => setIsAsked(true)), [])
  return (
    isAsked && (
      <Suspense>
        <ProofDialog onClose={() => setIsAsked(false)} />
      </Suspense>
    )
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

import type { CaseDetail, Me } from '@entente/contracts'
import { useEffect, useRef, useState } from 'react'
import { useDraft } from '../../app/drafts.ts'
import { type CaseParts, type DeskGateway, wordsOf } from '../../app/gateway.ts'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { type Place, placeInList } from '../../app/remember-list.ts'
import { useMe } from '../../app/session.ts'
import { ChangeNotice } from '../../decision/change-notice.tsx'
import { DecideBar } from '../../decision/decide-bar.tsx'
import { DecisionColumn } from '../../decision/decision-column.tsx'
import type { HeldCase } from '../../decision/use-held-case.ts'
import { hitViews } from '../../evidence/hit-source.ts'
import { useGo } from '../../parts/go.ts'
import { useKeys } from '../../parts/keys.ts'
import { text } from '../../texts/text.ts'
import { CaseBody } from './case-body.tsx'
import { CaseHead } from './case-head.tsx'
import { type CaseTab, CaseTabs, caseTabs } from './case-tabs.tsx'
import { PersonStrip } from './person-strip.tsx'

interface Props {
  detail: CaseDetail
  gateway: DeskGateway
  parts: CaseParts
  search: CaseSearch
  held: HeldCase
  reread: () => Promise<void>
}
/** The search parameters of a case page. */
export interface CaseSearch {
  tab?: Exclude<CaseTab, 'compare'> | undefined
  hit?: number | undefined
  view?: 'weights' | 'table' | undefined
  message?: string | undefined
}
const none: string[] = []

/** Shows a case in two panes: the tabs with the evidence, which scroll, and the decision, which is always in view. */
export function CaseView({ detail, gateway, parts, search, held, reread }: Props) {
  const go = useGo()
  const me = useMe()
  const words = wordsOf(gateway)
  const views = hitViews(detail, me)
  const { tab = 'compare', hit: hitPlace = 1 } = search
  const current = views[hitPlace - 1] ?? views[0]
  const atOnce = parts.Evidence !== undefined
  const [shown, setShown] = useDraft<string[]>(`opened:${detail.id}`, none)
  const opened = atOnce ? views.map(({ hit }) => hit.id) : shown
  const head = useRef<HTMLDivElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per case, so that the title is read first
  useEffect(() => head.current?.querySelector('h1')?.focus(), [detail.id])
  useEffect(() => {
    if (!atOnce && tab === 'compare' && current && !shown.includes(current.hit.id)) setShown([...shown, current.hit.id])
  })

  const open = (next: CaseSearch): void => go(paths.case(detail.id, { ...next }), { replace: true })
  const hit = hitPlace === 1 ? undefined : hitPlace
  const openTab = (next: CaseTab): void => open(next === 'compare' ? { hit } : { hit, tab: next })
  const step = (by: 1 | -1): void => {
    const next = caseTabs[caseTabs.findIndex(({ id }) => id === tab) + by]
    if (next) openTab(next.id)
  }
  const list = placeInList(detail.id)
  const previous = list ? list.previous : detail.previous
  const next = list ? list.next : detail.following
  const back = wayBack(detail, parts, me.role, list)
  const showHit = (place: number): void => {
    if (views[place - 1]) open({ hit: place === 1 ? undefined : place })
  }
  const weights = search.view === 'weights'
  const toggleWeights = (): void => open({ hit, view: weights && tab === 'compare' ? undefined : 'weights' })
  useKeys([
    ...caseTabs.map(({ id, key }) => ({ keys: key, label: words(`case.tabs.${id}`), act: () => openTab(id) })),
    { keys: '>', label: text('case.keys.nextTab'), act: () => step(1) },
    { keys: '<', label: text('case.keys.previousTab'), act: () => step(-1) },
    { keys: 'J', label: text('case.next'), act: () => next && go(paths.case(next)) },
    { keys: 'K', label: text('case.previous'), act: () => previous && go(paths.case(previous)) },
    ...(atOnce
      ? []
      : [
          { keys: ']', label: text('case.keys.nextHit'), act: () => showHit(hitPlace + 1) },
          { keys: '[', label: text('case.keys.previousHit'), act: () => showHit(hitPlace - 1) },
          { keys: 'W', label: text('case.keys.weights'), act: toggleWeights },
        ]),
    { keys: 'Escape', label: text('case.keys.back'), act: () => go(back.to) },
  ])
  return (
    <Page
      title={text('case.pageTitle', { reference: detail.reference })}
      label={words('case.label')}
      asideBelow
      asideLabel={text('decision.title')}
      asideWidth={340}
      asideBar={<DecideBar detail={detail} gateway={gateway} views={views} />}
      keys={[
        ...caseTabs.map(({ id, key }) => ({ keys: [key], label: words(`case.tabs.${id}`) })),
        { keys: ['Ctrl', 'Enter'], label: text('case.keys.record') },
        { keys: ['H'], label: text('case.keys.handOver') },
      ]}
      head={
        <div ref={head}>
          <CaseHead
            // A new deadline is shown at once; everything that is compared stays as it was read.
            detail={{ ...detail, dueAt: held.fresh.dueAt }}
            {...{ gateway, parts, back, list, previous, next }}
          />
        </div>
      }
      strip={<PersonStrip detail={detail} gateway={gateway} opened={opened} />}
      bar={<CaseTabs {...{ detail, gateway, parts, tab, views, current, opened }} onTab={openTab} onHit={showHit} />}
      aside={
        <DecisionColumn
          detail={detail}
          gateway={gateway}
          views={views}
          opened={opened}
          changed={held.kind === 'blocking' || held.kind === 'state'}
          next={next}
          reread={reread}
        />
      }
    >
      <DeadlineNotice dueAt={detail.decision ? null : held.fresh.dueAt} soon={words} />
      <ChangeNotice held={held} />
      <CaseBody
        {...{ detail, gateway, parts, tab, weights, reread }}
        view={current}
        onWeights={toggleWeights}
        table={search.view === 'table'}
        onTable={(table) => open({ hit, tab: 'links', view: table ? 'table' : undefined })}
        message={search.message}
        onMessage={(message) => open({ hit, tab: 'messages', message })}
      />
    </Page>
  )
}

/** Returns the list that the case belongs to, for its path: that from which it was opened, else that of the reader's work on it. */
function wayBack(detail: CaseDetail, parts: CaseParts, role: Me['role'], list: Place | null): Place['back'] & object {
  if (list?.back) return list.back
  if (role === 'oversight') return { to: paths.oversight(), label: text('shell.pages.oversight') }
  if (list === null && detail.may.confirm)
    return { to: paths.second({ sel: detail.id }), label: text('shell.pages.second') }
  return parts.back(detail)
}

const minutesAhead = [10, 2] as const

/** Announces the deadline of the open case 10 and 2 minutes in advance, as a polite live region. */
function DeadlineNotice({ dueAt, soon }: { dueAt: string | null; soon: ReturnType<typeof wordsOf> }) {
  const [announced, setAnnounced] = useState('')
  const words = useRef(soon)
  words.current = soon
  useEffect(() => {
    if (dueAt === null) return
    const timers = minutesAhead.flatMap((minutes) => {
      const wait = Date.parse(dueAt) - minutes * 60_000 - Date.now()
      // Browsers limit timers to 2^31 ms. A case that is due later will be opened again before its deadline.
      if (wait <= 0 || wait >= 2 ** 31) return []
      return [setTimeout(() => setAnnounced(words.current('case.deadlineSoon', { minutes })), wait)]
    })
    return () => {
      for (const timer of timers) clearTimeout(timer)
    }
  }, [dueAt])
  return (
    <p className="visually-hidden" role="status">
      {announced}
    </p>
  )
}

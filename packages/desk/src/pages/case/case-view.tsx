import type { CaseDetail } from '@entente/contracts'
import { useEffect, useRef } from 'react'
import { useDraft } from '../../app/drafts.ts'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { placeInList } from '../../app/remember-list.ts'
import { useMe } from '../../app/session.ts'
import { DecisionColumn } from '../../decision/decision-column.tsx'
import { hitViews } from '../../evidence/hit-source.ts'
import { CaseHead } from '../../gateways/travel/case/case-head.tsx'
import { useGo } from '../../parts/go.ts'
import { useKeys } from '../../parts/keys.ts'
import { textsOf } from '../../texts/catalogue.ts'
import { CaseBody } from './case-body.tsx'
import { ChangedBanner } from './changed-banner.tsx'
import { DeadlineNotice } from './deadline-notice.tsx'
import { HitTabs } from './hit-tabs.tsx'
import { useChanged } from './use-changed.ts'

interface Props {
  detail: CaseDetail
  hitPlace: number
  weights: boolean
  reread: () => Promise<void>
}
const none: string[] = []

export function CaseView({ detail, hitPlace, weights, reread }: Props) {
  const t = textsOf('caseTexts')
  const go = useGo()
  const views = hitViews(detail, useMe())
  const current = views[hitPlace - 1] ?? views[0]
  const changedAt = useChanged(detail)
  const [opened, setOpened] = useDraft<string[]>(`opened:${detail.id}`, none)
  const head = useRef<HTMLDivElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: once per case, so that the title is read first
  useEffect(() => head.current?.querySelector('h1')?.focus(), [detail.id])
  useEffect(() => {
    if (current && !opened.includes(current.hit.id)) setOpened([...opened, current.hit.id])
  })

  const open = (search: { hit?: number; view?: 'weights' | undefined }): void =>
    go(
      paths.case(detail.id, {
        hit: hitPlace === 1 ? undefined : hitPlace,
        view: weights ? 'weights' : undefined,
        ...search,
      }),
      {
        replace: true,
      },
    )
  const list = placeInList(detail.id)
  const previous = list ? list.previous : detail.previous
  const next = list ? list.next : detail.following
  const message = detail.record.messages[0]
  const toMessage = message && paths.message(message.id, { segment: message.segment, case: detail.id })
  const showHit = (place: number): void => {
    if (views[place - 1]) open({ hit: place })
  }
  useKeys([
    { keys: 'J', label: t.next, act: () => next && go(paths.case(next)) },
    { keys: 'K', label: t.previous, act: () => previous && go(paths.case(previous)) },
    { keys: ']', label: t.keys.nextHit, act: () => showHit(hitPlace + 1) },
    { keys: '[', label: t.keys.previousHit, act: () => showHit(hitPlace - 1) },
    { keys: 'M', label: t.keys.message, act: () => toMessage && go(toMessage) },
    { keys: 'W', label: t.keys.weights, act: () => open({ view: weights ? undefined : 'weights' }) },
    { keys: 'Escape', label: t.keys.back, act: () => go(paths.queue({ sel: detail.id })) },
  ])
  return (
    <Page
      title={t.pageTitle(detail.reference)}
      label={t.label}
      asideBelow
      asideLabel={textsOf('decision').title}
      head={
        <div ref={head}>
          <CaseHead detail={detail} list={list} previous={previous} next={next} />
        </div>
      }
      bar={<HitTabs views={views} current={current} opened={opened} onOpen={showHit} />}
      aside={
        <DecisionColumn
          detail={detail}
          views={views}
          opened={opened}
          changed={changedAt !== null}
          next={next}
          reread={reread}
        />
      }
    >
      <DeadlineNotice dueAt={detail.decision ? null : detail.dueAt} />
      <ChangedBanner at={changedAt} onShow={() => void reread()} />
      <CaseBody
        detail={detail}
        view={current}
        weights={weights}
        onWeights={() => open({ view: weights ? undefined : 'weights' })}
        toMessage={toMessage}
        reread={reread}
      />
    </Page>
  )
}

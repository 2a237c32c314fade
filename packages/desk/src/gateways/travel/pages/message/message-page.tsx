import type { CaseDetail, MessageSegments, MessageSummary } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useLive } from '../../../../app/events.ts'
import { Page } from '../../../../app/page.tsx'
import { usePageSearch, usePathPart } from '../../../../app/page-address.ts'
import { keyOf, queryClient, useRead } from '../../../../app/query.ts'
import { useGo } from '../../../../parts/go.ts'
import { useKeys } from '../../../../parts/keys.ts'
import { Loading } from '../../../../parts/loading.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { paths } from '../../addresses/paths.ts'
import { messageSearch } from '../../addresses/searches.ts'
import { text } from '../../texts/index.ts'
import { AnswerView } from './answer-view.tsx'
import { FindingsColumn, inOrder } from './findings-column.tsx'
import classes from './message.module.css'
import { MessageHead } from './message-head.tsx'
import { MessageTabs, type View, views } from './message-tabs.tsx'
import { quarantinedRanges, windowAround, windowSize } from './quarantined-ranges.ts'
import { RawView } from './raw-view.tsx'
import { ReadView } from './read-view.tsx'

/** Shows one message: as sent, as read, its findings and its acknowledgement. */
export function MessagePage() {
  const id = usePathPart('id')
  const search = usePageSearch(messageSearch)
  const go = useGo()
  const view = search.view ?? 'raw'
  const summary = useRead<MessageSummary>(`/v1/travel/messages/${id}`, {}, { staleTime: 0 })
  const [from, setFrom] = useState(() => windowAround(search.segment, windowSize))
  const raw = useRead<MessageSegments>(
    `/v1/travel/messages/${id}/segments`,
    { from, limit: windowSize },
    { keepPrevious: true },
  )
  const newVersion = useNewReading(id, summary.data?.readVersion ?? 0)

  const open = (next: Partial<{ view: View; segment: number }>): void =>
    go(
      paths.message(id, {
        view: view === 'raw' ? undefined : view,
        segment: search.segment,
        case: search.case,
        ...next,
      }),
      { replace: true },
    )
  const showSegment = (segment: number): void => {
    if (segment <= from || segment > from + windowSize) setFrom(windowAround(segment, windowSize))
    open({ view: 'raw', segment })
  }
  const findings = inOrder(raw.data?.findings ?? [])
  const step = (by: 1 | -1): void => {
    const places = findings.flatMap((finding) => (finding.segment === null ? [] : [finding.segment]))
    const at = search.segment ?? 0
    const next = by === 1 ? places.find((place) => place > at) : places.findLast((place) => place < at)
    if (next !== undefined) showSegment(next)
  }
  useKeys([
    { keys: ']', label: text('travel.message.keys.next'), act: () => step(1) },
    { keys: '[', label: text('travel.message.keys.previous'), act: () => step(-1) },
    {
      keys: '/',
      label: text('travel.message.keys.goTo'),
      act: () => document.getElementById('go-to-segment')?.focus(),
    },
    {
      keys: 'T',
      label: text('travel.message.keys.turn'),
      act: () => open({ view: views[(views.indexOf(view) + 1) % views.length] ?? 'raw' }),
    },
    ...(search.case
      ? [{ keys: 'C', label: text('travel.message.keys.back'), act: () => go(paths.case(search.case ?? '')) }]
      : []),
    { keys: 'Escape', label: text('travel.message.keys.list'), act: () => go(paths.messages({ sel: id })) },
  ])
  if (summary.error) {
    return (
      <div style={{ padding: '24px 20px' }}>
        <ProblemCard page error={summary.error} onRetry={() => void summary.refetch()} />
      </div>
    )
  }
  const message = summary.data
  if (!message) return <Loading rows={12} height={34} />
  const quarantined = quarantinedRanges(raw.data?.items ?? [])
  return (
    <Page
      title={text('travel.message.pageTitle')}
      label={view === 'raw' ? text('travel.message.rawLabel') : text(`travel.message.${view}.label`)}
      flush
      head={<MessageHead message={message} quarantined={quarantined.length} />}
      bar={
        <MessageTabs
          view={view}
          people={message.counts.people}
          segment={search.segment}
          total={raw.data?.total}
          hasCase={search.case !== undefined}
          onView={(next) => open({ view: next })}
          onGoTo={showSegment}
          onStep={step}
        />
      }
      aside={
        <FindingsColumn
          message={message}
          findings={findings}
          quarantined={quarantined}
          selected={search.segment}
          onSegment={showSegment}
        />
      }
      asideWidth={332}
      asideLabel={text('travel.message.findings')}
    >
      <NewReading
        version={newVersion}
        onShow={() => {
          void summary.refetch()
          void queryClient.invalidateQueries({
            predicate: ({ queryKey: [key] }) => String(key).startsWith(`/v1/travel/messages/${id}/`),
          })
        }}
      />
      {view === 'raw' && (
        <RawView
          raw={raw}
          selected={search.segment}
          values={valuesOfCase(search.case)}
          quarantined={quarantined}
          from={from}
          onWindow={setFrom}
          onSelect={(segment) => open({ segment })}
        />
      )}
      {view === 'read' && <ReadView id={id} onSegment={showSegment} />}
      {view === 'answer' && <AnswerView id={id} />}
    </Page>
  )
}

/** Returns a newer reading that was made while the page was open, or null. */
function useNewReading(id: string, shown: number): number | null {
  const [seen, setSeen] = useState(0)
  useLive((event) => {
    if (event.type === 'message.read' && event.ref === id) setSeen(event.version)
  })
  return seen > shown ? seen : null
}

/** Returns the values that the case compared, to mark them in the message. It uses only cached data and sends no request. */
function valuesOfCase(caseId: string | undefined): string[] {
  if (!caseId) return []
  const detail = queryClient.getQueryData<CaseDetail>(keyOf(`/v1/cases/${caseId}`))
  const compared = detail?.hits.flatMap((hit) => hit.comparison.flatMap((row) => (row.a === null ? [] : [row.a]))) ?? []
  // A value of one or two characters, such as the sex, occurs in too many places to be marked.
  return [...new Set(compared.flatMap((value) => [value, ...value.split(/\s+/)]))].filter((value) => value.length > 2)
}

/** Reports that the message was read again. The page shows the new reading only when the user asks for it. */
function NewReading({ version, onShow }: { version: number | null; onShow: () => void }) {
  return (
    <div role="status">
      {version !== null && (
        <div className={classes.banner}>
          <span>
            <strong>{text('travel.message.newReadingTitle', { version })}</strong> {text('travel.message.newReading')}
          </span>
          <Button variant="default" h={30} onClick={onShow}>
            {text('travel.message.show')}
          </Button>
        </div>
      )}
    </div>
  )
}

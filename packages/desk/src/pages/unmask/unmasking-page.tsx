import { caseReference, type UnmaskedView, type UnmaskRequest, type UnmaskRequests } from '@entente/contracts'
import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { markStale, useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { type Fact, FactList } from '../../parts/fact-list.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Instant } from '../../parts/instant.tsx'
import note from '../../parts/note.module.css'
import { ObjectHead } from '../../parts/object-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { anyOf } from '../../texts/lists.ts'
import { text } from '../../texts/text.ts'
import { instantHere } from '../../texts/times.ts'
import { DecidePanel } from './decide-panel.tsx'
import { fieldWords, UnmaskState } from './unmask-words.tsx'
import { WordsPanel } from './words-panel.tsx'

const route = getRouteApi('/shell/unmaskings/$id')

/** Shows one request for unmasking, with what its reader may do: answer it, see the fields, or review it. */
export function UnmaskingPage() {
  const { id } = route.useParams()
  const { role } = useMe()
  const read = useRead<UnmaskRequests>('/v1/unmask', {}, { staleTime: 0 })
  const [notice, setNotice] = useState('')
  const request = read.data?.items.find((each) => each.id === id)
  const title = request
    ? text('unmask.one', { case: caseReference(request.caseNumber) })
    : text('unmask.column.request')
  const done = (sentence: string): void => {
    setNotice(sentence)
    markStale('/v1/unmask')
  }
  return (
    <Page
      title={title}
      label={title}
      head={
        <ObjectHead
          crumbs={[
            {
              to: paths.unmaskings(),
              label: text(role === 'oversight' ? 'unmask.toReview' : 'shell.pages.unmaskings'),
            },
          ]}
          title={title}
          chips={request && <UnmaskState state={request.state} />}
        />
      }
    >
      <ReadState read={read} rows={6} />
      {read.data && !request && <EmptyState title={text('unmask.unknown')} next={text('unmask.unknownNext')} />}
      <p role="status" className={notice === '' ? 'visually-hidden' : note.note}>
        {notice}
      </p>
      {request && (
        <div style={{ maxInlineSize: 760 }}>
          <Panel title={text('unmask.column.request')}>
            <FactList facts={factsOf(request)} />
          </Panel>
          {request.may.decide && <DecidePanel request={request} onDone={done} />}
          {request.may.view && <Values request={request} />}
          {request.may.review && (
            <WordsPanel
              title={text('unmask.review.title')}
              label={text('unmask.review.note')}
              act={text('unmask.review.act')}
              path={`/v1/oversight/unmaskings/${request.id}/review`}
              onDone={() => done(text('unmask.review.done'))}
            />
          )}
        </div>
      )}
    </Page>
  )
}

function factsOf(request: UnmaskRequest): Fact[] {
  const { approval, refusal, review } = request
  const by = (who: { by: string; at: string }) => (
    <>
      <bdi>{who.by}</bdi>, <Instant at={who.at} />
    </>
  )
  return [
    {
      name: text('unmask.fact.case'),
      value: <GoLink to={paths.case(request.caseId)}>{caseReference(request.caseNumber)}</GoLink>,
    },
    { name: text('unmask.column.asked'), value: by({ by: request.requestedBy, at: request.requestedAt }) },
    { name: text('unmask.column.fields'), value: fieldWords(request) },
    { name: text('unmask.ask.ground'), value: text(`unmask.ground.${request.ground}`) },
    { name: text('unmask.ask.reason'), value: <bdi>{request.reason}</bdi> },
    {
      name: text('unmask.fact.needs'),
      value: anyOf(request.needs.map((kind) => text(`unmask.kind.${kind}`))),
    },
    ...(approval
      ? [
          { name: text('unmask.fact.approved'), value: by(approval) },
          { name: text('unmask.decide.kind'), value: text(`unmask.kind.${approval.kind}`) },
          ...(approval.reference === null
            ? []
            : [
                { name: text('unmask.decide.reference'), value: <bdi>{approval.reference}</bdi> },
                {
                  name: text('unmask.decide.document'),
                  value: (
                    <code style={{ overflowWrap: 'anywhere' }} dir="ltr">
                      {approval.documentSha256}
                    </code>
                  ),
                },
              ]),
          { name: text('unmask.fact.until'), value: <Instant at={approval.until} /> },
          { name: text('unmask.column.views'), value: text('unmask.fact.views', { n: request.views.length }) },
        ]
      : []),
    ...(refusal ? [{ name: text('unmask.state.refused'), value: by(refusal) }] : []),
    ...(refusal ? [{ name: text('unmask.refuse.reason'), value: <bdi>{refusal.text}</bdi> }] : []),
    ...(review ? [{ name: text('unmask.review.title'), value: by(review) }] : []),
    ...(review ? [{ name: text('unmask.review.note'), value: <bdi>{review.text}</bdi> }] : []),
  ]
}

/** Shows the fields on request. They are in no cache, and gone when the page is left. */
function Values({ request }: { request: UnmaskRequest }) {
  const [seen, setSeen] = useState<UnmaskedView | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const look = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      setSeen(await api.get<UnmaskedView>(`/v1/unmask/${request.id}/view`))
    } catch (problem) {
      setSeen(null)
      setError(problem as Error)
    } finally {
      setBusy(false)
    }
  }
  const { approval } = seen?.request ?? request
  const left = text('unmask.view.left', { n: approval?.viewsLeft ?? 0, at: instantHere(approval?.until ?? '') })
  return (
    <Panel title={text('unmask.view.title')} note={left}>
      {error && <ProblemCard error={error} />}
      {seen === null ? (
        <>
          <p style={{ marginBlockEnd: 12 }}>{text('unmask.view.what')}</p>
          <Button h={36} loading={busy} onClick={() => void look()}>
            {text('unmask.view.act')}
          </Button>
        </>
      ) : (
        <DataTable
          name={text('unmask.view.title')}
          columns={[text('unmask.column.fields'), text('unmask.view.place'), text('unmask.view.value')]}
        >
          {seen.values.map(({ field, path, value }) => (
            <tr key={path}>
              <td className={table.wrap}>{text(`unmask.field.${field}`)}</td>
              <td className={table.wrap}>
                <code dir="ltr">{path}</code>
              </td>
              <td className={table.wrap}>
                <bdi>{value}</bdi>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

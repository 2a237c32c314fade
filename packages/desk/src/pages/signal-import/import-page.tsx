import type { ImportPreview, ImportReport, ListImport, ListTask, SignalList } from '@entente/contracts'
import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useLive } from '../../app/events.ts'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { markStale, useRead } from '../../app/query.ts'
import { Chip } from '../../parts/chip.tsx'
import { useNow } from '../../parts/clock.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useGo } from '../../parts/go.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { Loading } from '../../parts/loading.tsx'
import { ObjectHead } from '../../parts/object-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { problemOf } from '../../parts/problem-error.ts'
import { number } from '../../texts/numbers.ts'
import { richText, text } from '../../texts/text.ts'
import { clockHere } from '../../texts/times.ts'
import { bytes } from './bytes.ts'
import { firstShow, writes } from './counts.ts'
import { ImportCounts } from './import-counts.tsx'
import { ImportRows } from './import-rows.tsx'
import { isOpen, ListTasks, RunningTask, useListTasks } from './list-tasks.tsx'
import classes from './signal-import.module.css'
import { TermsFacts } from './terms-facts.tsx'

const route = getRouteApi('/shell/signals/import/$id')

/** Shows the effects of importing a file, before the import. */
export function ImportPage() {
  const { id } = route.useParams()
  const go = useGo()
  // A stored preview never changes, so it is not reloaded while a person reads it.
  const read = useRead<ImportPreview | ListTask>(
    `/v1/lists/previews/${id}`,
    {},
    { staleTime: Number.POSITIVE_INFINITY },
  )
  const preview = read.data !== undefined && 'previewId' in read.data ? read.data : undefined
  const checking = read.data !== undefined && 'kind' in read.data ? read.data : undefined
  useLive(({ type }) => {
    if (type === 'list-task.changed' && checking !== undefined && isOpen(checking)) void read.refetch()
  })
  const importing = useListTasks(preview?.listId).find(
    ({ kind, preview: of, state }) => kind === 'import' && of === id && state !== 'cancelled',
  )
  const imported = useRead<ListImport>(
    `/v1/lists/imports/${importing?.id}`,
    {},
    { enabled: importing?.state === 'done' },
  )
  const list = useRead<SignalList>(`/v1/lists/${preview?.listId}`, {}, { enabled: preview !== undefined })
  const now = useNow(10_000)
  const [asked, setAsked] = useState(false)
  const [answered, setAnswered] = useState<ImportReport | null>(null)
  const done = answered ?? imported.data?.report ?? null
  const isImporting = importing !== undefined && isOpen(importing)
  const gone = problemOf(read.error)
  const minutes = preview ? Math.ceil((Date.parse(preview.expiresAt) - now) / 60_000) : 0
  const expired = preview !== undefined && minutes <= 0 && done === null && importing === undefined
  return (
    <Page
      title={text('signal-import.title')}
      label={text('signal-import.title')}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.signals(), label: text('signal-lists.crumbs.signals') },
            ...(preview ? [{ to: paths.signalList(preview.listId), label: preview.listTitle }] : []),
            { label: text('signal-lists.crumbs.import') },
          ]}
          title={text('signal-import.title')}
          chips={
            preview && (
              <Chip tone="plain" icon={done ? 'tick' : 'padlock'}>
                {done ? text('signal-import.imported') : text('signal-import.nothingStored')}
              </Chip>
            )
          }
          facts={preview && <Facts preview={preview} minutes={done || expired ? null : minutes} />}
          actions={
            preview &&
            done === null &&
            importing?.state !== 'done' &&
            !isImporting && (
              <>
                <Button variant="default" h={30} onClick={() => go(paths.signalList(preview.listId))}>
                  {text('signal-import.discard')}
                </Button>
                <Button
                  h={30}
                  disabled={expired || writes(preview) + preview.withdrawn === 0}
                  onClick={() => setAsked(true)}
                >
                  {writes(preview) + preview.withdrawn === 0
                    ? text('signal-import.nothingToImport')
                    : text('signal-import.import', { n: writes(preview), withdrawn: preview.withdrawn })}
                </Button>
              </>
            )
          }
        />
      }
    >
      {gone?.status === 404 || gone?.status === 410 ? (
        <EmptyState
          title={text('signal-import.expired')}
          next={text('signal-import.expiredNext')}
          links={[{ to: paths.signalLists(), label: text('signal-lists.title') }]}
        />
      ) : (
        read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />
      )}
      {read.isPending && <Loading rows={10} height={34} />}
      {checking && (
        <div className={classes.tasks}>
          {isOpen(checking) ? <RunningTask task={checking} /> : <p>{text('signal-lists.tasks.cancelled')}</p>}
        </div>
      )}
      {preview && (
        <>
          {importing && importing.state !== 'done' && <ListTasks tasks={[importing]} />}
          <div role="status">
            {done && <Done preview={preview} report={done} version={list.data?.version ?? null} />}
          </div>
          {expired && (
            <div className={classes.expired} role="alert">
              <p>
                <strong>{text('signal-import.expired')}</strong> {text('signal-import.expiredNext')}
              </p>
              <Button variant="default" h={30} onClick={() => go(paths.signalList(preview.listId))}>
                {text('signal-import.checkAgain')}
              </Button>
            </div>
          )}
          <Body preview={preview} list={list.data} />
          <ConfirmAct
            opened={asked}
            onClose={() => setAsked(false)}
            title={text('signal-import.confirm.title', { n: writes(preview) })}
            act={text('signal-import.confirm.act', { n: writes(preview) })}
            notNow={text('signal-import.confirm.notNow')}
            onAct={async () => {
              const { listId, previewId } = preview
              const answer = await api.post<ImportReport | ListTask>(`/v1/lists/${listId}/import`, { previewId })
              // The page shows the progress of a large one.
              if ('read' in answer) setAnswered(answer)
              markStale('/v1/lists/tasks', '/v1/lists', `/v1/lists/${preview.listId}`, '/v1/signals')
            }}
          >
            <p>
              {text('signal-import.confirm.what', {
                created: preview.created,
                updated: preview.updated,
                withdrawn: preview.withdrawn,
                refused: preview.refused.length,
              })}
            </p>
          </ConfirmAct>
        </>
      )}
    </Page>
  )
}

function Facts({ preview, minutes }: { preview: ImportPreview; minutes: number | null }) {
  return (
    <>
      <span>
        {text(`signal-lists.format.${preview.format as SignalList['format']}`)} · {bytes(preview.bytes)}
      </span>
      <span>{text('signal-import.facts.read', { n: preview.read })}</span>
      <bdi>{text('signal-import.facts.for', { list: preview.listTitle })}</bdi>
      <span>{text('signal-import.facts.made', { clock: clockHere(preview.at) })}</span>
      {minutes !== null && <span>{text('signal-import.facts.holds', { minutes })}</span>}
    </>
  )
}

function Body({ preview, list }: { preview: ImportPreview; list: SignalList | undefined }) {
  const go = useGo()
  const show = route.useSearch().show ?? firstShow(preview)
  return (
    <>
      <ImportCounts
        preview={preview}
        show={show}
        onShow={(next) => go(paths.signalImport(preview.previewId, { show: next }), { replace: true })}
      />
      <div className={classes.columns}>
        <div>
          <ImportRows preview={preview} show={show} />
          <Findings preview={preview} />
        </div>
        <div>
          <Trial trial={preview.trial} />
          {list && (
            <Panel title={text('signal-import.termsTitle')}>
              <TermsFacts terms={list.terms} />
            </Panel>
          )}
        </div>
      </div>
    </>
  )
}

function Done({ preview, report, version }: { preview: ImportPreview; report: ImportReport; version: number | null }) {
  return (
    <div className={classes.done}>
      <p>
        <strong>{text('signal-import.done', { version })}</strong>{' '}
        {text('signal-import.doneCounts', {
          created: report.created,
          updated: report.updated,
          withdrawn: report.withdrawn,
        })}
      </p>
      <GoLink to={paths.signalList(preview.listId)}>{text('signal-import.toList')}</GoLink>
    </div>
  )
}

/** Shows the hits that the list would have had in the last 7 days, as counts by signal. No person is named. */
function Trial({ trial }: { trial: ImportPreview['trial'] }) {
  const heavy = trial.heaviest.reduce((sum, signal) => sum + signal.hits, 0)
  return (
    <Panel title={text('signal-import.trial.title')}>
      {trial.hits === 0 ? (
        <p>{text('signal-import.trial.none')}</p>
      ) : (
        <p>
          {richText('signal-import.trial.hits', {
            hits: trial.hits,
            people: trial.people,
            strong: (inside) => <strong>{inside}</strong>,
          })}{' '}
          {trial.heaviest.length > 0 &&
            text('signal-import.trial.heaviest', { signals: trial.heaviest.length, hits: heavy })}
        </p>
      )}
      <ul className={classes.heaviest}>
        {trial.heaviest.map((signal) => (
          <li key={signal.name}>
            <bdi>{signal.name}</bdi> <span>{number(signal.hits)}</span>
          </li>
        ))}
      </ul>
      <p style={{ marginBlockStart: 8, color: 'var(--t3)', fontSize: 12 }}>
        {text('signal-import.trial.screened', { n: trial.screened })}
      </p>
    </Panel>
  )
}

/** Shows findings about the file that do not reject an entry. */
function Findings({ preview }: { preview: ImportPreview }) {
  if (preview.findings.length === 0) return null
  return (
    <Panel title={text('signal-import.findings')} note={preview.findings.length} flush>
      <DataTable
        name={text('signal-import.findings')}
        columns={[text('signal-import.column.where'), text('signal-import.column.reason')]}
      >
        {preview.findings.map((finding, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: findings have no identity but their place
          <tr key={place}>
            <td className="mono">
              <bdi dir="ltr">{placeOf(finding.position, finding.at)}</bdi>
            </td>
            <td className={table.wrap}>
              <bdi>{finding.message}</bdi> <code className={table.secondary}>{finding.code}</code>
            </td>
          </tr>
        ))}
      </DataTable>
    </Panel>
  )
}

const placeOf = (position: Record<string, unknown> | null, at: string | null): string => {
  const line = position?.line
  return typeof line === 'number' ? String(line) : (at ?? '–')
}

import type { ImportPreview, ImportReport, SignalList } from '@entente/contracts'
import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { markStale, useRead } from '../../app/query.ts'
import { Chip } from '../../parts/chip.tsx'
import { useNow } from '../../parts/clock.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useGo } from '../../parts/go.ts'
import { GoLink } from '../../parts/go-link.tsx'
import { Loading } from '../../parts/loading.tsx'
import { ObjectHead } from '../../parts/object-head.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { problemOf } from '../../parts/problem-error.ts'
import { textsOf } from '../../texts/catalogue.ts'
import { clockUtc } from '../../texts/times.ts'
import { bytes } from './bytes.ts'
import { firstShow, writes } from './counts.ts'
import { Findings } from './findings.tsx'
import { ImportCounts } from './import-counts.tsx'
import { ImportRows } from './import-rows.tsx'
import classes from './signal-import.module.css'
import { TermsFacts } from './terms-facts.tsx'
import { Trial } from './trial.tsx'

const route = getRouteApi('/shell/signals/import/$id')

/** What a file would do, before it does it (desk.md 6.5). */
export function ImportPage() {
  const t = textsOf('signalImport')
  const lists = textsOf('signalLists')
  const { id } = route.useParams()
  const go = useGo()
  // A preview never changes: it is not read again behind the reader's back.
  const read = useRead<ImportPreview>(`/v1/lists/previews/${id}`, {}, { staleTime: Number.POSITIVE_INFINITY })
  const preview = read.data
  const list = useRead<SignalList>(`/v1/lists/${preview?.listId}`, {}, { enabled: preview !== undefined })
  const now = useNow(10_000)
  const [asked, setAsked] = useState(false)
  const [done, setDone] = useState<ImportReport | null>(null)
  const gone = problemOf(read.error)
  const minutes = preview ? Math.ceil((Date.parse(preview.expiresAt) - now) / 60_000) : 0
  const expired = preview !== undefined && minutes <= 0 && done === null
  return (
    <Page
      title={t.title}
      label={t.title}
      head={
        <ObjectHead
          crumbs={[
            { to: paths.signals(), label: lists.crumbs.signals },
            ...(preview ? [{ to: paths.signalList(preview.listId), label: preview.listTitle }] : []),
            { label: lists.crumbs.import },
          ]}
          title={t.title}
          chips={
            preview && (
              <Chip tone="plain" icon={done ? 'tick' : 'padlock'}>
                {done ? t.imported : t.nothingStored}
              </Chip>
            )
          }
          facts={preview && <Facts preview={preview} minutes={done || expired ? null : minutes} />}
          actions={
            preview &&
            done === null && (
              <>
                <Button variant="default" h={30} onClick={() => go(paths.signalList(preview.listId))}>
                  {t.discard}
                </Button>
                <Button
                  h={30}
                  disabled={expired || writes(preview) + preview.withdrawn === 0}
                  onClick={() => setAsked(true)}
                >
                  {writes(preview) + preview.withdrawn === 0
                    ? t.nothingToImport
                    : t.import(writes(preview), preview.withdrawn)}
                </Button>
              </>
            )
          }
        />
      }
    >
      {gone?.status === 404 || gone?.status === 410 ? (
        <EmptyState title={t.expired} next={t.expiredNext} links={[{ to: paths.signalLists(), label: lists.title }]} />
      ) : (
        read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />
      )}
      {read.isPending && <Loading rows={10} height={34} />}
      {preview && (
        <>
          <div role="status">
            {done && <Done preview={preview} report={done} version={list.data?.version ?? null} />}
          </div>
          {expired && (
            <div className={classes.expired} role="alert">
              <p>
                <strong>{t.expired}</strong> {t.expiredNext}
              </p>
              <Button variant="default" h={30} onClick={() => go(paths.signalList(preview.listId))}>
                {t.checkAgain}
              </Button>
            </div>
          )}
          <Body preview={preview} list={list.data} />
          <ConfirmAct
            opened={asked}
            onClose={() => setAsked(false)}
            title={t.confirm.title(writes(preview))}
            act={t.confirm.act(writes(preview))}
            notNow={t.confirm.notNow}
            onAct={async () => {
              setDone(
                await api.post<ImportReport>(`/v1/lists/${preview.listId}/import`, { previewId: preview.previewId }),
              )
              markStale('/v1/lists', `/v1/lists/${preview.listId}`, '/v1/signals')
            }}
          >
            <p>{t.confirm.what(preview.created, preview.updated, preview.withdrawn, preview.refused.length)}</p>
          </ConfirmAct>
        </>
      )}
    </Page>
  )
}

function Facts({ preview, minutes }: { preview: ImportPreview; minutes: number | null }) {
  const t = textsOf('signalImport').facts
  return (
    <>
      <span>
        {textsOf('signalLists').format[preview.format as SignalList['format']]} · {bytes(preview.bytes)}
      </span>
      <span>{t.read(preview.read)}</span>
      <bdi>{t.for(preview.listTitle)}</bdi>
      <span>{t.made(clockUtc(preview.at))}</span>
      {minutes !== null && <span>{t.holds(minutes)}</span>}
    </>
  )
}

function Body({ preview, list }: { preview: ImportPreview; list: SignalList | undefined }) {
  const t = textsOf('signalImport')
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
            <Panel title={t.termsTitle}>
              <TermsFacts terms={list.terms} />
            </Panel>
          )}
        </div>
      </div>
    </>
  )
}

function Done({ preview, report, version }: { preview: ImportPreview; report: ImportReport; version: number | null }) {
  const t = textsOf('signalImport')
  return (
    <div className={classes.done}>
      <p>
        <strong>{t.done(version)}</strong> {t.doneCounts(report.created, report.updated, report.withdrawn)}
      </p>
      <GoLink to={paths.signalList(preview.listId)}>{t.toList}</GoLink>
    </div>
  )
}

import type { CaseDetail, CaseUpload } from '@entente/contracts'
import { useEffect, useRef } from 'react'
import { Page } from '../../../app/page.tsx'
import { paths } from '../../../app/paths.ts'
import { useRead } from '../../../app/query.ts'
import { placeInList } from '../../../app/remember-list.ts'
import { useMe } from '../../../app/session.ts'
import { DecisionColumn } from '../../../decision/decision-column.tsx'
import { hitViews } from '../../../evidence/hit-source.ts'
import { ChangedBanner } from '../../../pages/case/changed-banner.tsx'
import { useChanged } from '../../../pages/case/use-changed.ts'
import { useGo } from '../../../parts/go.ts'
import { useKeys } from '../../../parts/keys.ts'
import { textsOf } from '../../../texts/catalogue.ts'
import { backToUploads } from '../upload/list-address.ts'
import { ContentCaseBody } from './content-case-body.tsx'
import { ContentCaseHead } from './content-case-head.tsx'

/** A case of an upload: what speaks for it, what it may show, looking only if asked for; then the decision, in the column of every case. */
export function ContentCaseView({ detail, reread }: { detail: CaseDetail; reread: () => Promise<void> }) {
  const t = textsOf('caseTexts')
  const go = useGo()
  const views = hitViews(detail, useMe())
  const changedAt = useChanged(detail)
  const upload = useRead<CaseUpload>(`/v1/cases/${detail.id}/upload`, {}, { staleTime: 0 })
  const head = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per case, so that the title is read first
  useEffect(() => head.current?.querySelector('h1')?.focus(), [detail.id])
  const list = placeInList(detail.id)
  const previous = list ? list.previous : detail.previous
  const next = list ? list.next : detail.following
  useKeys([
    { keys: 'J', label: t.next, act: () => next && go(paths.case(next)) },
    { keys: 'K', label: t.previous, act: () => previous && go(paths.case(previous)) },
    { keys: 'Escape', label: t.keys.back, act: () => go(backToUploads(detail.id)) },
  ])
  const rereadBoth = async (): Promise<void> => {
    await Promise.all([reread(), upload.refetch()])
  }
  return (
    <Page
      title={t.pageTitle(detail.reference)}
      label={textsOf('contentCase').label}
      asideBelow
      asideLabel={textsOf('decision').title}
      head={
        <div ref={head}>
          <ContentCaseHead detail={detail} upload={upload.data} list={list} previous={previous} next={next} />
        </div>
      }
      aside={
        <DecisionColumn
          detail={detail}
          views={views}
          // All hits of an upload stand on the page at once.
          opened={views.map(({ hit }) => hit.id)}
          changed={changedAt !== null}
          next={next}
          reread={rereadBoth}
        />
      }
    >
      <ChangedBanner at={changedAt} onShow={() => void rereadBoth()} />
      <ContentCaseBody
        detail={detail}
        views={views}
        upload={upload.data}
        error={upload.error}
        onRetry={() => void upload.refetch()}
        reread={rereadBoth}
      />
    </Page>
  )
}

import type { CaseDetail } from '@entente/contracts'
import { useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { usePageTitle } from '../../app/page.tsx'
import { useRead } from '../../app/query.ts'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { isRefusal } from '../../parts/problem-error.ts'
import { textsOf } from '../../texts/catalogue.ts'
import classes from './case.module.css'
import { CaseSkeleton } from './case-skeleton.tsx'
import { CaseView } from './case-view.tsx'

/** A piece of its own: who reviews travellers does not load it. */
const ContentCaseView = lazy(async () => ({
  default: (await import('../../gateways/content/case/content-case-view.tsx')).ContentCaseView,
}))

/** A case: compare, then decide. Its gateway chooses the layout. */
export function CasePage() {
  const { id } = useParams({ from: '/shell/cases/$id' })
  const search = useSearch({ from: '/shell/cases/$id' })
  const t = textsOf('caseTexts')
  // What a reader looks at is read when the page opens, never under their eyes: a change is announced instead.
  const query = useRead<CaseDetail>(`/v1/cases/${id}`, {}, { staleTime: 0 })
  usePageTitle(query.data ? t.pageTitle(query.data.reference) : textsOf('shell').pages.queue)
  const reread = async (): Promise<void> => {
    await query.refetch()
  }
  if (query.data?.gateway === 'content') {
    return (
      <Suspense fallback={<CaseSkeleton />}>
        <ContentCaseView key={id} detail={query.data} reread={reread} />
      </Suspense>
    )
  }
  if (query.data) {
    return (
      <CaseView
        key={id}
        detail={query.data}
        hitPlace={search.hit ?? 1}
        weights={search.view === 'weights'}
        reread={reread}
      />
    )
  }
  if (query.error) {
    return (
      <div className={classes.alone}>
        <ProblemCard
          page
          error={query.error}
          refusedTitle={t.refused}
          onRetry={isRefusal(query.error) ? undefined : () => void query.refetch()}
        />
      </div>
    )
  }
  return <CaseSkeleton />
}

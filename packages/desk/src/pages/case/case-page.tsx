import type { CaseDetail } from '@entente/contracts'
import { useParams, useSearch } from '@tanstack/react-router'
import { usePageTitle } from '../../app/page.tsx'
import { isRefusal } from '../../app/problem-error.ts'
import { useRead } from '../../app/query.ts'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import classes from './case.module.css'
import { CaseSkeleton } from './case-skeleton.tsx'
import { CaseView } from './case-view.tsx'

/** A case of a traveller: compare, then decide. */
export function CasePage() {
  const { id } = useParams({ from: '/shell/cases/$id' })
  const search = useSearch({ from: '/shell/cases/$id' })
  const t = textsOf('caseTexts')
  // What a reader looks at is read when the page opens, never under their eyes: a change is announced instead.
  const query = useRead<CaseDetail>(`/v1/cases/${id}`, {}, { staleTime: 0 })
  usePageTitle(query.data ? t.pageTitle(query.data.reference) : textsOf('shell').pages.queue)
  if (query.data) {
    return (
      <CaseView
        key={id}
        detail={query.data}
        hitPlace={search.hit ?? 1}
        weights={search.view === 'weights'}
        reread={async () => {
          await query.refetch()
        }}
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

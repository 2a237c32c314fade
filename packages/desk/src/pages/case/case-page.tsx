import type { CaseDetail } from '@entente/contracts'
import { Skeleton } from '@mantine/core'
import { useParams, useSearch } from '@tanstack/react-router'
import { Suspense, use } from 'react'
import { useGateway } from '../../app/gateway.ts'
import { Page, usePageTitle } from '../../app/page.tsx'
import { queryClient, useRead } from '../../app/query.ts'
import { useRecent } from '../../app/use-recent.ts'
import { useHeldCase } from '../../decision/use-held-case.ts'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { isRefusal } from '../../parts/problem-error.ts'
import { text } from '../../texts/text.ts'
import classes from './case.module.css'
import { CaseView } from './case-view.tsx'
import { partsOf } from './parts-of.tsx'

/** Shows a case, with the comparison before the decision. The gateway draws its own parts; a gateway without parts gets default ones. */
export function CasePage() {
  const { id } = useParams({ from: '/shell/cases/$id' })
  const query = useRead<CaseDetail>(`/v1/cases/${id}`, {}, { staleTime: 0 })
  useRecent('case', query.data?.id)
  usePageTitle(query.data ? text('case.pageTitle', { reference: query.data.reference }) : text('shell.pages.queue'))
  if (query.data) {
    return (
      <Suspense fallback={<CaseSkeleton />}>
        <CaseOfGateway key={id} detail={query.data} load={async () => (await query.refetch()).data} />
      </Suspense>
    )
  }
  if (query.error) {
    return (
      <div className={classes.alone}>
        <ProblemCard
          page
          error={query.error}
          refusedTitle={text('case.refused')}
          onRetry={isRefusal(query.error) ? undefined : () => void query.refetch()}
        />
      </div>
    )
  }
  return <CaseSkeleton />
}

interface OfGatewayProps {
  detail: CaseDetail
  load: () => Promise<CaseDetail | undefined>
}

function CaseOfGateway({ detail: fresh, load }: OfGatewayProps) {
  const search = useSearch({ from: '/shell/cases/$id' })
  const gateway = useGateway(fresh.gateway)
  // The page changes only when the person asks for it; a change is announced instead.
  const held = useHeldCase(fresh, load)
  const detail = held.shown
  const parts = use(partsOf(gateway, detail))
  const rereadAll = async (): Promise<void> => {
    const further = parts.alsoReads?.(detail) ?? []
    await Promise.all([
      held.reread(),
      queryClient.refetchQueries({ predicate: ({ queryKey: [path] }) => further.includes(String(path)) }),
    ])
  }
  return <CaseView detail={detail} gateway={gateway} parts={parts} search={search} held={held} reread={rereadAll} />
}

/** Shows an empty page of the final size while the case is loading. */
function CaseSkeleton() {
  return (
    <Page
      title={text('shell.pages.queue')}
      label={text('case.label')}
      head={
        <div aria-busy="true">
          <h1 className="visually-hidden">{text('case.label')}</h1>
          <Skeleton h={64} w={420} animate={false} />
        </div>
      }
      bar={<Skeleton h={20} w={300} mt={8} ms={8} animate={false} />}
      aside={<Skeleton h={460} animate={false} />}
      asideLabel={text('decision.title')}
    >
      <Skeleton h={246} mb={12} animate={false} />
      <Skeleton h={196} mb={12} animate={false} />
      <Skeleton h={126} animate={false} />
    </Page>
  )
}

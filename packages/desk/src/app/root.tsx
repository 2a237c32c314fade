import { createRootRoute, createRoute, type ErrorComponentProps, useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { EmptyState } from '../parts/empty-state.tsx'
import { Loading } from '../parts/loading.tsx'
import { ProblemCard } from '../parts/problem-card.tsx'
import { text } from '../texts/text.ts'
import { useGateways } from './gateway.ts'
import { nameOfPage } from './navigation.ts'
import { ListHead, Page } from './page.tsx'
import { paths } from './paths.ts'
import { Shell } from './shell.tsx'

export const root = createRootRoute({ notFoundComponent: NotFound })
/** The parent of all pages that have the navigation beside them. */
export const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })

function NotFound() {
  return (
    <main>
      <EmptyState
        page
        title={text('shell.notFound')}
        next={text('shell.notFoundNext')}
        links={[{ to: paths.queue(), label: text('shell.toQueue') }]}
      />
    </main>
  )
}

/** The waits before a page that failed to render is rendered again without being asked. */
const renderAgainMs = [2_000, 5_000]
const failures = new Map<string, number>()

/** Replaces a page that failed to render. Renders it again twice, then when the person asks. The frame around the page, and its drafts, remain. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const { pathname } = useLocation()
  const [waitMs] = useState(() => renderAgainMs[failures.get(pathname) ?? 0])
  useEffect(() => {
    failures.set(pathname, (failures.get(pathname) ?? 0) + 1)
    if (waitMs === undefined) return
    const timer = setTimeout(reset, waitMs)
    return () => clearTimeout(timer)
  }, [pathname, reset, waitMs])
  return (
    <section style={{ padding: '12px 20px' }}>
      <ProblemCard
        page
        error={error instanceof Error ? error : new Error(String(error))}
        retryIn={waitMs === undefined ? 0 : waitMs / 1_000}
        onRetry={reset}
      />
    </section>
  )
}

/** Shows the title and rows of the page that is opened first, until its script has arrived. A later page replaces the one before it when it is there. */
export function PagePending() {
  const { pathname } = useLocation()
  const gateways = useGateways()
  const title = nameOfPage(pathname, gateways) ?? text('shell.product')
  return (
    <Page title={title} label={title} head={<ListHead title={title} />} flush>
      <Loading rows={8} height={44} />
    </Page>
  )
}

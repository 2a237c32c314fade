import { createRootRoute, createRoute, type ErrorComponentProps } from '@tanstack/react-router'
import { EmptyState } from '../parts/empty-state.tsx'
import { ProblemCard } from '../parts/problem-card.tsx'
import { text } from '../texts/text.ts'
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

/** Replaces a page that failed to render, with a button that renders it again. The frame around the page remains. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  return (
    <section style={{ padding: '12px 20px' }}>
      <ProblemCard error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />
    </section>
  )
}

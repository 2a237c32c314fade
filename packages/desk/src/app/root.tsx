import { createRootRoute, createRoute, type ErrorComponentProps } from '@tanstack/react-router'
import { EmptyState } from '../parts/empty-state.tsx'
import { ProblemCard } from '../parts/problem-card.tsx'
import { text } from '../texts/text.ts'
import { paths } from './paths.ts'
import { Shell } from './shell.tsx'

export const root = createRootRoute({ notFoundComponent: NotFound })
/** Parent of the pages that stand beside the navigation. */
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

/** Stands in place of a page that could not be drawn, with a button that draws it again. The frame around it stays. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  return (
    <section style={{ padding: '12px 20px' }}>
      <ProblemCard error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />
    </section>
  )
}

import { EmptyState } from '../parts/empty-state.tsx'
import { textsOf } from '../texts/catalogue.ts'
import { paths } from './paths.ts'

export function NotFound() {
  const t = textsOf('shell')
  return (
    <main>
      <EmptyState page title={t.notFound} next={t.notFoundNext} links={[{ to: paths.queue(), label: t.toQueue }]} />
    </main>
  )
}

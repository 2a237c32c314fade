import { EmptyState } from '../parts/empty-state.tsx'
import { text } from '../texts/text.ts'
import { paths } from './paths.ts'

export function NotFound() {
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

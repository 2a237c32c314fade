import type { Badges } from '../../app/navigation.ts'
import { useRead } from '../../app/query.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { paths } from './addresses/paths.ts'
import { text } from './texts/index.ts'

/** Replaces the queue under content safety and links to the queue of uploads, the only cases under this purpose. */
export function QueueEmpty() {
  const waiting = useRead<Badges>('/v1/badges').data?.content ?? 0
  return (
    <EmptyState
      title={text('content.queueEmpty.title')}
      next={text('content.queueEmpty.next', { waiting })}
      links={[
        { to: paths.content(), label: text('content.queueEmpty.open') },
        { to: paths.queue({ state: 'decided' }), label: text('content.queueEmpty.decided') },
      ]}
    />
  )
}

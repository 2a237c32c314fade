import type { CaseList } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useGateways } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import { useMe } from '../../app/session.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { text } from '../../texts/text.ts'
import type { Filters } from './queue-filter.tsx'

interface Props {
  filters: Filters
  counts: CaseList['counts'] | undefined
  onClear: () => void
}

/** Explains an empty list and offers a next step. */
export function QueueEmpty({ filters, counts, onClear }: Props) {
  const me = useMe()
  const gateways = useGateways()
  const own = gateways.find(({ queue }) => queue?.own?.reviewsOnly(me))?.queue?.own
  if (filters.state === undefined && own) return <own.Empty />
  if (filters.state === 'decided' && Object.values(filters).filter((value) => value !== undefined).length === 1) {
    return (
      <EmptyState
        title={text('queue.decidedNone')}
        next={text('queue.decidedNoneNext')}
        links={[{ to: paths.queue(), label: text('queue.second.toQueue') }]}
      />
    )
  }
  const filtered = Object.values(filters).some((value) => value !== undefined)
  if (filtered) {
    return (
      <EmptyState title={text('queue.filteredTitle')} next={text('queue.filteredNext', { open: counts?.open ?? 0 })}>
        <Button variant="default" h={30} onClick={onClear}>
          {text('queue.clear')}
        </Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={text('queue.emptyTitle')}
      next={text('queue.emptyNext', { decided: counts?.decidedToday ?? 0 })}
      links={[
        ...gateways.flatMap(({ queue }) => queue?.emptyLinks?.() ?? []),
        { to: paths.queue({ state: 'decided' }), label: text('queue.emptyDecided') },
      ]}
    />
  )
}

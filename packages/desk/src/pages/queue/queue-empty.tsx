import type { CaseList } from '@entente/contracts'
import { Button } from '@mantine/core'
import { paths } from '../../app/paths.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import type { Filters } from './queue-filter.tsx'

interface Props {
  filters: Filters
  counts: CaseList['counts'] | undefined
  onClear: () => void
}

/** Why the list is empty, and what next. */
export function QueueEmpty({ filters, counts, onClear }: Props) {
  const t = textsOf('queue')
  if (filters.state === 'decided' && Object.values(filters).filter((value) => value !== undefined).length === 1) {
    return (
      <EmptyState
        title={t.decidedNone}
        next={t.decidedNoneNext}
        links={[{ to: paths.queue(), label: t.second.toQueue }]}
      />
    )
  }
  const filtered = Object.values(filters).some((value) => value !== undefined)
  if (filtered) {
    return (
      <EmptyState title={t.filteredTitle} next={t.filteredNext(counts?.open ?? 0)}>
        <Button variant="default" h={30} onClick={onClear}>
          {t.clear}
        </Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={t.emptyTitle}
      next={t.emptyNext(counts?.decidedToday ?? 0)}
      links={[
        { to: paths.flights(), label: t.emptyFlights },
        { to: paths.queue({ state: 'decided' }), label: t.emptyDecided },
      ]}
    />
  )
}

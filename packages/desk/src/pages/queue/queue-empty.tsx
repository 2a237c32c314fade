import type { CaseList } from '@entente/contracts'
import { Button } from '@mantine/core'
import type { Badges } from '../../app/navigation.ts'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
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
  const { purpose } = useMe()
  if (filters.state === undefined && purpose === 'content-safety') return <UploadsApart />
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

/** For content safety only uploads are reviewed, and they have a queue of their own. */
function UploadsApart() {
  const t = textsOf('queue').uploads
  const waiting = useRead<Badges>('/v1/badges').data?.content ?? 0
  return (
    <EmptyState
      title={t.title}
      next={t.next(waiting)}
      links={[
        { to: paths.content(), label: t.open },
        { to: paths.queue({ state: 'decided' }), label: t.decided },
      ]}
    />
  )
}

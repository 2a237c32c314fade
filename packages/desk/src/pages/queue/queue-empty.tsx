import type { CaseList } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useGateways } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import { useZone } from '../../app/session.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { text } from '../../texts/text.ts'
import { clockOn } from '../../texts/times.ts'
import classes from './queue.module.css'

interface Props {
  decided: boolean
  /** The name of the person's own filter, if one is chosen. */
  name: string | null
  filtered: boolean
  counts: CaseList['counts'] | undefined
  nextDueAt: string | null
  onClear: () => void
  onChange: () => void
}

/** Explains an empty list with the counts that the reader may know, and offers a next step. */
export function QueueEmpty({ decided, name, filtered, counts, nextDueAt, onClear, onChange }: Props) {
  const gateways = useGateways()
  const zone = useZone()
  const open = counts?.open ?? 0
  if (decided && !filtered) {
    return (
      <EmptyState
        title={text('queue.decidedNone')}
        next={text('queue.decidedNoneNext')}
        links={[{ to: paths.queue(), label: text('queue.second.toQueue') }]}
      />
    )
  }
  if (filtered) {
    const next = nextDueAt === null ? null : clockOn(nextDueAt, zone, Date.now())
    return (
      <EmptyState
        title={text('queue.filteredTitle', { name })}
        next={text('queue.filteredNext', { open, next: open > 0 ? next : null })}
      >
        <span className={classes.emptyActs}>
          <Button variant="default" h={30} onClick={onClear}>
            {text('queue.showAll', { open })}
          </Button>
          <Button variant="default" h={30} onClick={onChange}>
            {text('queue.changeFilter')}
          </Button>
        </span>
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

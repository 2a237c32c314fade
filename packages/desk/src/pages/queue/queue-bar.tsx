import { useEffect, useState } from 'react'
import { Icon } from '../../parts/icon.tsx'
import { Key } from '../../parts/key.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import classes from './queue.module.css'
import type { QueueTab } from './queue-tabs.ts'
import type { QueueFilters } from './use-filter.ts'

interface Props {
  tabs: readonly QueueTab[]
  kind: string | undefined
  onTab: (kind: string | undefined) => void
  filters: QueueFilters
  added: number
  onShow: () => void
}

/** Shows the tabs of the gateways, the person's own filters with their counts, and the number of new cases. */
export function QueueBar({ tabs, kind, onTab, filters, added, onShow }: Props) {
  const open = tabs.find((tab) => tab.kind === kind) ?? tabs[0]
  return (
    <div className={classes.bar}>
      <nav aria-label={text('queue.tabs.label')} className={classes.tabs}>
        {tabs.map((tab, place) => (
          <button
            key={tab.kind ?? ''}
            type="button"
            aria-current={tab === open ? 'page' : undefined}
            aria-keyshortcuts={String(place + 1)}
            onClick={() => onTab(tab.kind)}
          >
            {tab.name} {tab.count !== undefined && <span>{number(tab.count)}</span>}
          </button>
        ))}
      </nav>
      <div className={classes.mine}>
        {filters.items.length > 0 && <span className={classes.dim}>{text('queue.mine.label')}</span>}
        {filters.items.map((item) => (
          <button
            key={item.id}
            type="button"
            className={classes.own}
            aria-pressed={item === filters.chosen}
            onClick={() => filters.choose(item === filters.chosen ? undefined : item.id)}
          >
            <bdi>{item.name}</bdi> <span>{number(item.count)}</span>
          </button>
        ))}
        <NewAbove count={added} onShow={onShow} />
      </div>
    </div>
  )
}

/** Counts new cases without inserting them. The count is announced at most once a minute. */
function NewAbove({ count, onShow }: { count: number; onShow: () => void }) {
  const [announced, setAnnounced] = useState({ text: '', at: 0 })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new count starts the wait, an announcement does not
  useEffect(() => {
    if (count === 0) return
    const wait = Math.max(0, announced.at + 60_000 - Date.now())
    const timer = setTimeout(() => setAnnounced({ text: text('queue.newAnnounced', { count }), at: Date.now() }), wait)
    return () => clearTimeout(timer)
  }, [count])
  return (
    <span className={classes.newAbove}>
      <span className="visually-hidden" role="status">
        {announced.text}
      </span>
      {count > 0 && (
        <button type="button" onClick={onShow} aria-keyshortcuts="N">
          <Icon name="up" size={12} /> {text('queue.newAbove', { count })} <Key>N</Key>
        </button>
      )}
    </span>
  )
}

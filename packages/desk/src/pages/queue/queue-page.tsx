import { Button, SegmentedControl } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { api } from '../../app/api.ts'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { markStale } from '../../app/query.ts'
import { rememberList } from '../../app/remember-list.ts'
import { useMe } from '../../app/session.ts'
import { useGo } from '../../parts/go.ts'
import { Icon } from '../../parts/icon.tsx'
import { Key } from '../../parts/key.tsx'
import { useKeys } from '../../parts/keys.ts'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { CasePreview } from './case-preview.tsx'
import { CaseTable } from './case-table.tsx'
import classes from './queue.module.css'
import { QueueEmpty } from './queue-empty.tsx'
import { type Filters, QueueFilter } from './queue-filter.tsx'
import { useQueue } from './use-queue.ts'

/** Shows the queue: open cases in groups, each with its reason. */
export function QueuePage() {
  const me = useMe()
  const go = useGo()
  const { sel, ...filters } = useSearch({ from: '/shell/queue' })
  const queue = useQueue(filters)
  const wide = useWide()
  const [peek, setPeek] = useState(false)
  const [failed, setFailed] = useState<Error | null>(null)
  const [notice, setNotice] = useState('')
  const filterButton = useRef<HTMLButtonElement>(null)
  const selected = queue.rows.find((row) => row.id === sel)

  const decided = filters.state === 'decided'
  const label = decided ? text('queue.labelDecided') : text('queue.label')

  const change = (next: Partial<Filters>): void => go(paths.queue({ ...filters, ...next }), { replace: true })
  const select = (id: string): void => go(paths.queue({ ...filters, sel: id }), { replace: true })
  const open = (href: string): void => go(href)
  const take = async (): Promise<void> => {
    if (!selected || selected.gone) return
    try {
      await api.post(`/v1/cases/${selected.id}/assign`, { to: me.person })
      setFailed(null)
      setNotice(text('queue.took', { name: selected.subject.label }))
      markStale('/v1/cases', '/v1/badges')
    } catch (error) {
      setFailed(error instanceof Error ? error : new Error(String(error)))
    }
  }
  useEffect(() => rememberList(queue.rows.map((row) => row.id)), [queue.rows])
  useKeys([
    { keys: 'Space', label: text('queue.keys.peek'), act: () => setPeek(!peek) },
    { keys: 'A', label: text('queue.keys.take'), act: () => void take() },
    { keys: 'F', label: text('queue.keys.filter'), act: () => filterButton.current?.click() },
    { keys: 'N', label: text('queue.keys.showNew'), act: queue.showNew },
    ...(peek && !wide ? [{ keys: 'Escape', label: text('queue.keys.close'), act: () => setPeek(false) }] : []),
  ])
  const preview =
    selected && (wide || peek) ? <CasePreview row={selected} onClose={wide ? null : () => setPeek(false)} /> : undefined
  return (
    <Page
      title={text('queue.title')}
      label={label}
      flush
      aside={preview}
      asideWidth={392}
      asideLabel={text('queue.preview')}
      asideOver={!wide}
      keys={[
        { keys: ['J', 'K'], label: text('queue.keys.move') },
        { keys: ['Enter'], label: text('queue.keys.open') },
        { keys: ['Space'], label: text('queue.keys.peek') },
        { keys: ['A'], label: text('queue.keys.take') },
        { keys: ['F'], label: text('queue.keys.filter') },
      ]}
      head={
        <ListHead
          title={decided ? text('queue.labelDecided') : text('queue.title')}
          count={!decided && queue.counts && text('queue.open', { count: number(queue.counts.open) })}
          actions={
            <>
              {!decided && (
                <SegmentedControl
                  aria-label={text('queue.withLabel')}
                  size="sm"
                  value={filters.with ?? 'all'}
                  onChange={(value) => change({ with: value === 'me' || value === 'none' ? value : undefined })}
                  data={[
                    { value: 'all', label: text('queue.all') },
                    { value: 'me', label: text('queue.mine', { count: number(queue.counts?.mine ?? 0) }) },
                    {
                      value: 'none',
                      label: text('queue.unassigned', { count: number(queue.counts?.unassigned ?? 0) }),
                    },
                  ]}
                />
              )}
              <QueueFilter ref={filterButton} filters={filters} rows={queue.rows} onChange={change} />
            </>
          }
        >
          <span>{decided ? text('queue.orderDecided') : text('queue.order')}</span>
          <NewAbove count={queue.added} onShow={queue.showNew} />
        </ListHead>
      }
    >
      <p className="visually-hidden" role="status">
        {notice}
      </p>
      {failed && (
        <div className={classes.problem}>
          <ProblemCard error={failed} />
        </div>
      )}
      {queue.error && queue.rows.length === 0 ? (
        <div className={classes.problem}>
          <ProblemCard error={queue.error} onRetry={queue.refetch} />
        </div>
      ) : !queue.isPending && queue.rows.length === 0 ? (
        <QueueEmpty filters={filters} counts={queue.counts} onClear={() => go(paths.queue(), { replace: true })} />
      ) : (
        <CaseTable
          groups={queue.groups}
          selected={sel}
          loading={queue.isPending}
          decided={decided}
          onSelect={select}
          onOpen={open}
        />
      )}
      {queue.more && (
        <div className={classes.more}>
          <Button variant="default" h={30} onClick={queue.more} loading={queue.loadingMore}>
            {text('queue.more')}
          </Button>
        </div>
      )}
    </Page>
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

const wide = typeof matchMedia === 'undefined' ? null : matchMedia('(width >= 1500px)')

/** Returns whether the window is at least 1500 px wide, enough for a preview beside the list. */
function useWide(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      wide?.addEventListener('change', watcher)
      return () => wide?.removeEventListener('change', watcher)
    },
    () => wide?.matches ?? false,
  )
}

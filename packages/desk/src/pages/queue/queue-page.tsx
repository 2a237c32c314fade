import { Button } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { api } from '../../app/api.ts'
import { gatewayOf, useGateways } from '../../app/gateway.ts'
import { ListHead, Page } from '../../app/page.tsx'
import { type PathSearch, paths } from '../../app/paths.ts'
import { markStale } from '../../app/query.ts'
import { rememberList } from '../../app/remember-list.ts'
import { useMe, useZone } from '../../app/session.ts'
import { useNow } from '../../parts/clock.ts'
import { useGo } from '../../parts/go.ts'
import { Icon } from '../../parts/icon.tsx'
import { useKeys } from '../../parts/keys.ts'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { Segments } from '../../parts/segments.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { offsetOf, placeOf } from '../../texts/times.ts'
import { CaseTable } from './case-table.tsx'
import classes from './queue.module.css'
import { QueueBar } from './queue-bar.tsx'
import { QueueEmpty } from './queue-empty.tsx'
import { QueueFilter } from './queue-filter.tsx'
import { tabsOf } from './queue-tabs.ts'
import { isEmptyFilter, useFilter } from './use-filter.ts'
import { useQueue } from './use-queue.ts'

// A person does not need these to read the first rows, so they load afterwards.
const CasePreview = lazy(async () => ({ default: (await import('./case-preview.tsx')).CasePreview }))
const FilterRow = lazy(async () => ({ default: (await import('./filter-row.tsx')).FilterRow }))

/** Shows the queue: open cases of every gateway in groups, each with its reason and what agrees. */
export function QueuePage() {
  const me = useMe()
  const go = useGo()
  const gateways = useGateways()
  const { sel, filter: _, ...view } = useSearch({ from: '/shell/queue' })
  const search = useSearch({ from: '/shell/queue' })
  const filters = useFilter()
  const queue = useQueue({ ...view, ...filters.asked })
  const wide = useWide()
  const [peek, setPeek] = useState(false)
  const [failed, setFailed] = useState<Error | null>(null)
  const [notice, setNotice] = useState('')
  const filterButton = useRef<HTMLButtonElement>(null)
  const selected = queue.rows.find((row) => row.id === sel)

  const decided = view.state === 'decided'
  const label = decided ? text('queue.labelDecided') : text('queue.label')
  const tabs = useMemo(() => tabsOf(gateways, me, queue.counts?.byGateway), [gateways, me, queue.counts])
  const kind = (tabs.find((tab) => tab.kind === view.gateway) ?? tabs[0])?.kind
  const gateway = kind === undefined ? null : gatewayOf(gateways, kind)

  const to = (next: PathSearch): void => go(paths.queue({ ...search, ...next }), { replace: true })
  const select = (id: string): void => to({ sel: id })
  const open = (href: string): void => go(href)
  const take = async (): Promise<void> => {
    if (!selected || selected.gone) return
    try {
      await api.post(`/v1/cases/${selected.id}/assign`, { to: me.person })
      setFailed(null)
      setNotice(text('queue.took', { name: selected.subject.label }))
      markStale('/v1/cases', '/v1/badges', '/v1/me/filters')
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
    ...tabs.map((tab, place) => ({
      keys: String(place + 1),
      label: text('queue.keys.tabOf', { name: tab.name }),
      act: () => to({ gateway: tab.kind, sel: undefined }),
    })),
    ...filters.items.slice(0, 9).map((item, place) => ({
      keys: `Shift+${place + 1}`,
      label: text('queue.keys.mine', { name: item.name }),
      act: () => filters.choose(item.id),
    })),
    ...(peek && !wide ? [{ keys: 'Escape', label: text('queue.keys.close'), act: () => setPeek(false) }] : []),
  ])
  const openCount = queue.counts?.open
  return (
    <Page
      title={text('queue.title')}
      label={label}
      flush
      aside={
        selected && wide ? (
          <Suspense>
            <CasePreview row={selected} onClose={null} />
          </Suspense>
        ) : undefined
      }
      asideWidth={392}
      asideLabel={text('queue.preview')}
      keys={[
        { keys: ['J', 'K'], label: text('queue.keys.move') },
        { keys: ['Enter'], label: text('queue.keys.open') },
        { keys: ['Space'], label: text('queue.keys.peek') },
        { keys: ['A'], label: text('queue.keys.take') },
        { keys: ['F'], label: text('queue.keys.filter') },
        ...(tabs.length > 1
          ? [{ keys: tabs.map((__, place) => String(place + 1)), label: text('queue.keys.tab') }]
          : []),
      ]}
      head={
        <>
          <ListHead
            title={decided ? text('queue.labelDecided') : text('queue.title')}
            count={
              <>
                {!decided && openCount !== undefined && text('queue.open', { count: number(openCount) })} <ZoneNote />
              </>
            }
            actions={
              <>
                {!decided && (
                  <Segments
                    aria-label={text('queue.withLabel')}
                    value={view.with ?? 'all'}
                    onChange={(value) => to({ with: value === 'me' || value === 'none' ? value : undefined })}
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
                <QueueFilter
                  ref={filterButton}
                  filter={filters.filter}
                  gateway={gateway}
                  rows={queue.rows}
                  decided={decided}
                  onChange={(next, ofDecided) => {
                    filters.change(next)
                    to({ state: ofDecided ? 'decided' : undefined, filter: undefined, sel: undefined })
                  }}
                />
              </>
            }
          />
          <QueueBar
            tabs={tabs}
            kind={kind}
            onTab={(next) => to({ gateway: next, sel: undefined })}
            filters={filters}
            added={queue.added}
            onShow={queue.showNew}
          />
          <Suspense>
            <FilterRow
              filters={filters}
              gateway={gateway}
              decided={decided}
              counts={queue.counts}
              onOpen={() => to({ state: undefined, sel: undefined })}
            />
          </Suspense>
        </>
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
        <QueueEmpty
          decided={decided}
          name={filters.chosen?.name ?? null}
          filtered={!isEmptyFilter(filters.filter) || view.with !== undefined}
          counts={queue.counts}
          nextDueAt={queue.nextDueAt}
          onClear={() => {
            filters.choose(undefined)
            go(paths.queue({ gateway: view.gateway }), { replace: true })
          }}
          onChange={() => filterButton.current?.click()}
        />
      ) : (
        <CaseTable
          groups={queue.groups}
          gateway={gateway}
          selected={sel}
          loading={queue.isPending}
          decided={decided}
          peek={
            peek && !wide && selected ? (
              <Suspense>
                <CasePreview row={selected} onClose={() => setPeek(false)} below />
              </Suspense>
            ) : null
          }
          onSelect={select}
          onOpen={open}
        />
      )}
      {queue.more && (
        <div className={classes.more}>
          <Button variant="default" h={30} onClick={queue.more} loading={queue.loadingMore}>
            {text('queue.moreRows')}
          </Button>
        </div>
      )}
      {!decided && (queue.counts?.elsewhere ?? 0) > 0 && (
        <p className={classes.elsewhere}>{text('queue.elsewhere', { count: queue.counts?.elsewhere ?? 0 })}</p>
      )}
    </Page>
  )
}

/** Names the one zone of all times on the desk. */
function ZoneNote() {
  const zone = useZone()
  const now = useNow(60_000)
  return (
    <span className={classes.zone} title={text('queue.zoneHint', { zone })}>
      <Icon name="clock" size={12} />
      {text('queue.zone', { place: placeOf(zone), offset: offsetOf(now, zone) })}
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

import type { Signal } from '@entente/contracts'
import { Button } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useDraft } from '../../app/drafts.ts'
import { ListHead, Page } from '../../app/page.tsx'
import { paths } from '../../app/paths.ts'
import { useMe } from '../../app/session.ts'
import { Rematches } from '../../evidence/rematches.tsx'
import { useNow } from '../../parts/clock.ts'
import { useGo } from '../../parts/go.ts'
import { ListBody } from '../../parts/list-body.tsx'
import { ListPages } from '../../parts/list-pages.tsx'
import { NewRows } from '../../parts/new-rows.tsx'
import { SearchBox, searchedListKeys } from '../../parts/search-box.tsx'
import { SortMenu } from '../../parts/sort-menu.tsx'
import { useSteadyList } from '../../parts/steady-list.ts'
import { rowNames, useRows } from '../../parts/use-rows.ts'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { type SignalFilter, SignalFilters } from './signal-filters.tsx'
import classes from './signal-list.module.css'
import { SignalTable, type Sort, sorts } from './signal-table.tsx'
import { pageLength, useSignals, whyNotSearched } from './use-signals.ts'

const idOf = (signal: Signal) => signal.id
const route = getRouteApi('/shell/signals')

/** Lists the signals of this node, in pages of a hundred. The words of a search stay in the memory of the tab. */
export function SignalsPage() {
  const me = useMe()
  const go = useGo()
  const now = useNow(60_000)
  const { sel, at = 1, sort = 'changed', ...filter } = route.useSearch()
  const [words, setWords] = useDraft<string>(`search:signals:${me.purpose}`, '')
  const { state, ...rest } = filter
  const read = useSignals({ ...rest, status: state, sort }, words, at - 1)
  const page = read.data
  const list = useSteadyList(page?.items, idOf, JSON.stringify([filter, words, at, sort]))
  const officer = me.role === 'signal-officer'
  const open = (next: SignalFilter, further: { at?: number; sort?: Sort; sel?: string } = {}): void =>
    go(paths.signals({ ...next, sort: sort === 'changed' ? undefined : sort, ...further }), { replace: true })
  const search = (next: string): void => {
    setWords(next === '' ? null : next)
    open(filter)
  }
  const rows = useRows(
    list.rows.map((signal) => ({ key: signal.id, to: paths.signal(signal.id) })),
    sel,
    rowNames(),
    { select: (next) => open(filter, { ...(at > 1 && { at }), sel: next }), open: go },
  )
  return (
    <Page
      title={text('signals.title')}
      label={text('signals.tableName')}
      flush
      keys={[
        ...searchedListKeys(),
        { keys: ['S'], label: text('list-parts.sort.key') },
        { keys: ['F'], label: text('list-parts.filter.key') },
      ]}
      head={
        <ListHead
          title={text('signals.title')}
          count={
            page && (
              <Count total={page.total} isMore={page.totalIsMore} all={read.isWhole ? undefined : (read.all ?? null)} />
            )
          }
          actions={
            <>
              <Button variant="default" h={30} onClick={() => go(paths.signalLists())}>
                {text('signals.lists')}
              </Button>
              {officer && (
                <Button h={30} onClick={() => go(paths.signalNew())}>
                  {text('signals.newSignal')}
                </Button>
              )}
            </>
          }
        >
          <div className={classes.filters}>
            <SearchBox label={text('signals.search')} words={words} onSearch={search} faultOf={whyNotSearched} />
            <SignalFilters filter={filter} owners={list.rows.map(({ owner }) => owner)} onFilter={open} />
            <NewRows waiting={list.waiting} onShow={list.showNew} />
            <SortMenu
              value={sort}
              options={sorts.map((value) => ({ value, label: text(`signals.sort.${value}`) }))}
              onChoose={(next) =>
                go(paths.signals({ ...filter, sort: next === 'changed' ? undefined : next }), { replace: true })
              }
            />
          </div>
        </ListHead>
      }
    >
      <Rematches />
      {page && <Notes unreadable={page.unreadable} complete={page.complete} />}
      <ListBody
        read={read}
        rows={list.rows}
        awaited={12}
        empty={
          words !== ''
            ? {
                title: text('find.nothing', { words, purpose: me.purpose && text(`purpose.${me.purpose}`) }),
                next: text('find.nothingNext'),
                clear: { label: text('list-parts.search.clear'), act: () => search('') },
              }
            : read.isWhole
              ? { title: text('signals.empty'), next: officer ? text('signals.emptyNext') : text('signals.emptyRead') }
              : {
                  title: text('signals.emptyFilter'),
                  next: text('signals.emptyFilterNext'),
                  clear: { label: text('signals.clearFilter'), act: () => open({}) },
                }
        }
      >
        {page && (
          <>
            <SignalTable
              page={page}
              rows={list.rows}
              sort={sort}
              now={now}
              rowOf={(signal) => rows({ key: signal.id, to: paths.signal(signal.id) })}
            />
            <ListPages
              from={page.offset ?? at - 1}
              shown={list.rows.length}
              most={pageLength}
              total={page.total}
              totalIsMore={page.totalIsMore}
              hasNext={page.next !== null}
              onPage={(from) => open(filter, from === 0 ? {} : { at: from + 1 })}
              note={words === '' ? undefined : text('signals.searchNote', { words })}
            />
          </>
        )}
      </ListBody>
    </Page>
  )
}

/** Says how many signals there are, and how many of them fit the search and the filters. `all` null: this tab does not know how many there are. */
function Count({ total, isMore, all }: { total: number; isMore: boolean; all: number | null | undefined }) {
  const n = isMore ? text('signals.moreThan', { n: number(total) }) : number(total)
  return (
    <span role="status">
      {all === undefined ? n : text('signals.fit', { fit: n, all: all === null ? null : number(all) })}
    </span>
  )
}

function Notes({ unreadable, complete }: { unreadable: readonly string[]; complete: boolean }) {
  return (
    <>
      {unreadable.length > 0 && (
        <p role="status" className={classes.notes}>
          {text('signals.unreadable')} <bdi dir="ltr">{unreadable.join(', ')}</bdi>
        </p>
      )}
      {!complete && (
        <p role="status" className={classes.notes}>
          {text('signals.incomplete')}
        </p>
      )}
    </>
  )
}

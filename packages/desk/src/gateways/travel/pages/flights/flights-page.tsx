import type { BoardFlight } from '@entente/contracts'
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { ListHead, Page } from '../../../../app/page.tsx'
import { paths } from '../../../../app/paths.ts'
import { useRead } from '../../../../app/query.ts'
import { useMe } from '../../../../app/session.ts'
import table from '../../../../parts/data-table.module.css'
import { addDays, today } from '../../../../parts/day.ts'
import { DayFilter } from '../../../../parts/day-input.tsx'
import { EmptyState } from '../../../../parts/empty-state.tsx'
import { useGo } from '../../../../parts/go.ts'
import { Icon } from '../../../../parts/icon.tsx'
import { Loading } from '../../../../parts/loading.tsx'
import { NewRows } from '../../../../parts/new-rows.tsx'
import { ProblemCard } from '../../../../parts/problem-card.tsx'
import { useSteadyList } from '../../../../parts/steady-list.ts'
import { useRows } from '../../../../parts/use-rows.ts'
import { textsOf } from '../../../../texts/catalogue.ts'
import { dateUtc } from '../../../../texts/times.ts'
import { FlightChipButton } from './flight-chip.tsx'
import { FlightRow } from './flight-row.tsx'
import classes from './flights.module.css'
import { countStates, fitsFilter, orderFlights, stateOrder } from './order-flights.ts'
import { ScheduleDrop } from './schedule-drop.tsx'
import { useNowLate } from './use-now-late.ts'

const route = getRouteApi('/shell/flights')
const noFlights: BoardFlight[] = []
const keyOf = (flight: BoardFlight) => flight.key

/** Which flights lack people, and why (desk.md 6.3). */
export function FlightsPage() {
  const t = textsOf('flights')
  const rowTexts = textsOf('pageParts')
  const me = useMe()
  const go = useGo()
  const search = route.useSearch()
  const now = today(me.preferences.zone)
  const day = search.day ?? now
  const [typed, setTyped] = useState('')
  const [dropped, setDropped] = useState<File | null>(null)
  const read = useRead<{ items: BoardFlight[] }>(
    '/v1/travel/flights',
    { date: day, limit: 500 },
    { keepPrevious: true },
  )
  const all = read.data?.items ?? noFlights
  const counts = useMemo(() => countStates(all), [all])
  const ordered = useMemo(
    () => (read.data && !read.isPlaceholderData ? orderFlights(all) : undefined),
    [read.data, read.isPlaceholderData, all],
  )
  const board = useSteadyList(ordered, keyOf, day)
  const shown = board.rows.filter(
    (flight) =>
      (search.state === undefined || flight.state === search.state) &&
      (search.carrier === undefined || flight.carrier === search.carrier) &&
      fitsFilter(flight, typed),
  )
  const announced = useNowLate(all)
  const at = (change: Partial<typeof search>) =>
    paths.flights({ ...search, day: day === now ? undefined : day, ...change })
  const rows = useRows(
    shown.map((flight) => ({ key: flight.key, to: paths.flight(flight.key) })),
    search.sel,
    rowTexts.rowKeys,
    { select: (sel) => go(at({ sel }), { replace: true }), open: go },
  )
  const mayLoad = me.role === 'analyst' || me.role === 'supervisor'
  const days = { [addDays(now, -1)]: t.yesterday, [now]: t.today, [addDays(now, 1)]: t.tomorrow }

  return (
    <Page
      title={t.title}
      label={t.tableName}
      flush
      keys={[
        { keys: ['J', 'K'], label: rowTexts.hints.move },
        { keys: ['Enter'], label: rowTexts.hints.open },
      ]}
      head={
        <ListHead
          title={t.title}
          count={dateUtc(`${day}T00:00:00Z`)}
          actions={
            <>
              <TextInput
                aria-label={t.filter}
                title={t.filterHint}
                placeholder={t.filter}
                className={classes.filter}
                leftSection={<Icon name="search" size={14} />}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
                autoComplete="off"
              />
              <SegmentedControl
                aria-label={t.daySwitch}
                size="sm"
                value={day in days ? day : ''}
                onChange={(next) => go(paths.flights({ day: next === now ? undefined : next }), { replace: true })}
                data={Object.entries(days).map(([value, label]) => ({ value, label }))}
              />
              <DayFilter
                aria-label={t.otherDay}
                className={classes.day}
                value={day}
                onChange={(next) => {
                  if (next !== '') go(paths.flights({ day: next }), { replace: true })
                }}
              />
              {mayLoad && <ScheduleDrop dropped={dropped} onTaken={() => setDropped(null)} />}
            </>
          }
        >
          <div className={classes.chips}>
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and need a legend */}
            <div role="group" aria-label={t.stateFilter} className={classes.chips} style={{ inlineSize: 'auto' }}>
              {stateOrder
                .filter((state) => counts[state] > 0 || search.state === state)
                .map((state) => (
                  <FlightChipButton
                    key={state}
                    state={state}
                    pressed={search.state === state}
                    onPress={() =>
                      go(at({ state: search.state === state ? undefined : state, sel: undefined }), { replace: true })
                    }
                  >
                    {t.stateCount[state](counts[state])}
                  </FlightChipButton>
                ))}
            </div>
            <NewRows waiting={board.waiting} onShow={board.showNew} />
            <span className={classes.legend}>{t.legend}</span>
          </div>
        </ListHead>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut for the button in the head */}
      <div
        style={{ minBlockSize: '100%' }}
        onDragOver={(event) => mayLoad && event.preventDefault()}
        onDrop={(event) => {
          if (!mayLoad) return
          event.preventDefault()
          setDropped(event.dataTransfer.files[0] ?? null)
        }}
      >
        {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
        {read.isPending && <Loading rows={12} height={34} />}
        {read.data && shown.length === 0 && (
          <NoFlights
            all={all.length}
            onClear={() => {
              setTyped('')
              go(paths.flights({ day: search.day }), { replace: true })
            }}
          />
        )}
        {shown.length > 0 && (
          <table className={`${table.table} ${table.rows} ${classes.table}`}>
            <caption className="visually-hidden">{t.tableName}</caption>
            <FlightColumns />
            <tbody>
              {shown.map((flight) => (
                <FlightRow
                  key={flight.key}
                  flight={flight}
                  day={day}
                  row={rows({ key: flight.key, to: paths.flight(flight.key) })}
                />
              ))}
            </tbody>
          </table>
        )}
        <p className="visually-hidden" role="status">
          {announced}
        </p>
      </div>
    </Page>
  )
}

function FlightColumns() {
  const { column } = textsOf('flights')
  return (
    <thead>
      <tr>
        <th scope="col" className={classes.state}>
          {column.state}
        </th>
        <th scope="col" style={{ inlineSize: 72 }}>
          {column.flight}
        </th>
        <th scope="col" style={{ inlineSize: 90 }}>
          {column.route}
        </th>
        <th scope="col" style={{ inlineSize: 158 }}>
          {column.leaves}
        </th>
        <th scope="col" style={{ inlineSize: 156 }}>
          {column.messages}
        </th>
        <th scope="col" className={table.number} style={{ inlineSize: 44 }}>
          {column.parts}
        </th>
        <th scope="col" className={table.number} style={{ inlineSize: 78 }}>
          {column.people}
        </th>
        <th scope="col" className={table.number} style={{ inlineSize: 44 }}>
          {column.cases}
        </th>
        <th scope="col">{column.wrong}</th>
      </tr>
    </thead>
  )
}

function NoFlights({ all, onClear }: { all: number; onClear: () => void }) {
  const t = textsOf('flights')
  if (all === 0) return <EmptyState title={t.emptyDay} next={t.emptyDayNext} />
  return (
    <EmptyState title={t.emptyFilter} next={t.emptyFilterNext(all)}>
      <Button variant="default" h={30} onClick={onClear}>
        {t.clearFilter}
      </Button>
    </EmptyState>
  )
}

import type { FlightState } from '@entente/contracts'
import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useRef, useState } from 'react'
import { ListHead, Page } from '../../../../app/page.tsx'
import { usePageSearch } from '../../../../app/page-address.ts'
import { useMe, useZone } from '../../../../app/session.ts'
import { ChipFilter } from '../../../../parts/chip.tsx'
import table from '../../../../parts/data-table.module.css'
import { addDays, today } from '../../../../parts/day.ts'
import { DayFilter } from '../../../../parts/day-input.tsx'
import { useGo } from '../../../../parts/go.ts'
import { Icon } from '../../../../parts/icon.tsx'
import { ListBody } from '../../../../parts/list-body.tsx'
import { NewRows } from '../../../../parts/new-rows.tsx'
import { Segments } from '../../../../parts/segments.tsx'
import { rowNames, useRows } from '../../../../parts/use-rows.ts'
import { dateUtc } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { flightsSearch } from '../../addresses/searches.ts'
import { text } from '../../texts/index.ts'
import { flightChips } from './flight-chip.tsx'
import { FlightRow } from './flight-row.tsx'
import classes from './flights.module.css'
import { ScheduleDrop } from './schedule-drop.tsx'
import { useFlightBoard, useNowLate } from './use-flight-board.ts'

/** The states in the order of the board: those that need a person first, finished ones last. */
const stateOrder: readonly FlightState[] = [
  'late',
  'incomplete',
  'check',
  'complete',
  'expected',
  'cancelled',
  'closed',
]
/** Typed text is sent after this pause, in ms. */
const typingMs = 300

/** Lists the flights of a day. Flights that lack people come first, with the reason. */
export function FlightsPage() {
  const me = useMe()
  const go = useGo()
  const search = usePageSearch(flightsSearch)
  const now = today(useZone())
  const day = search.day ?? now
  const [typed, setTyped] = useState('')
  const [dropped, setDropped] = useState<File | null>(null)
  const [sent] = useDebouncedValue(typed.trim(), typingMs)
  const board = useFlightBoard({ day, state: search.state, carrier: search.carrier, text: sent })
  const counts = board.counts
  const total = counts === null ? 0 : stateOrder.reduce((sum, state) => sum + counts[state], 0)
  const announced = useNowLate(day)
  const at = (change: Partial<typeof search>) =>
    paths.flights({ ...search, day: day === now ? undefined : day, ...change })
  const rows = useRows(
    board.rows.map((flight) => ({ key: flight.key, to: paths.flight(flight.key) })),
    search.sel,
    rowNames(),
    { select: (sel) => go(at({ sel }), { replace: true }), open: go },
  )
  const rowOf = useRef(rows)
  rowOf.current = rows
  const mayLoad = me.role === 'analyst' || me.role === 'supervisor'
  const days = {
    [addDays(now, -1)]: text('travel.flights.yesterday'),
    [now]: text('travel.flights.today'),
    [addDays(now, 1)]: text('travel.flights.tomorrow'),
  }

  return (
    <Page
      title={text('travel.flights.title')}
      label={text('travel.flights.tableName')}
      flush
      keys={[
        { keys: ['J', 'K'], label: text('page-parts.hints.move') },
        { keys: ['Enter'], label: text('page-parts.hints.open') },
      ]}
      head={
        <ListHead
          title={text('travel.flights.title')}
          count={dateUtc(`${day}T00:00:00Z`)}
          actions={
            <>
              <TextInput
                aria-label={text('travel.flights.filter')}
                title={text('travel.flights.filterHint')}
                placeholder={text('travel.flights.filter')}
                className={classes.filter}
                leftSection={<Icon name="search" size={14} />}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
                autoComplete="off"
                maxLength={60}
              />
              <Segments
                aria-label={text('travel.flights.daySwitch')}
                value={day in days ? day : ''}
                onChange={(next) => go(paths.flights({ day: next === now ? undefined : next }), { replace: true })}
                data={Object.entries(days).map(([value, label]) => ({ value, label }))}
              />
              <DayFilter
                aria-label={text('travel.flights.otherDay')}
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
            <ChipFilter
              label={text('travel.flights.stateFilter')}
              states={stateOrder.filter((state) => (counts?.[state] ?? 0) > 0 || search.state === state)}
              chips={flightChips}
              wordsOf={(state) => text(`travel.flights.stateCount.${state}`, { n: counts?.[state] ?? 0 })}
              chosen={search.state}
              onChoose={(state) => go(at({ state, sel: undefined }), { replace: true })}
            />
            <NewRows waiting={board.waiting} onShow={board.showNew} />
            <span className={classes.legend}>{text('travel.flights.legend')}</span>
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
        <ListBody
          read={board.read}
          rows={board.rows}
          isEmpty={board.rows.length === 0 && board.waiting === 0}
          awaited={12}
          empty={
            total === 0
              ? { title: text('travel.flights.emptyDay'), next: text('travel.flights.emptyDayNext') }
              : {
                  title: text('travel.flights.emptyFilter'),
                  next: text('travel.flights.emptyFilterNext', { n: total }),
                  clear: {
                    label: text('travel.flights.clearFilter'),
                    act: () => {
                      setTyped('')
                      go(paths.flights({ day: search.day }), { replace: true })
                    },
                  },
                }
          }
          moreLabel={text('travel.flights.more')}
        >
          <table className={`${table.table} ${table.rows} ${classes.table}`}>
            <caption className="visually-hidden">{text('travel.flights.tableName')}</caption>
            <FlightColumns />
            <tbody>
              {board.rows.map((flight) => {
                const row = rows({ key: flight.key, to: paths.flight(flight.key) })
                return (
                  <FlightRow
                    key={flight.key}
                    flight={flight}
                    day={day}
                    tabIndex={row.tabIndex}
                    selected={row['aria-selected']}
                    rowOf={rowOf}
                  />
                )
              })}
            </tbody>
          </table>
        </ListBody>
        <p className="visually-hidden" role="status">
          {announced}
        </p>
      </div>
    </Page>
  )
}

function FlightColumns() {
  return (
    <thead>
      <tr>
        <th scope="col" className={classes.state}>
          {text('travel.flights.column.state')}
        </th>
        <th scope="col" style={{ inlineSize: 72 }}>
          {text('travel.flights.column.flight')}
        </th>
        <th scope="col" style={{ inlineSize: 90 }}>
          {text('travel.flights.column.route')}
        </th>
        <th scope="col" style={{ inlineSize: 158 }}>
          {text('travel.flights.column.leaves')}
        </th>
        <th scope="col" style={{ inlineSize: 156 }}>
          {text('travel.flights.column.messages')}
        </th>
        <th scope="col" className={table.number} style={{ inlineSize: 44 }}>
          {text('travel.flights.column.parts')}
        </th>
        <th scope="col" className={table.number} style={{ inlineSize: 78 }}>
          {text('travel.flights.column.people')}
        </th>
        <th scope="col" className={table.number} style={{ inlineSize: 44 }}>
          {text('travel.flights.column.cases')}
        </th>
        <th scope="col">{text('travel.flights.column.wrong')}</th>
      </tr>
    </thead>
  )
}

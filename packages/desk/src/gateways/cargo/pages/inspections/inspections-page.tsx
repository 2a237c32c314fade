import type { InspectionList, InspectionRow } from '@entente/contracts'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { ListHead, Page } from '../../../../app/page.tsx'
import { usePageSearch } from '../../../../app/page-address.ts'
import { useMe, useZone } from '../../../../app/session.ts'
import { usePages } from '../../../../app/use-pages.ts'
import { WrongPurpose } from '../../../../app/wrong-purpose.tsx'
import { Chip, ChipButton } from '../../../../parts/chip.tsx'
import { useNow } from '../../../../parts/clock.ts'
import { isDay } from '../../../../parts/day.ts'
import { DayInput } from '../../../../parts/day-input.tsx'
import { useGo } from '../../../../parts/go.ts'
import { GoLink } from '../../../../parts/go-link.tsx'
import { ListBody } from '../../../../parts/list-body.tsx'
import { clockOn, instantUtc } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { inspectionLanes, inspectionStates, inspectionsSearch } from '../../addresses/searches.ts'
import { InspectionStateChip, laneChips, Reasons, stateChips } from '../../inspection/inspection-state.tsx'
import { text } from '../../texts/index.ts'
import classes from './inspections.module.css'

/** Lists inspection orders, first arrival first. Under another purpose than customs security it explains that. */
export function InspectionsPage() {
  const { purpose } = useMe()
  if (purpose === 'customs-security') return <Inspections />
  const title = text('cargo.inspection.title')
  return (
    <Page title={title} label={title} head={<ListHead title={title} />}>
      <WrongPurpose for={['customs-security']} />
    </Page>
  )
}

function Inspections() {
  const go = useGo()
  const search = usePageSearch(inspectionsSearch)
  const { day, place, lane, state } = search
  const read = usePages<InspectionRow, InspectionList>('/v1/cargo/inspections', {
    ...search,
    state: state === 'all' ? undefined : state,
    limit: 50,
  })
  const show = (change: Partial<typeof search>): void =>
    go(paths.inspections({ ...search, ...change }), { replace: true })
  const isFiltered = [day, place, lane].some((each) => each !== undefined) || state !== 'all'
  const isOnlyOpen = state === 'open' && [day, place, lane].every((each) => each === undefined)
  const clear = { day: undefined, place: undefined, lane: undefined, state: 'all' } as const
  return (
    <Page
      title={text('cargo.inspection.title')}
      label={text('cargo.inspection.title')}
      flush
      head={
        <ListHead title={text('cargo.inspection.title')}>
          <div className={classes.bar}>
            <DayFilter day={day} onDay={(next) => show({ day: next })} />
            <PlaceFilter place={place} onPlace={(next) => show({ place: next })} />
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and need a legend */}
            <div role="group" aria-label={text('cargo.inspection.lane')} className={classes.chips}>
              {inspectionLanes.map((each) => (
                <ChipButton
                  key={each}
                  {...laneChips[each]}
                  pressed={lane === each}
                  onPress={() => show({ lane: lane === each ? undefined : each })}
                >
                  {text(`cargo.inspection.lanes.${each}`)}
                </ChipButton>
              ))}
            </div>
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame and need a legend */}
            <div role="group" aria-label={text('cargo.inspection.state')} className={classes.chips}>
              {inspectionStates.map((each) => (
                <ChipButton
                  key={each}
                  {...stateChips[each]}
                  pressed={state === each}
                  onPress={() => show({ state: state === each ? 'all' : each })}
                >
                  {text(`cargo.inspection.states.${each}`)}
                </ChipButton>
              ))}
            </div>
          </div>
        </ListHead>
      }
    >
      <ListBody
        read={read}
        rows={read.items}
        awaited={6}
        height={88}
        empty={
          isFiltered
            ? {
                title: text(isOnlyOpen ? 'cargo.inspection.emptyOpen' : 'cargo.inspection.emptyFilter'),
                clear: { label: text('cargo.inspection.clearFilter'), act: () => show(clear) },
              }
            : { title: text('cargo.inspection.empty'), next: text('cargo.inspection.emptyNext') }
        }
        moreLabel={text('cargo.inspection.more')}
      >
        <ul className={classes.orders}>
          {read.items.map((order) => (
            <Order key={order.id} order={order} />
          ))}
        </ul>
      </ListBody>
    </Page>
  )
}

function Order({ order }: { order: InspectionRow }) {
  return (
    <li className={classes.order}>
      <div className={classes.head}>
        <GoLink to={paths.inspection(order.id)} className={classes.goods ?? ''}>
          <bdi>{order.goods.description ?? order.key}</bdi>
        </GoLink>
        <Chip {...laneChips[order.lane]}>{text(`cargo.inspection.lanes.${order.lane}`)}</Chip>
        <InspectionStateChip order={order} />
      </div>
      <div className={classes.facts}>
        <bdi dir="ltr">{order.key}</bdi>
        {order.conveyance !== null && <bdi dir="ltr">{order.conveyance}</bdi>}
        {order.place !== null && <bdi dir="ltr">{order.place}</bdi>}
        <Arrival at={order.dueAt} />
      </div>
      <Reasons reasons={order.reasons} />
    </li>
  )
}

function Arrival({ at }: { at: string | null }) {
  const zone = useZone()
  const now = useNow(60_000)
  if (at === null) return <span>{text('cargo.inspection.noArrival')}</span>
  return (
    <time dateTime={at} title={instantUtc(at)}>
      {text('cargo.inspection.arrives', { clock: clockOn(at, zone, now) })}
    </time>
  )
}

function DayFilter({ day, onDay }: { day: string | undefined; onDay: (day: string | undefined) => void }) {
  const [words, setWords] = useState(day ?? '')
  return (
    <DayInput
      aria-label={text('cargo.inspection.day')}
      placeholder={text('cargo.inspection.day')}
      className={classes.field}
      value={words}
      onChange={(next) => {
        setWords(next)
        if (next === '') onDay(undefined)
        else if (isDay(next)) onDay(next)
      }}
    />
  )
}

function PlaceFilter({ place, onPlace }: { place: string | undefined; onPlace: (place: string | undefined) => void }) {
  const [words, setWords] = useState(place ?? '')
  const send = (): void => onPlace(words.trim() === '' ? undefined : words.trim().toUpperCase())
  return (
    <TextInput
      aria-label={text('cargo.inspection.place')}
      placeholder={text('cargo.inspection.place')}
      className={classes.field}
      value={words}
      maxLength={20}
      onChange={(event) => setWords(event.currentTarget.value)}
      onBlur={send}
      onKeyDown={(event) => event.key === 'Enter' && send()}
    />
  )
}

import type { InspectionList, InspectionRow } from '@entente/contracts'
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { ListHead, Page } from '../../../../app/page.tsx'
import { usePageSearch } from '../../../../app/page-address.ts'
import { useZone } from '../../../../app/session.ts'
import { usePages } from '../../../../app/use-pages.ts'
import { Chip, ChipFilter } from '../../../../parts/chip.tsx'
import { useNow } from '../../../../parts/clock.ts'
import { DayFilter } from '../../../../parts/day-input.tsx'
import { useGo } from '../../../../parts/go.ts'
import { GoLink } from '../../../../parts/go-link.tsx'
import { ListBody } from '../../../../parts/list-body.tsx'
import { clockOn, instantUtc } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { inspectionLanes, inspectionStates, inspectionsSearch } from '../../addresses/searches.ts'
import { CustomsFrame } from '../../frame/customs-frame.tsx'
import { InspectionStateChip, laneChips, Reasons, stateChips } from '../../inspection/inspection-state.tsx'
import { text } from '../../texts/index.ts'
import classes from './inspections.module.css'

/** Lists inspection orders, first arrival first. Under another purpose than customs security it explains that. */
export function InspectionsPage() {
  return (
    <CustomsFrame title={text('cargo.inspection.title')} teams="inspections" oversight={false}>
      <Inspections />
    </CustomsFrame>
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
            <DayFilter
              aria-label={text('cargo.inspection.day')}
              placeholder={text('cargo.inspection.day')}
              className={classes.field}
              value={day ?? ''}
              onChange={(next) => show({ day: next === '' ? undefined : next })}
            />
            <PlaceFilter place={place} onPlace={(next) => show({ place: next })} />
            <ChipFilter
              label={text('cargo.inspection.lane')}
              states={inspectionLanes}
              chips={laneChips}
              wordsOf={(each) => text(`cargo.inspection.lanes.${each}`)}
              chosen={lane}
              onChoose={(next) => show({ lane: next })}
            />
            <ChipFilter
              label={text('cargo.inspection.state')}
              states={inspectionStates}
              chips={stateChips}
              wordsOf={(each) => text(`cargo.inspection.states.${each}`)}
              chosen={state === 'all' ? undefined : state}
              onChoose={(next) => show({ state: next ?? 'all' })}
            />
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

/** The place is sent when the field is left, or with Enter. */
function PlaceFilter({ place, onPlace }: { place: string | undefined; onPlace: (place: string | undefined) => void }) {
  const [typed, setTyped] = useState<string | null>(null)
  const send = (): void => {
    if (typed !== null) onPlace(typed.trim() === '' ? undefined : typed.trim().toUpperCase())
    setTyped(null)
  }
  return (
    <TextInput
      aria-label={text('cargo.inspection.place')}
      placeholder={text('cargo.inspection.place')}
      className={classes.field}
      value={typed ?? place ?? ''}
      maxLength={20}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={send}
      onKeyDown={(event) => event.key === 'Enter' && send()}
    />
  )
}

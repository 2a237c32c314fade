import type { CargoCapacity, CargoTable } from '@entente/contracts'
import { Button } from '@mantine/core'
import { ListHead, Page } from '../../../../app/page.tsx'
import { usePageSearch } from '../../../../app/page-address.ts'
import { useRead } from '../../../../app/query.ts'
import { useChartView } from '../../../../parts/charts/chart-panel.tsx'
import { addDays, isDay, today } from '../../../../parts/day.ts'
import { FactList } from '../../../../parts/fact-list.tsx'
import { useGo } from '../../../../parts/go.ts'
import { GoLink } from '../../../../parts/go-link.tsx'
import lines from '../../../../parts/lines.module.css'
import { Panel } from '../../../../parts/panel.tsx'
import { ReadState } from '../../../../parts/read-state.tsx'
import { number } from '../../../../texts/numbers.ts'
import { dateUtc } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { capacitySearch } from '../../addresses/searches.ts'
import { TeamFrame } from '../../frame/customs-frame.tsx'
import { text } from '../../texts/index.ts'
import classes from './capacity.module.css'
import { DrawsPanel } from './draws-panel.tsx'
import { HoursChart } from './hours-chart.tsx'
import { LanesPanel, ReasonsPanel, StrataPanel } from './lanes-panels.tsx'

/** Shows how the consignments of a day went to the lanes within its capacity, and the draws of the newest days. */
export function CapacityPage() {
  return (
    <TeamFrame title={text('cargo.pages.capacity')}>
      <Capacity />
    </TeamFrame>
  )
}

function Capacity() {
  const go = useGo()
  const search = usePageSearch(capacitySearch)
  const now = today('UTC')
  const day = search.day !== undefined && isDay(search.day) ? search.day : now
  const read = useRead<CargoCapacity>('/v1/cargo/capacity', { day }, { keepPrevious: true })
  const view = useChartView()
  const show = (next: string): void =>
    go(paths.cargoCapacity({ day: next === now ? undefined : next }), { replace: true })
  const capacity = read.data
  return (
    <Page
      title={text('cargo.pages.capacity')}
      label={text('cargo.pages.capacity')}
      head={
        <ListHead
          title={text('cargo.pages.capacity')}
          count={dateUtc(day)}
          actions={
            <div className={classes.days}>
              <Button variant="default" h={30} onClick={() => show(addDays(day, -1))}>
                {text('cargo.capacity.before')}
              </Button>
              <Button variant="default" h={30} disabled={day >= now} onClick={() => show(addDays(day, 1))}>
                {text('cargo.capacity.after')}
              </Button>
            </div>
          }
        >
          {text('cargo.capacity.what')}
        </ListHead>
      }
    >
      <ReadState read={read} rows={8} />
      {capacity && (
        <>
          <Summary capacity={capacity} />
          <LanesPanel capacity={capacity} />
          <HoursChart capacity={capacity} view={view} />
          <ReasonsPanel capacity={capacity} />
          <StrataPanel capacity={capacity} />
        </>
      )}
      <ChangeCapacity />
      <DrawsPanel />
    </Page>
  )
}

/** Says in figures what fits into the capacity of the day and what does not. */
function Summary({ capacity: { rates, committedAt, assessed, beyond, inspections } }: { capacity: CargoCapacity }) {
  return (
    <Panel title={text('cargo.capacity.summary')}>
      <FactList
        wide
        facts={[
          { name: text('cargo.capacity.assessed'), value: number(assessed) },
          {
            name: text('cargo.capacity.possible'),
            value: rates === null ? text('cargo.capacity.noCommitment') : number(rates.capacity),
          },
          {
            name: text('cargo.capacity.above'),
            value: text('cargo.capacity.aboveWhat', { count: beyond.above }),
          },
          { name: text('cargo.capacity.left'), value: text('cargo.capacity.leftWhat', { count: beyond.left }) },
          {
            name: text('cargo.capacity.orders'),
            value: text('cargo.capacity.ordersWhat', { orders: inspections.orders, closed: inspections.closed }),
          },
          {
            name: text('cargo.capacity.committed'),
            value: committedAt === null ? text('cargo.capacity.noCommitment') : text('cargo.capacity.fixed'),
          },
        ]}
      />
    </Panel>
  )
}

/** Says who may change the capacity and when a change counts, and leads to its versions. */
function ChangeCapacity() {
  const { data } = useRead<CargoTable>('/v1/cargo/tables/capacity', { limit: 1 })
  const waiting = data?.versions.filter(({ state }) => state === 'proposed') ?? []
  const coming = data?.versions.filter(({ state }) => state === 'approved') ?? []
  return (
    <Panel title={text('cargo.capacity.change')}>
      <p>{text('cargo.capacity.changeWho')}</p>
      <ul className={lines.lines}>
        {coming.map(({ version, validFrom }) => (
          <li key={version}>
            {text('cargo.capacity.coming', { n: version })}
            {validFrom !== null && <bdi dir="ltr">{validFrom}</bdi>}
          </li>
        ))}
        {waiting.map(({ version, authorName }) => (
          <li key={version}>
            {text('cargo.capacity.waiting', { n: version })} <bdi>{authorName}</bdi>
          </li>
        ))}
        <li>
          <GoLink to={paths.cargoTable('capacity')}>
            {data?.may.write ? text('cargo.capacity.open') : text('cargo.capacity.view')}
          </GoLink>
        </li>
      </ul>
    </Panel>
  )
}

import type { BoardFlight } from '@entente/contracts'
import { type ComponentProps, memo, type RefObject } from 'react'
import { useSentenceWords } from '../../../../app/sentence-of-node.tsx'
import table from '../../../../parts/data-table.module.css'
import { GoLink } from '../../../../parts/go-link.tsx'
import type { useRows } from '../../../../parts/use-rows.ts'
import { paths } from '../../addresses/paths.ts'
import { text } from '../../texts/index.ts'
import { FlightChip } from './flight-chip.tsx'
import { FlightTime } from './flight-time.tsx'
import classes from './flights.module.css'
import { missedWords, PushSlots } from './push-slots.tsx'

type RowOf = ReturnType<typeof useRows<HTMLTableRowElement>>
interface Props {
  flight: BoardFlight
  day: string
  /** The values of `tabIndex` and `aria-selected` of the row. */
  tabIndex: number
  selected: boolean
  /** Returns the other props of a row. The row reads it at each event, because it is not rendered again with each selection. */
  rowOf: RefObject<RowOf>
}

/** Tests whether a row would look the same. A list that is read again has new objects for flights that moved. */
const looksSame = (one: Props, other: Props): boolean =>
  one.day === other.day &&
  one.tabIndex === other.tabIndex &&
  one.selected === other.selected &&
  (one.flight === other.flight || JSON.stringify(one.flight) === JSON.stringify(other.flight))

/** Shows a flight of the board. Only changed rows are rendered again, because a day may have thousands. */
export const FlightRow = memo(function FlightRow({ flight, day, tabIndex, selected, rowOf }: Props) {
  const now = () => rowOf.current({ key: flight.key, to: paths.flight(flight.key) })
  const row: ComponentProps<'tr'> = {
    ref: (element) => now().ref(element),
    tabIndex,
    'aria-selected': selected,
    onKeyDown: (event) => now().onKeyDown(event),
    onFocus: (event) => now().onFocus(event),
    onDoubleClick: () => now().onDoubleClick(),
    onClick: (event) => now().onClick(event),
  }
  const words = useSentenceWords()
  const wrong =
    (flight.remarks.map(words).join(' ') || null) ??
    missedWords(flight.slots) ??
    (flight.findings > 0 ? text('travel.flights.findings', { n: flight.findings }) : '')
  return (
    <tr {...row}>
      <td data-column="state">
        <FlightChip state={flight.state} />
      </td>
      <th scope="row" data-column="flight" style={{ whiteSpace: 'nowrap' }}>
        <GoLink to={paths.flight(flight.key)} tabIndex={-1}>
          {flight.carrier} {flight.number}
        </GoLink>
      </th>
      <td data-column="route" style={{ whiteSpace: 'nowrap' }}>
        <Route from={flight.from} to={flight.to} />
      </td>
      <td data-column="leaves" style={{ whiteSpace: 'nowrap' }}>
        <FlightTime
          local={flight.departure}
          instant={flight.departsAt}
          zone={flight.zoneKnown ? flight.fromZone : null}
          day={day}
        />
      </td>
      <td data-column="slots">
        <PushSlots slots={flight.slots} />
      </td>
      <td data-column="parts" className={table.number}>
        {flight.parts.expected === null
          ? '–'
          : text('travel.flights.parts', { received: flight.parts.received, expected: flight.parts.expected })}
      </td>
      <td data-column="people" className={table.number}>
        <People flight={flight} />
      </td>
      <td data-column="cases" className={table.number}>
        <span className={classes.wide}>{flight.cases === 0 ? '–' : flight.cases}</span>
        <span className={classes.narrow}>{text('travel.flights.casesOf', { n: flight.cases })}</span>
      </td>
      <td data-column="wrong" className={table.one} title={wrong}>
        {flight.missing === null ? <span className={table.dim}>{wrong}</span> : wrong}
      </td>
    </tr>
  )
}, looksSame)

/** Shows the number of people read, and the declared number if it differs. */
function People({ flight }: { flight: BoardFlight }) {
  if (flight.people === 0 && flight.declared === null) return <span className={table.dim}>–</span>
  if (flight.declared === null || flight.declared === flight.people) return flight.people
  return (
    <span role="img" aria-label={text('travel.flights.peopleName', { read: flight.people, declared: flight.declared })}>
      <strong>{flight.people}</strong> <span className={table.dim}>/ {flight.declared}</span>
    </span>
  )
}

export function Route({ from, to }: { from: string; to: string }) {
  return (
    <bdi dir="ltr" role="img" aria-label={text('travel.flights.routeName', { from, to })}>
      {from} → {to}
    </bdi>
  )
}

import type { BoardFlight } from '@entente/contracts'
import type { ComponentProps } from 'react'
import table from '../../../../parts/data-table.module.css'
import { GoLink } from '../../../../parts/go-link.tsx'
import { paths } from '../../addresses/paths.ts'
import { text } from '../../texts/index.ts'
import { FlightChip } from './flight-chip.tsx'
import { FlightTime } from './flight-time.tsx'
import { PushSlots } from './push-slots.tsx'

interface Props {
  flight: BoardFlight
  day: string
  row: ComponentProps<'tr'>
}

export function FlightRow({ flight, day, row }: Props) {
  const wrong = flight.missing ?? (flight.findings > 0 ? text('travel.flights.findings', { n: flight.findings }) : '')
  return (
    <tr {...row}>
      <td>
        <FlightChip state={flight.state} />
      </td>
      <th scope="row" style={{ whiteSpace: 'nowrap' }}>
        <GoLink to={paths.flight(flight.key)} tabIndex={-1}>
          {flight.carrier} {flight.number}
        </GoLink>
      </th>
      <td style={{ whiteSpace: 'nowrap' }}>
        <Route from={flight.from} to={flight.to} />
      </td>
      <td style={{ whiteSpace: 'nowrap' }}>
        <FlightTime
          local={flight.departure}
          instant={flight.departsAt}
          zone={flight.zoneKnown ? flight.fromZone : null}
          day={day}
        />
      </td>
      <td>
        <PushSlots slots={flight.slots} />
      </td>
      <td className={table.number}>
        {flight.parts.expected === null
          ? '–'
          : text('travel.flights.parts', { received: flight.parts.received, expected: flight.parts.expected })}
      </td>
      <td className={table.number}>
        <People flight={flight} />
      </td>
      <td className={table.number}>{flight.cases === 0 ? '–' : flight.cases}</td>
      <td className={table.one} title={wrong}>
        {flight.missing === null ? <span className={table.dim}>{wrong}</span> : wrong}
      </td>
    </tr>
  )
}

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

import { type Band, bands, type FlightDetail } from '@entente/contracts'
import { useState } from 'react'
import { AgreementBand } from '../../../../evidence/agreement-band.tsx'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Masked } from '../../../../parts/masked.tsx'
import { Panel } from '../../../../parts/panel.tsx'
import { PersonRef } from '../../../../parts/person-ref.tsx'
import { Segments } from '../../../../parts/segments.tsx'
import { paths } from '../../addresses/paths.ts'
import { findText, text } from '../../texts/index.ts'

type Passenger = FlightDetail['passengers'][number]
type Shown = 'all' | 'cases' | 'removed'
const fits: Record<Shown, (passenger: Passenger) => boolean> = {
  all: () => true,
  cases: (passenger) => passenger.caseId !== null,
  removed: (passenger) => passenger.state === 'removed',
}

/** Lists everyone on the flight in the order of the messages, with links to their records and cases. */
export function FlightPeople({ flight }: { flight: FlightDetail }) {
  const [shown, setShown] = useState<Shown>('all')
  const people = flight.passengers.filter(fits[shown])
  return (
    <Panel
      title={text('travel.flights.one.peopleTitle')}
      note={flight.passengers.length}
      flush
      actions={
        <Segments
          small
          aria-label={text('travel.flights.one.peopleFilterName')}
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          data={(['all', 'cases', 'removed'] as const).map((value) => ({
            value,
            label: text(`travel.flights.one.peopleFilter.${value}`),
          }))}
        />
      }
    >
      {flight.passengers.length === 0 && (
        <p style={{ padding: '10px 12px' }}>
          {text('travel.flights.one.noPeople')} {text('travel.flights.one.noPeopleNext')}
        </p>
      )}
      {flight.passengers.length > 0 && people.length === 0 && (
        <p style={{ padding: '10px 12px' }}>{text('travel.flights.one.noPeopleFilter')}</p>
      )}
      {people.length > 0 && (
        <DataTable
          name={text('travel.flights.one.peopleTitle')}
          columns={[
            text('travel.flights.one.column.person'),
            text('travel.flights.one.column.role'),
            text('travel.flights.one.column.document'),
            text('travel.flights.one.column.seat'),
            text('travel.flights.one.column.hit'),
            text('travel.flights.one.column.case'),
            text('travel.flights.one.column.answer'),
          ]}
          rows
        >
          {people.map((passenger) => (
            <PersonRow key={passenger.travellerId} passenger={passenger} />
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

function PersonRow({ passenger }: { passenger: Passenger }) {
  const band = bands.find((each): each is Band => each === passenger.band)
  return (
    <tr>
      <th scope="row" style={{ maxInlineSize: 340 }}>
        <GoLink to={paths.record(passenger.travellerId)}>
          {passenger.masked ? text('travel.flights.one.maskedPerson') : <PersonRef name={passenger.label} />}
        </GoLink>
        {passenger.state === 'removed' && (
          <span className={table.secondary}> {text('travel.flights.one.removed')}</span>
        )}
      </th>
      <td>{findText(`travel.flights.one.role.${passenger.role}`) ?? passenger.role}</td>
      <td>{passenger.masked ? <Masked /> : <bdi className="mono">{passenger.document ?? '–'}</bdi>}</td>
      <td className="mono">{passenger.seat ?? '–'}</td>
      <td>{band === undefined ? '–' : <AgreementBand band={band} />}</td>
      <td>
        {passenger.caseId !== null && passenger.caseReference !== null ? (
          <GoLink to={paths.case(passenger.caseId)}>{passenger.caseReference}</GoLink>
        ) : (
          '–'
        )}
      </td>
      <td>
        {passenger.answer === null
          ? '–'
          : (findText(`travel.flights.one.answer.${passenger.answer}`) ?? passenger.answer)}
      </td>
    </tr>
  )
}

import type { TravellerRecord } from '@entente/contracts'
import { Fragment } from 'react'
import { Folded } from '../../../parts/folded.tsx'
import { GoLink } from '../../../parts/go-link.tsx'
import classes from '../../../parts/lines.module.css'
import { Masked } from '../../../parts/masked.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { dateUtc } from '../../../texts/times.ts'
import { paths } from '../addresses/paths.ts'
import { text } from '../texts/index.ts'

/** The people whom a folded row names. */
const mostNamed = 3

/** Shows reservations and the other people in them. Each person is masked according to their own regime. */
export function BookingPanel({ record, folded = false }: { record: TravellerRecord; folded?: boolean }) {
  const named = folded ? record.sameBooking.filter(({ masked }) => !masked).slice(0, mostNamed) : []
  const Card = folded ? Folded : Panel
  return (
    <Card
      title={text('travel.case.booking')}
      note={
        <>
          {text('travel.case.inBooking', { count: record.sameBooking.length })}
          {named.map(({ travellerId, label, caseReference }) => (
            <Fragment key={travellerId}>
              {' · '}
              <bdi>{label}</bdi> {caseReference && <bdi dir="ltr">{caseReference}</bdi>}
            </Fragment>
          ))}
        </>
      }
    >
      {record.reservations.length === 0 && <p className={classes.dim}>{text('travel.case.noBooking')}</p>}
      <ul className={classes.lines}>
        {record.reservations.map((reservation) => (
          <li key={`${reservation.carrier} ${reservation.locator}`}>
            <bdi dir="ltr" className="mono">
              {text('travel.case.locator', {
                locator: reservation.locator ?? '–',
                carrier: reservation.carrier ?? '–',
              })}
            </bdi>
            {reservation.created && (
              <span>
                {text('travel.case.bookedAt', { date: dateUtc(`${reservation.created.slice(0, 10)}T00:00:00Z`) })}
              </span>
            )}
            {reservation.cancelled && <span>{text('travel.case.cancelled')}</span>}
          </li>
        ))}
        {record.sameBooking.map((person) => (
          <li key={person.travellerId}>
            {person.masked ? (
              <Masked />
            ) : (
              <GoLink to={paths.record(person.travellerId)}>{<bdi>{person.label}</bdi>}</GoLink>
            )}
            {person.caseReference && <bdi dir="ltr">{person.caseReference}</bdi>}
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Lists people of other bookings and flights who share a detail. A case has a picture of them instead. */
export function LinkedPanel({ record }: { record: TravellerRecord }) {
  return (
    <Panel title={text('travel.case.linked')}>
      {record.linked.length === 0 && <p className={classes.dim}>{text('travel.case.noLinked')}</p>}
      <ul className={classes.lines}>
        {record.linked.map((link) => (
          <li key={link.travellerId + link.by}>
            {link.masked ? <Masked /> : <GoLink to={paths.record(link.travellerId)}>{<bdi>{link.label}</bdi>}</GoLink>}
            <span className={classes.dim}>{text(`travel.case.linkedBy.${link.by}`)}</span>
            {link.flight && (
              <bdi dir="ltr">
                {link.flight.carrier} {link.flight.number} {link.flight.from} → {link.flight.to}
              </bdi>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

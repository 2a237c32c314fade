import type { TravellerRecord } from '@entente/contracts'
import { paths } from '../../../app/paths.ts'
import classes from '../../../pages/case/case.module.css'
import { GoLink } from '../../../parts/go-link.tsx'
import { Masked } from '../../../parts/masked.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { dateUtc } from '../../../texts/times.ts'

/** Reservations, who else is in them, and whom a shared detail links. Each person is masked by their own clock. */
export function BookingPanel({ record }: { record: TravellerRecord }) {
  const t = textsOf('caseTexts')
  return (
    <>
      <Panel title={t.booking} note={t.inBooking(record.sameBooking.length)}>
        {record.reservations.length === 0 && <p className={classes.dim}>{t.noBooking}</p>}
        <ul className={classes.lines}>
          {record.reservations.map((reservation) => (
            <li key={`${reservation.carrier} ${reservation.locator}`}>
              <bdi dir="ltr" className="mono">
                {t.locator(reservation.locator ?? '–', reservation.carrier ?? '–')}
              </bdi>
              {reservation.created && (
                <span>{t.bookedAt(dateUtc(`${reservation.created.slice(0, 10)}T00:00:00Z`))}</span>
              )}
              {reservation.cancelled && <span>{t.cancelled}</span>}
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
      </Panel>
      <Panel title={t.linked}>
        {record.linked.length === 0 && <p className={classes.dim}>{t.noLinked}</p>}
        <ul className={classes.lines}>
          {record.linked.map((link) => (
            <li key={link.travellerId + link.by}>
              {link.masked ? (
                <Masked />
              ) : (
                <GoLink to={paths.record(link.travellerId)}>{<bdi>{link.label}</bdi>}</GoLink>
              )}
              <span className={classes.dim}>{t.linkedBy[link.by]}</span>
              {link.flight && (
                <bdi dir="ltr">
                  {link.flight.carrier} {link.flight.number} {link.flight.from} → {link.flight.to}
                </bdi>
              )}
            </li>
          ))}
        </ul>
      </Panel>
    </>
  )
}

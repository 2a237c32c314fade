import type { CaseDetail, TravellerRecord } from '@entente/contracts'
import { GoLink } from '../../../parts/go-link.tsx'
import lines from '../../../parts/lines.module.css'
import { partialDate } from '../../../texts/times.ts'
import { paths } from '../addresses/paths.ts'
import { findText, text } from '../texts/index.ts'
import { flightOf, recordOf } from './case-details.ts'
import { leavesWords } from './leaves-words.ts'

/** Returns for example `Passenger, seat 14C`. */
export function roleAndSeat(record: TravellerRecord): string {
  const role = findText(`travel.case.roles.${record.role}`) ?? record.role
  return record.seat ? text('travel.case.seat', { role, seat: record.seat }) : role
}

/** Shows the facts about the person and the flight under the title. */
export function CaseFacts({ detail }: { detail: CaseDetail }) {
  const record = recordOf(detail)
  const flight = flightOf(detail)
  const flown = record.journey.find((leg) => leg.screened)?.flown
  const birth = record.fields.find((field) => field.field === 'birthDate')?.value
  const issuer = record.documents.find((document) => document.type === 'P')?.issuer
  return (
    <ul className={lines.facts}>
      <li>{roleAndSeat(record)}</li>
      {flight && (
        <li>
          <GoLink to={paths.flight(flight.key)}>
            <bdi dir="ltr">
              {flight.carrier} {flight.number}
            </bdi>
          </GoLink>{' '}
          <bdi dir="ltr">
            {flight.from} → {flight.to}
          </bdi>
        </li>
      )}
      {flown && <li>{text('travel.case.flownAs', flown)}</li>}
      {flight && <li title={flight.departsAt ?? undefined}>{leavesWords(flight)}</li>}
      {birth && (
        <li>
          {text('travel.case.born', {
            date: /^\d{4}-\d{2}$/.test(birth)
              ? text('travel.case.partialMonth', { date: partialDate(birth) })
              : partialDate(birth),
          })}
        </li>
      )}
      {issuer && <li>{text('travel.case.passport', { issuer })}</li>}
      {record.state === 'removed' && <li>{text('travel.case.removed')}</li>}
    </ul>
  )
}

import type { CaseDetail, CasePersonAnswer, TravellerRecord } from '@entente/contracts'
import type { z } from 'zod'
import { useRead } from '../../../app/query.ts'
import { GoLink } from '../../../parts/go-link.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { dateUtc } from '../../../texts/times.ts'
import { paths } from '../addresses/paths.ts'
import { text } from '../texts/index.ts'
import { recordOf } from './case-details.ts'
import classes from './itinerary.module.css'

type Leg = TravellerRecord['journey'][number]
type Ends = Pick<Leg, 'from' | 'to' | 'departure' | 'arrival'>
interface OtherCase {
  caseId: string
  reference: string
  label: string | null
}

/**
 * Draws the journey as a strip: stations as rings, flights as lines, this flight thick, a flight that has not begun
 * dashed; the time on the ground between two flights; cases about the same person on other flights. Times are local, as
 * sent.
 */
export function Itinerary({ detail }: { detail: CaseDetail }) {
  const { journey } = recordOf(detail)
  const { data } = useRead<z.infer<typeof CasePersonAnswer>>(`/v1/cases/${detail.id}/person`)
  const person = data?.person?.certainty === 'same' ? data.person : null
  const cases: OtherCase[] = [...(person?.open ?? []), ...(person?.decided ?? [])]
  return (
    <Panel title={text('travel.case.journey')} flush>
      {journey.length === 0 ? (
        <p className={classes.none}>{text('travel.case.noJourney')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className={classes.scroll} tabIndex={0} aria-label={text('travel.case.legs')}>
          <ol className={classes.strip}>
            {journey.map((leg, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: legs of one journey keep their order
              <Flight key={place} leg={leg} next={journey[place + 1]} cases={cases} />
            ))}
          </ol>
        </section>
      )}
    </Panel>
  )
}

function Flight({ leg, next, cases }: { leg: Leg; next: Leg | undefined; cases: readonly OtherCase[] }) {
  const begun = leg.departure === null || Date.parse(`${leg.departure}Z`) <= Date.now()
  const flown = leg.flown ?? leg
  const other = leg.screened
    ? undefined
    : cases.find(({ label }) => label === labelOf(leg) || label === labelOf({ ...leg, ...leg.flown }))
  const ground = next === undefined ? null : groundTime(leg, next)
  return (
    <li className={classes.flight} data-screened={leg.screened || undefined}>
      <p className={classes.name}>
        <bdi dir="ltr">
          {flown.carrier} {flown.number}
        </bdi>
        {leg.screened && <span>{text('travel.case.screened')}</span>}
        {other && (
          <GoLink to={paths.case(other.caseId)}>
            <bdi dir="ltr">{other.reference}</bdi>
          </GoLink>
        )}
      </p>
      <div className={classes.way}>
        <bdi dir="ltr" className={classes.station}>
          {leg.from ?? '–'}
        </bdi>
        <LegLine screened={leg.screened} begun={begun} />
        <bdi dir="ltr" className={classes.station}>
          {leg.to ?? '–'}
        </bdi>
      </div>
      <p className={classes.time}>
        <bdi dir="ltr">{leg.departure === null ? '–' : localTime(leg.departure)}</bdi>
        {leg.arrival !== null && <bdi dir="ltr">– {leg.arrival.slice(11, 16)}</bdi>}
        {!begun && !leg.screened && <span>{text('travel.case.notBegun')}</span>}
      </p>
      {leg.flown && (
        <p className={classes.small}>
          {text('travel.case.soldAs', { carrier: leg.carrier ?? '–', number: leg.number ?? '–' })}
        </p>
      )}
      {ground !== null && (
        <p className={classes.small}>
          {text('travel.case.ground', { hours: ground.hours, minutes: ground.minutes, place: leg.to ?? '–' })}
        </p>
      )}
    </li>
  )
}

/** Draws a flight: a ring at each end and a line between. */
function LegLine({ screened, begun }: { screened: boolean; begun: boolean }) {
  return (
    <svg className={classes.line} aria-hidden="true" focusable="false" data-screened={screened || undefined}>
      <line x1="5" x2="99%" y1="6" y2="6" {...(!begun && !screened && { strokeDasharray: '4 3' })} />
      <circle cx="6" cy="6" r="4" />
      <svg x="100%" overflow="visible" aria-hidden="true" focusable="false">
        <circle cx="-6" cy="6" r="4" />
      </svg>
    </svg>
  )
}

/** The label of a flight as the cases of the node name it. */
const labelOf = ({ carrier, number, from, to }: Pick<Leg, 'carrier' | 'number' | 'from' | 'to'>): string =>
  `${carrier} ${number} ${from}-${to}`
const localTime = (local: string): string =>
  text('travel.case.legTime', { date: dateUtc(`${local.slice(0, 10)}T00:00:00Z`), clock: local.slice(11, 16) })

/**
 * Returns the time on the ground between two flights. Both times are local to the same airport, so their difference
 * needs no zone. Null if a time or the airport is missing, or if the second flight leaves elsewhere or earlier.
 */
export function groundTime(leg: Ends, next: Ends): { hours: number; minutes: number } | null {
  if (leg.arrival === null || next.departure === null || leg.to === null || leg.to !== next.from) return null
  const minutes = (Date.parse(`${next.departure}Z`) - Date.parse(`${leg.arrival}Z`)) / 60_000
  if (!(minutes >= 0)) return null
  return { hours: Math.floor(minutes / 60), minutes: Math.round(minutes % 60) }
}

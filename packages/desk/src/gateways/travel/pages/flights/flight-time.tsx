import { dateUtc, instantUtc, offsetOf, placeOf } from '../../../../texts/times.ts'
import { text } from '../../texts/index.ts'

interface Props {
  /** Local time as sent, `YYYY-MM-DDTHH:MM`, without zone. */
  local: string | null
  instant: string | null
  zone: string | null
  /** The day `YYYY-MM-DD` that the page shows already. Only another day is added to the time. */
  day?: string | undefined
}

/** Shows a flight's local time with place and offset: `14:35 Tunis +1`. The tooltip has the time in UTC. */
export function FlightTime({ local, instant, zone, day }: Props) {
  if (local === null) return <span>{text('travel.flights.unknownTime')}</span>
  const clock = local.slice(11, 16)
  const date = local.slice(0, 10)
  const other = date === day ? '' : `${dateUtc(`${date}T00:00:00Z`)} `
  if (zone === null || instant === null)
    return <bdi dir="ltr">{text('travel.flights.noZone', { time: other + clock })}</bdi>
  return (
    <bdi dir="ltr" title={instantUtc(instant)}>
      {other}
      {clock} {placeOf(zone)}{' '}
      <span style={{ color: 'var(--t3)' }}>{offsetOf(instant, zone).replace('UTC', '') || '+0'}</span>
    </bdi>
  )
}

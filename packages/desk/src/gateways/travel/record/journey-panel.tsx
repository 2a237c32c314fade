import type { TravellerRecord } from '@entente/contracts'
import { Chip } from '../../../parts/chip.tsx'
import classes from '../../../parts/lines.module.css'
import { Panel } from '../../../parts/panel.tsx'
import { dateUtc } from '../../../texts/times.ts'
import { text } from '../texts/index.ts'

/** Shows the legs of the journey, with the screened leg marked. Times are local, as sent. */
export function JourneyPanel({ record: { journey } }: { record: TravellerRecord }) {
  if (journey.length === 0)
    return (
      <Panel title={text('travel.case.journey')}>
        <p className={classes.dim}>{text('travel.case.noJourney')}</p>
      </Panel>
    )
  return (
    <Panel title={text('travel.case.journey')}>
      <ol className={classes.lines}>
        {journey.map((leg, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: legs of one journey keep their order
          <li key={place}>
            <bdi dir="ltr" className="mono">
              {leg.departure ? localTime(leg.departure) : '–'}
            </bdi>
            <bdi dir="ltr">
              {leg.carrier} {leg.number}
            </bdi>
            <bdi dir="ltr">
              {leg.from ?? '–'} → {leg.to ?? '–'}
            </bdi>
            {leg.screened ? (
              <Chip tone="plain" icon="circledTick">
                {text('travel.case.screened')}
              </Chip>
            ) : (
              <span className={classes.dim}>{text('travel.case.legNotScreened')}</span>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
const localTime = (local: string): string => `${dateUtc(`${local.slice(0, 10)}T00:00:00Z`)} ${local.slice(11, 16)}`

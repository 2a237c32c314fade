import type { CaseDetail } from '@entente/contracts'
import classes from '../../../pages/case/case.module.css'
import { Chip } from '../../../parts/chip.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { dateUtc } from '../../../texts/times.ts'

/** The legs of the journey, the one screened here told apart. Times are local to their places, as sent. */
export function JourneyPanel({ detail }: { detail: Pick<CaseDetail, 'record'> }) {
  const t = textsOf('caseTexts')
  const { journey } = detail.record
  if (journey.length === 0) return <Panel title={t.journey}>{<p className={classes.dim}>{t.noJourney}</p>}</Panel>
  return (
    <Panel title={t.journey}>
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
                {t.screened}
              </Chip>
            ) : (
              <span className={classes.dim}>{t.legNotScreened}</span>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
const localTime = (local: string): string => `${dateUtc(`${local.slice(0, 10)}T00:00:00Z`)} ${local.slice(11, 16)}`

import type { MatchingRates, ThresholdTrial } from '@entente/contracts'
import { groupName } from '../../app/group-name.ts'
import { useRead } from '../../app/query.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { hundredths, number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { instantHere } from '../../texts/times.ts'
import { RateTable } from './rate-table.tsx'
import classes from './threshold.module.css'
import { ThresholdFrame } from './threshold-frame.tsx'
import { TrialCard } from './trial-card.tsx'

/** Shows the shares of people with a hit, by script and nationality, under the threshold in use. */
export function RatesPage() {
  const rates = useRead<MatchingRates>('/v1/matching/rates')
  const trials = useRead<{ items: ThresholdTrial[] }>(
    '/v1/matching/trials',
    {},
    { enabled: rates.data?.running != null },
  )
  const running = trials.data?.items.find((trial) => trial.id === rates.data?.running && trial.finishedAt === null)
  const measured = rates.data?.measured
  return (
    <ThresholdFrame title={text('threshold.tabs.rates')}>
      <ReadState read={rates} rows={8} />
      {running && (
        <Panel title={text('threshold.rates.running')} flush>
          <TrialCard trial={running} />
        </Panel>
      )}
      {rates.data && measured === null && !running && (
        <EmptyState title={text('threshold.rates.none')} next={text('threshold.rates.noneNext')} />
      )}
      {rates.data && measured && (
        <>
          <p className={classes.lead}>
            {text('threshold.rates.measured', {
              people: number(measured.people),
              days: rates.data.days,
              at: instantHere(measured.at),
            })}{' '}
            {text('threshold.rates.under', {
              value: hundredths(rates.data.threshold),
              version: rates.data.thresholdVersion,
            })}{' '}
            {measured.notComparable > 0 && text('threshold.trial.notComparable', { n: measured.notComparable })}{' '}
            {text('threshold.rates.what')} {text('threshold.small.rounded')}
          </p>
          <Panel title={text('threshold.rates.byScript')} flush>
            <RateTable
              caption={text('threshold.rates.byScript')}
              of={text('threshold.rates.script')}
              all={{ value: '', inForce: measured.all }}
              rows={measured.script.groups.map(({ value, ...inForce }) => ({ value, inForce }))}
              leftOut={measured.script.leftOut}
              name={groupName}
            />
          </Panel>
          <Panel title={text('threshold.rates.byNationality')} flush>
            <RateTable
              caption={text('threshold.rates.byNationality')}
              of={text('threshold.rates.nationality')}
              all={{ value: '', inForce: measured.all }}
              rows={measured.nationality.groups.map(({ value, ...inForce }) => ({ value, inForce }))}
              leftOut={measured.nationality.leftOut}
              name={groupName}
            />
          </Panel>
        </>
      )}
    </ThresholdFrame>
  )
}

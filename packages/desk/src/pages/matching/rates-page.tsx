import type { MatchingRates, ThresholdTrial } from '@entente/contracts'
import { useRead } from '../../app/query.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { hundredths, number } from '../../texts/numbers.ts'
import { instantUtc } from '../../texts/times.ts'
import { groupName } from './group-name.ts'
import { RateTable } from './rate-table.tsx'
import classes from './threshold.module.css'
import { ThresholdFrame } from './threshold-frame.tsx'
import { TrialCard } from './trial-card.tsx'

/** How often people of each script and nationality are hit under the threshold in force. */
export function RatesPage() {
  const t = textsOf('threshold')
  const rates = useRead<MatchingRates>('/v1/matching/rates')
  const trials = useRead<{ items: ThresholdTrial[] }>(
    '/v1/matching/trials',
    {},
    { enabled: rates.data?.running != null },
  )
  const running = trials.data?.items.find((trial) => trial.id === rates.data?.running && trial.finishedAt === null)
  const measured = rates.data?.measured
  return (
    <ThresholdFrame title={t.tabs.rates}>
      {rates.error && <ProblemCard error={rates.error} onRetry={() => void rates.refetch()} />}
      {rates.isPending && <Loading rows={8} height={34} />}
      {running && (
        <Panel title={t.rates.running} flush>
          <TrialCard trial={running} />
        </Panel>
      )}
      {rates.data && measured === null && !running && <EmptyState title={t.rates.none} next={t.rates.noneNext} />}
      {rates.data && measured && (
        <>
          <p className={classes.lead}>
            {t.rates.measured(number(measured.people), rates.data.days, instantUtc(measured.at))}{' '}
            {t.rates.under(hundredths(rates.data.threshold), rates.data.thresholdVersion)}{' '}
            {measured.notComparable > 0 && t.trial.notComparable(measured.notComparable)} {t.rates.what}{' '}
            {t.small.rounded}
          </p>
          <Panel title={t.rates.byScript} flush>
            <RateTable
              caption={t.rates.byScript}
              of={t.rates.script}
              all={{ value: '', inForce: measured.all }}
              rows={measured.script.groups.map(({ value, ...inForce }) => ({ value, inForce }))}
              leftOut={measured.script.leftOut}
              name={groupName}
            />
          </Panel>
          <Panel title={t.rates.byNationality} flush>
            <RateTable
              caption={t.rates.byNationality}
              of={t.rates.nationality}
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

import type { ThresholdTrial } from '@entente/contracts'
import { Progress } from '../../parts/progress.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { hundredths } from '../../texts/numbers.ts'
import { TrialResult } from './trial-result.tsx'

/** One trial: how far it is, then what it found. */
export function TrialCard({ trial }: { trial: ThresholdTrial }) {
  const t = textsOf('threshold').trial
  if (trial.result !== null) return <TrialResult trial={trial} result={trial.result} />
  return (
    <div style={{ padding: '10px 12px' }}>
      <Progress
        label={t.running(hundredths(trial.threshold), trial.days)}
        done={trial.compared}
        total={trial.people}
        startedAt={trial.startedAt}
        counted={t.counted}
      />
    </div>
  )
}

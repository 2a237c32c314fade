import type { ThresholdTrial } from '@entente/contracts'
import { Progress } from '../../parts/progress.tsx'
import { hundredths } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { TrialResult } from './trial-result.tsx'

/** Shows one trial: its progress, then its result. */
export function TrialCard({ trial }: { trial: ThresholdTrial }) {
  if (trial.result !== null) return <TrialResult trial={trial} result={trial.result} />
  return (
    <div style={{ padding: '10px 12px' }}>
      <Progress
        label={text('threshold.trial.running', { value: hundredths(trial.threshold), days: trial.days })}
        done={trial.compared}
        total={trial.people}
        startedAt={trial.startedAt}
        counted={(done, total) => text('threshold.trial.counted', { done, total })}
      />
    </div>
  )
}

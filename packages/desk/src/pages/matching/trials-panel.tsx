import type { ThresholdTrial } from '@entente/contracts'
import { useState } from 'react'
import table from '../../parts/data-table.module.css'
import { Icon } from '../../parts/icon.tsx'
import { Panel } from '../../parts/panel.tsx'
import { hundredths } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { instantHere } from '../../texts/times.ts'
import classes from './threshold.module.css'
import { TrialCard } from './trial-card.tsx'

/** Lists trials and measurements, newest first. Running ones show their progress; finished ones can be opened. */
export function TrialsPanel({ trials }: { trials: readonly ThresholdTrial[] }) {
  const [opened, setOpened] = useState<string | null>(null)
  const running = trials.filter((trial) => trial.finishedAt === null)
  const finished = trials.filter((trial) => trial.finishedAt !== null)
  if (trials.length === 0) return null
  return (
    <Panel title={text('threshold.trial.title')} flush>
      {running.map((trial) => (
        <TrialCard key={trial.id} trial={trial} />
      ))}
      {finished.length > 0 && (
        <ul>
          {finished.map((trial) => (
            <li key={trial.id} className={classes.trial}>
              <button
                type="button"
                className={classes.opener}
                aria-expanded={trial.id === opened}
                onClick={() => setOpened(trial.id === opened ? null : trial.id)}
              >
                <Icon name={trial.id === opened ? 'up' : 'down'} size={14} />
                {text('threshold.trial.line', {
                  at: instantHere(trial.finishedAt ?? trial.askedAt),
                  threshold: hundredths(trial.threshold),
                  inForce: hundredths(trial.inForce),
                  same: String(hundredths(trial.threshold) === hundredths(trial.inForce)),
                })}
                <span className={table.secondary}>{text(`threshold.trial.causes.${trial.cause}`)}</span>
              </button>
              {trial.id === opened && <TrialCard trial={trial} />}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

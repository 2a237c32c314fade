import type { ImportPreview } from '@entente/contracts'
import { Panel } from '../../parts/panel.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { number } from '../../texts/numbers.ts'
import classes from './signal-import.module.css'

/** What the list would have hit in the last 7 days. Counts and signals only: no traveller is named. */
export function Trial({ trial }: { trial: ImportPreview['trial'] }) {
  const t = textsOf('signalImport').trial
  const heavy = trial.heaviest.reduce((sum, signal) => sum + signal.hits, 0)
  return (
    <Panel title={t.title}>
      {trial.hits === 0 ? (
        <p>{t.none}</p>
      ) : (
        <p>
          {t.before}
          <strong>{t.hits(trial.hits, trial.people)}</strong>{' '}
          {trial.heaviest.length > 0 && t.heaviest(trial.heaviest.length, heavy)}
        </p>
      )}
      <ul className={classes.heaviest}>
        {trial.heaviest.map((signal) => (
          <li key={signal.name}>
            <bdi>{signal.name}</bdi> <span>{number(signal.hits)}</span>
          </li>
        ))}
      </ul>
      <p style={{ marginBlockStart: 8, color: 'var(--t3)', fontSize: 12 }}>{t.screened(trial.screened)}</p>
    </Panel>
  )
}

import type { ImportPreview } from '@entente/contracts'
import { Panel } from '../../parts/panel.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import classes from './signal-import.module.css'

/** The hits that the list would have had in the last 7 days. Counts and signals only: nobody is named. */
export function Trial({ trial }: { trial: ImportPreview['trial'] }) {
  const heavy = trial.heaviest.reduce((sum, signal) => sum + signal.hits, 0)
  return (
    <Panel title={text('signal-import.trial.title')}>
      {trial.hits === 0 ? (
        <p>{text('signal-import.trial.none')}</p>
      ) : (
        <p>
          {text('signal-import.trial.before')}
          <strong>{text('signal-import.trial.hits', { hits: trial.hits, people: trial.people })}</strong>{' '}
          {trial.heaviest.length > 0 &&
            text('signal-import.trial.heaviest', { signals: trial.heaviest.length, hits: heavy })}
        </p>
      )}
      <ul className={classes.heaviest}>
        {trial.heaviest.map((signal) => (
          <li key={signal.name}>
            <bdi>{signal.name}</bdi> <span>{number(signal.hits)}</span>
          </li>
        ))}
      </ul>
      <p style={{ marginBlockStart: 8, color: 'var(--t3)', fontSize: 12 }}>
        {text('signal-import.trial.screened', { n: trial.screened })}
      </p>
    </Panel>
  )
}

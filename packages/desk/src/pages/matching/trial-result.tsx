import type { HitOutcomes, TrialResult as Result, ThresholdTrial } from '@entente/contracts'
import { groupName } from '../../app/group-name.ts'
import table from '../../parts/data-table.module.css'
import { hundredths, number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { RateTable } from './rate-table.tsx'
import { SmallCount } from './small-count.tsx'
import classes from './threshold.module.css'

const columns = ['inForce', 'proposed', 'appear', 'vanish'] as const
const rows = ['hits', 'confirmed', 'dismissed', 'undecided'] as const satisfies (keyof HitOutcomes)[]

/** Shows the effect of a threshold: hits by their decision, and shares of people by script and nationality. */
export function TrialResult({ trial, result }: { trial: ThresholdTrial; result: Result }) {
  const { rates } = result
  const all = { value: '', ...rates.all }
  return (
    <div className={classes.result}>
      <p>
        {text('threshold.trial.people', { people: number(result.people), days: trial.days })}{' '}
        {result.notComparable > 0 && text('threshold.trial.notComparable', { n: result.notComparable })}{' '}
        {text('threshold.small.rounded')}
      </p>
      <table className={table.table}>
        <caption className="visually-hidden">{text('threshold.trial.hitsCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{text('threshold.trial.row')}</span>
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className={table.number}>
                {text(`threshold.trial.column.${column}`, {
                  value: hundredths(column === 'inForce' || column === 'vanish' ? trial.inForce : trial.threshold),
                })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <th scope="row">{text(`threshold.trial.rows.${row}`)}</th>
              {columns.map((column) => (
                <td key={column} className={table.number}>
                  <SmallCount count={result[column][row]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <h3 className={classes.group}>{text('threshold.rates.byScript')}</h3>
      <RateTable
        caption={text('threshold.rates.byScript')}
        of={text('threshold.rates.script')}
        all={all}
        rows={rates.script.groups}
        leftOut={rates.script.leftOut}
        name={groupName}
      />
      <h3 className={classes.group}>{text('threshold.rates.byNationality')}</h3>
      <RateTable
        caption={text('threshold.rates.byNationality')}
        of={text('threshold.rates.nationality')}
        all={all}
        rows={rates.nationality.groups}
        leftOut={rates.nationality.leftOut}
        name={groupName}
      />
    </div>
  )
}

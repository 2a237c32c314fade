import type { CargoDrift } from '@entente/contracts'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { Icon } from '../../../../parts/icon.tsx'
import lines from '../../../../parts/lines.module.css'
import { Panel } from '../../../../parts/panel.tsx'
import { list } from '../../../../texts/lists.ts'
import { number } from '../../../../texts/numbers.ts'
import { dateHere } from '../../../../texts/times.ts'
import { text } from '../../texts/index.ts'
import { featureWords } from './feature-words.ts'
import classes from './models.module.css'

/** Says that the newest comparison raised an alarm. Shows nothing without one. */
export function DriftNotice({ drift: { alarms, at } }: { drift: CargoDrift }) {
  if (alarms.length === 0) return null
  return (
    <p className={lines.notice} style={{ marginBlockEnd: 12 }}>
      <Icon name="triangle" size={14} />{' '}
      {text('cargo.models.driftNotice', { when: dateHere(at), alarms: alarmWords(alarms) })}
    </p>
  )
}

/** Shows the comparisons of recent consignments with the training data, newest first. */
export function DriftPanel({ drift }: { drift: readonly CargoDrift[] }) {
  const [newest] = drift
  return (
    <Panel title={text('cargo.models.drift')} flush={newest !== undefined}>
      {newest === undefined ? (
        <p className={classes.line}>{text('cargo.models.noDrift')}</p>
      ) : (
        <>
          <p className={classes.under}>{text('cargo.models.driftWhat')}</p>
          {newest.absent.length > 0 && (
            <p className={classes.under}>
              {text('cargo.models.absent', {
                features: list(newest.absent.map(({ feature }) => featureWords(feature))),
              })}
            </p>
          )}
          <DataTable
            name={text('cargo.models.drift')}
            columns={[
              text('cargo.models.column.day'),
              { head: text('cargo.models.column.psi'), number: true },
              text('cargo.models.column.found'),
              text('cargo.models.column.alarms'),
            ]}
            stacks
          >
            {drift.map(({ at, psi, observed, forecast, alarms }) => (
              <tr key={at}>
                <th scope="row">{dateHere(at)}</th>
                <td className={table.number}>{psi === null ? text('cargo.models.tooFew') : number(psi, 2)}</td>
                <td className={table.wrap}>
                  {forecast === null
                    ? text('cargo.models.tooFew')
                    : text('cargo.models.forecast', {
                        found: observed.positives,
                        low: number(forecast.low, 0),
                        high: number(forecast.high, 0),
                      })}
                </td>
                <td className={alarms.length === 0 ? table.dim : table.wrap}>
                  {alarms.length === 0 ? text('cargo.models.noAlarm') : alarmWords(alarms)}
                </td>
              </tr>
            ))}
          </DataTable>
        </>
      )}
    </Panel>
  )
}

const alarmWords = (alarms: CargoDrift['alarms']): string =>
  list(alarms.map((alarm) => text(`cargo.models.alarm.${alarm}`)))

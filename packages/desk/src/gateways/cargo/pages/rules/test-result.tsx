import type { CargoRuleTest } from '@entente/contracts'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { GoLink } from '../../../../parts/go-link.tsx'
import { Icon } from '../../../../parts/icon.tsx'
import { number } from '../../../../texts/numbers.ts'
import { dateHere } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { text } from '../../texts/index.ts'
import classes from './rules.module.css'

const percent = (share: number): string => number(100 * share, share > 0 && share < 0.1 ? 2 : 0)

/** Shows the result of a test: what it read, how often the rule hits, what inspections of those found, and examples. */
export function TestResult({ test }: { test: CargoRuleTest }) {
  const { report, history, enough, complete, unreadable } = test
  if (report === null || history === null) return null
  const common = report.overlap.filter(({ both }) => both > 0)
  const { hits, rate, undetermined, inspected, positives, precision, onlyThis, extraPerDay, examples } = report
  return (
    <div className={classes.stack}>
      <p className={classes.line}>
        <Icon name={enough ? 'circledTick' : 'circledI'} size={14} />{' '}
        {text('cargo.rules.test.read', {
          n: number(test.read),
          from: dateHere(test.from),
          to: dateHere(test.to),
        })}{' '}
        {text(enough ? 'cargo.rules.test.enough' : 'cargo.rules.test.notEnough')}
        {!complete && ` ${text('cargo.rules.test.incomplete')}`}
        {unreadable > 0 && ` ${text('cargo.rules.test.unreadable', { n: unreadable })}`}
      </p>
      <dl className={classes.figures}>
        <Figure
          name={text('cargo.rules.test.hits')}
          value={text('cargo.rules.test.hitsOf', { n: number(hits), percent: percent(rate) })}
        />
        <Figure
          name={text('cargo.rules.test.perDay')}
          value={text('cargo.rules.test.perDayOf', {
            mean: number(extraPerDay.mean, 1),
            most: number(extraPerDay.p95, 0),
          })}
        />
        <Figure name={text('cargo.rules.test.onlyThis')} value={number(onlyThis)} />
        <Figure
          name={text('cargo.rules.test.found')}
          value={
            precision === null
              ? text('cargo.rules.notInspected')
              : text('cargo.rules.track', {
                  ...{ inspected, positives },
                  low: Math.round(100 * precision.low),
                  high: Math.round(100 * precision.high),
                })
          }
        />
        <Figure
          name={text('cargo.rules.test.ofAll')}
          value={
            history.positives === 0
              ? text('cargo.rules.test.nothingFound')
              : text('cargo.rules.test.share', { n: positives, all: history.positives })
          }
        />
        <Figure name={text('cargo.rules.test.undetermined')} value={number(undetermined)} />
      </dl>
      {common.length > 0 && (
        <DataTable
          name={text('cargo.rules.test.overlap')}
          columns={[text('cargo.rules.test.overlap'), { head: text('cargo.rules.test.both'), number: true }]}
          stacks
        >
          {common.map(({ ruleId, title, both }) => (
            <tr key={ruleId}>
              <th scope="row" className={table.wrap}>
                <GoLink to={paths.cargoRule(ruleId)}>
                  <bdi>{title}</bdi>
                </GoLink>
              </th>
              <td className={table.number}>{number(both)}</td>
            </tr>
          ))}
        </DataTable>
      )}
      {hits > 0 && (
        <p className={classes.line}>
          {text('cargo.rules.test.examples')}{' '}
          {examples.length === 0
            ? text('cargo.rules.test.noExamples')
            : examples.map(({ id, key }, place) => (
                <span key={id}>
                  {place > 0 && ', '}
                  <GoLink to={paths.consignment(id)}>
                    <bdi dir="ltr">{key}</bdi>
                  </GoLink>
                </span>
              ))}
        </p>
      )}
    </div>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

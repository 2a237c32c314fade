import type { CargoRuleRow } from '@entente/contracts'
import type { ComponentProps } from 'react'
import table from '../../../../parts/data-table.module.css'
import { DataTable } from '../../../../parts/data-table.tsx'
import { GoLink } from '../../../../parts/go-link.tsx'
import { number } from '../../../../texts/numbers.ts'
import { dateHere } from '../../../../texts/times.ts'
import { paths } from '../../addresses/paths.ts'
import { findText, text } from '../../texts/index.ts'
import { RuleStateChip } from './rule-state.tsx'

interface Props {
  rows: readonly CargoRuleRow[]
  /** Returns attributes of a row for keyboard use. */
  rowOf: (row: CargoRuleRow) => ComponentProps<'tr'>
}

/** Lists rules as rows: state, title, author, end, hits, results of inspections, use of the capacity. */
export function RuleTable({ rows, rowOf }: Props) {
  return (
    <DataTable
      name={text('cargo.rules.title')}
      columns={[
        text('cargo.rules.column.state'),
        { head: text('cargo.rules.column.rule'), width: '34%' },
        text('cargo.rules.column.author'),
        text('cargo.rules.column.ends'),
        { head: text('cargo.rules.column.hits'), number: true },
        text('cargo.rules.column.found'),
        text('cargo.rules.column.capacity'),
      ]}
      rows
      stacks
    >
      {rows.map((row) => (
        <tr key={row.id} {...rowOf(row)}>
          <td>
            <RuleStateChip state={row.state} waits={row.waitsSince !== null} />
          </td>
          <th scope="row" className={table.wrap}>
            <GoLink to={paths.cargoRule(row.id)} tabIndex={-1}>
              <RuleTitle rule={row} />
            </GoLink>
            <div className={table.secondary}>
              {effectWords(row)}
              {row.active !== null && row.active.version !== row.version && (
                <> · {text('cargo.rules.activeVersion', { n: row.active.version })}</>
              )}
            </div>
          </th>
          <td className={row.author === null ? table.dim : undefined}>
            {row.author === null ? text('cargo.rules.ofNode') : <bdi>{row.author}</bdi>}
          </td>
          <td className={row.active?.until == null ? table.dim : undefined}>
            <Ends row={row} />
          </td>
          <td className={table.number}>{number(row.hits)}</td>
          <td className={row.track === null ? table.dim : table.wrap}>
            {row.track === null ? text('cargo.rules.notInspected') : trackWords(row.track)}
          </td>
          <td className={table.wrap}>
            {row.orders === 0 ? (
              <span className={table.dim}>{text('cargo.rules.noOrders')}</span>
            ) : (
              text('cargo.rules.orders', { n: row.orders })
            )}
            {row.selectShare !== null && (
              <div className={table.secondary}>
                {text('cargo.rules.share', { percent: Math.round(100 * row.selectShare) })}
              </div>
            )}
          </td>
        </tr>
      ))}
    </DataTable>
  )
}

/** Shows the title of a rule. Those of every node are named in the reader's language. */
export function RuleTitle({ rule: { builtIn, title } }: { rule: Pick<CargoRuleRow, 'builtIn' | 'title'> }) {
  return <bdi>{ruleTitle({ builtIn, title })}</bdi>
}
export const ruleTitle = ({ builtIn, title }: Pick<CargoRuleRow, 'builtIn' | 'title'>): string =>
  builtIn === null ? title : (findText(`cargo.rules.builtIn.${builtIn}`) ?? title)

/** Says in words what a rule does with a consignment that it hits. */
export const effectWords = ({ effect, lane }: Pick<CargoRuleRow, 'effect' | 'lane'>): string =>
  text('cargo.rules.effectOf', { effect, lane: lane ?? 'none' })

/** Says how many of the inspected consignments of a rule had a finding, with the interval. */
export const trackWords = ({ inspected, positives, low, high }: CargoRuleRow['track'] & object): string =>
  text('cargo.rules.track', { inspected, positives, low: Math.round(100 * low), high: Math.round(100 * high) })

function Ends({ row: { active, daysLeft, expiresSoon } }: { row: CargoRuleRow }) {
  if (active?.until == null) return text('cargo.rules.noEnd')
  return (
    <>
      <time dateTime={active.until} style={{ whiteSpace: 'nowrap' }}>
        {dateHere(active.until)}
      </time>
      {expiresSoon && <div className={table.secondary}>{text('cargo.rules.daysLeft', { n: daysLeft ?? 0 })}</div>}
    </>
  )
}

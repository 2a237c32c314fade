import type { OversightRates, SourceRate } from '@entente/contracts'
import { IntervalBar } from '../../parts/charts/interval-bar.tsx'
import { Sparkline } from '../../parts/charts/line-chart.tsx'
import { Chip } from '../../parts/chip.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { Panel } from '../../parts/panel.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { dateUtc } from '../../texts/times.ts'
import classes from './rates.module.css'
import { percentOf } from './rates-words.ts'

/** Shows the share of mistaken hits of each source with its interval, twelve weeks, and whether it rises. */
export function SourcesPanel({ rates }: { rates: OversightRates }) {
  const name = ({ source, sources }: SourceRate) =>
    source === null ? text('rates.sources.small', { count: sources }) : <bdi>{source || text('rates.sources.own')}</bdi>
  return (
    <Panel title={text('rates.sources.title')} note={text('rates.sources.note')} flush>
      {rates.sources.length === 0 ? (
        <p className={classes.none}>{text('rates.nothing')}</p>
      ) : (
        <DataTable
          name={text('rates.sources.title')}
          stacks
          columns={[
            { head: text('rates.sources.column.source'), width: '28%' },
            { head: text('rates.sources.column.decided'), number: true },
            { head: text('rates.sources.column.mistaken'), number: true },
            text('rates.sources.column.interval'),
            text('rates.sources.column.weeks'),
            text('rates.sources.column.note'),
          ]}
        >
          {rates.sources.map((row) => (
            <tr key={row.source ?? ''}>
              <th scope="row" className={table.wrap}>
                {name(row)}
              </th>
              <td className={table.number}>{row.n === null ? '–' : number(row.n)}</td>
              <td className={table.number}>{row.share === null ? '–' : percentOf(row.share)}</td>
              <td className={table.wrap}>
                <IntervalBar {...row} />
                {row.low !== null && row.high !== null && (
                  <span className={classes.small}>
                    {text('rates.interval', { low: percentOf(row.low), high: percentOf(row.high) })}
                  </span>
                )}
              </td>
              <td>
                <Sparkline values={row.weeks} />
              </td>
              <td className={table.wrap}>
                {row.state === 'hidden' && <span className={table.dim}>{text('rates.hidden')}</span>}
                {row.state === 'few' && <span className={table.dim}>{text('rates.few')}</span>}
                {row.risingSince !== null && (
                  <Chip tone="warn" icon="up">
                    {text('rates.sources.rising', { day: dateUtc(row.risingSince) })}
                  </Chip>
                )}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

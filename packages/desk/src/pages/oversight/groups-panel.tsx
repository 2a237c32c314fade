import type { OversightRates } from '@entente/contracts'
import { groupChips, groupName } from '../../app/group-name.ts'
import { paths } from '../../app/paths.ts'
import { Chip } from '../../parts/chip.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { dateUtc } from '../../texts/times.ts'
import classes from './rates.module.css'

/** A long list of nationalities is on its own page. */
const most = 12

/** Compares the people with a hit by script and nationality with everybody else. */
export function GroupsPanel({ groups }: { groups: NonNullable<OversightRates['groups']> }) {
  const rows = [
    ...groups.script.map((row) => ({ ...row, of: text('threshold.rates.script') })),
    ...groups.nationality.map((row) => ({ ...row, of: text('threshold.rates.nationality') })),
  ].toSorted((one, other) => (other.ratio ?? 0) - (one.ratio ?? 0))
  return (
    <Panel title={text('rates.groups.title')} note={text('rates.groups.note')} flush>
      <DataTable
        name={text('rates.groups.title')}
        stacks
        columns={[
          text('rates.groups.column.group'),
          { head: text('rates.groups.column.ratio'), number: true },
          text('rates.groups.column.interval'),
          text('rates.groups.column.state'),
        ]}
      >
        {rows.slice(0, most).map((row) => (
          <tr key={`${row.of} ${row.value}`}>
            <th scope="row" className={table.wrap}>
              <bdi>{groupName(row.value)}</bdi> <span className={classes.small}>{row.of}</span>
            </th>
            <td className={table.number}>{row.ratio === null ? '–' : number(row.ratio, 2)}</td>
            <td style={{ whiteSpace: 'nowrap' }}>
              {row.low === null || row.high === null
                ? '–'
                : text('rates.interval', { low: number(row.low, 2), high: number(row.high, 2) })}
            </td>
            <td>
              {row.state === 'too-few' ? (
                <span className={table.dim}>{text('rates.groups.state.too-few')}</span>
              ) : (
                <Chip {...groupChips[row.state]}>{text(`rates.groups.state.${row.state}`)}</Chip>
              )}
            </td>
          </tr>
        ))}
      </DataTable>
      <p className={classes.none}>
        {text('rates.groups.what', { days: groups.days, at: dateUtc(groups.at) })}{' '}
        <GoLink to={paths.thresholdRates()}>{text('rates.groups.all')}</GoLink>
      </p>
    </Panel>
  )
}

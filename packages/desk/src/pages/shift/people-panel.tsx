import type { OnShift } from '@entente/contracts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { Panel } from '../../parts/panel.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import classes from './shift.module.css'

/** Shows who is on, coarsely, and how many cases are with each now. */
export function PeoplePanel({ people }: { people: readonly OnShift[] }) {
  const present = people.filter(({ presence }) => presence === 'at-desk' || presence === 'on-break').length
  return (
    <Panel title={text('shift.people.title')} note={text('shift.people.note', { present, all: people.length })} flush>
      <DataTable
        name={text('shift.people.title')}
        columns={[
          text('shift.people.column.name'),
          text('shift.people.column.presence'),
          { head: text('shift.people.column.open'), number: true },
        ]}
      >
        {people.map((one) => (
          <tr key={one.person}>
            <th scope="row" className={table.wrap}>
              <bdi>{one.name}</bdi>
              <span className={classes.below}>{one.roles.map((role) => text(`role.${role}`)).join(' · ')}</span>
            </th>
            <td className={table.wrap}>{text(`decision.confirmers.presence.${one.presence}`)}</td>
            <td className={table.number}>{number(one.open)}</td>
          </tr>
        ))}
      </DataTable>
      <p className={classes.foot}>{text('shift.people.never')}</p>
    </Panel>
  )
}

import type { CaseRow, Shift } from '@entente/contracts'
import { Button } from '@mantine/core'
import type { DeskGateway } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import { Due } from '../../evidence/due.tsx'
import { Strength } from '../../evidence/strength.tsx'
import { useNow } from '../../parts/clock.ts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { PersonRef } from '../../parts/person-ref.tsx'
import type { useRows } from '../../parts/use-rows.ts'
import { text } from '../../texts/text.ts'
import { clockOn } from '../../texts/times.ts'
import classes from './shift.module.css'
import { mayAssign } from './shift-acts.ts'

interface Props {
  shift: Shift
  gateway: DeskGateway
  rowOf: ReturnType<typeof useRows<HTMLTableRowElement>>
  onAssign: (caseId: string) => void
}

/** Lists the cases that are overdue or due soon, with what a decision still changes. Each is assigned alone. */
export function RiskPanel({ shift, gateway, rowOf, onAssign }: Props) {
  const { risk, atRisk, zone } = shift
  const now = useNow(60_000)
  const more = atRisk.overdue + atRisk.soon - risk.length
  return (
    <Panel title={text('shift.risk.title')} note={text('shift.risk.note', atRisk)} flush>
      {risk.length === 0 ? (
        <p className={classes.foot}>{text('shift.risk.none')}</p>
      ) : (
        <DataTable
          name={text('shift.risk.title')}
          rows
          minWidth={640}
          stacks
          columns={[
            text('shift.risk.column.due'),
            text('shift.risk.column.case'),
            text('shift.risk.column.strength'),
            text('shift.risk.column.changes'),
            text('shift.risk.column.with'),
            { head: text('shift.risk.column.act'), hidden: true },
          ]}
        >
          {risk.map((row) => (
            <tr key={row.id} {...rowOf({ key: `risk-${row.id}`, to: paths.case(row.id) })}>
              <td>
                <Due dueAt={row.dueAt} gateway={gateway} stacked />
              </td>
              <th scope="row" className={table.wrap}>
                <span className={classes.who}>
                  <GoLink to={paths.case(row.id)} tabIndex={-1} className={classes.reference}>
                    {row.reference}
                  </GoLink>{' '}
                  <PersonRef name={row.subject.label} otherScript={row.otherScript} />
                </span>
                {row.context && (
                  <span className={classes.below}>
                    <bdi dir="ltr">{row.context.label}</bdi>
                  </span>
                )}
              </th>
              <td>
                <Strength strength={row.strength} />
              </td>
              <td className={table.wrap}>{changesWords(row, (at) => clockOn(at, zone, now))}</td>
              <td className={table.wrap}>
                {row.assignedName === null ? (
                  <span className={table.dim}>{text('shift.risk.nobody')}</span>
                ) : (
                  <bdi>{row.assignedName}</bdi>
                )}
              </td>
              <td>
                <Button
                  variant="default"
                  size="compact-xs"
                  h={24}
                  aria-label={text('shift.risk.assignName', { reference: row.reference })}
                  disabled={!mayAssign(row)}
                  onClick={() => onAssign(row.id)}
                >
                  {text('shift.risk.assign')}
                </Button>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
      {more > 0 && <p className={classes.foot}>{text('shift.risk.more', { count: more })}</p>}
    </Panel>
  )
}

function changesWords({ state, changes, dueAt, context }: CaseRow, clock: (at: string) => string): string {
  if (state === 'awaiting-second') return text('shift.changes.second')
  if (changes === 'answer')
    return text('shift.changes.answer', { clock: context?.closesAt ? clock(context.closesAt) : null })
  if (changes !== null) return text(`shift.changes.still.${changes}`)
  return text('shift.changes.before', { clock: dueAt ? clock(dueAt) : null })
}

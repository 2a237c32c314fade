import type { OnShift, SecondWanted } from '@entente/contracts'
import { Button } from '@mantine/core'
import { actName, type DeskGateway } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import { Due } from '../../evidence/due.tsx'
import { useNow } from '../../parts/clock.ts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import type { useRows } from '../../parts/use-rows.ts'
import { enumerate } from '../../texts/lists.ts'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import classes from './shift.module.css'
import { mayRemind } from './shift-acts.ts'

interface Props {
  waiting: readonly SecondWanted[]
  gateway: DeskGateway
  rowOf: ReturnType<typeof useRows<HTMLTableRowElement>>
  onRemind: (caseId: string) => void
  /** The case whose people were reminded last. */
  reminded: string | null
  error: Error | null
}

/** Lists the proposals that wait for a second person, with who can confirm each, and reminds them. */
export function SecondPanel({ waiting, gateway, rowOf, onRemind, reminded, error }: Props) {
  const now = useNow(10_000)
  const done = waiting.find(({ caseId }) => caseId === reminded)
  return (
    <Panel title={text('shift.second.title')} note={waiting.length} flush>
      <p role="status" className={done ? classes.foot : 'visually-hidden'}>
        {done && text('shift.second.reminded', { reference: done.reference })}
      </p>
      {error && <ProblemCard error={error} />}
      {waiting.length === 0 ? (
        <p className={classes.foot}>{text('shift.second.none')}</p>
      ) : (
        <DataTable
          name={text('shift.second.title')}
          rows
          stacks
          columns={[
            text('shift.second.column.case'),
            text('shift.second.column.due'),
            { head: text('shift.second.column.act'), hidden: true },
          ]}
        >
          {waiting.map((one) => {
            return (
              <tr key={one.caseId} {...rowOf({ key: `second-${one.caseId}`, to: paths.case(one.caseId) })}>
                <th scope="row" className={table.wrap}>
                  <GoLink to={paths.case(one.caseId)} tabIndex={-1} className={classes.reference}>
                    {one.reference}
                  </GoLink>{' '}
                  {text('shift.second.asked', { act: actName(gateway, one.act) })}
                  <span className={classes.below}>{whoWords(one)}</span>
                </th>
                <td>
                  <Due dueAt={one.dueAt} gateway={gateway} stacked />
                </td>
                <td>
                  <Button
                    variant="default"
                    size="compact-xs"
                    h={24}
                    aria-label={text('shift.second.remindName', { reference: one.reference })}
                    disabled={!mayRemind(one, now)}
                    onClick={() => onRemind(one.caseId)}
                  >
                    {text('shift.second.remind')}
                  </Button>
                </td>
              </tr>
            )
          })}
        </DataTable>
      )}
    </Panel>
  )
}

function whoWords({ you, names, people }: SecondWanted): string {
  if (you) return text('shift.second.you')
  if (people === 0) return text('shift.second.nobody')
  return names === null
    ? text('shift.second.count', { people: people ?? 0 })
    : text('shift.second.names', { names: enumerate(names.slice(0, 5)), more: Math.max(0, names.length - 5) })
}

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

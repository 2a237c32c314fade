import type { KillSwitchList, StopDrill } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { DataTable } from '../../parts/data-table.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { number } from '../../texts/numbers.ts'
import { text } from '../../texts/text.ts'
import { dateUtc } from '../../texts/times.ts'
import classes from './stop.module.css'

/** Shows the drills with their measurements, when the next one is due, and begins one. */
export function DrillsPanel({ list, onDone }: { list: KillSwitchList; onDone: (drill: StopDrill) => void }) {
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const begin = async (): Promise<void> => {
    setBusy(true)
    setError(null)
    try {
      onDone(await api.post<StopDrill>('/v1/kill/drills'))
      markStale('/v1/kill')
    } catch (problem) {
      setError(problem as Error)
    } finally {
      setBusy(false)
    }
  }
  const due = dateUtc(list.drillDueAt)
  return (
    <Panel
      title={text('stop.drills.title')}
      note={list.drillOverdue ? text('stop.drills.overdue', { due }) : text('stop.drills.due', { due })}
      actions={
        list.may.drill && (
          <Button variant="default" h={30} loading={busy} onClick={() => void begin()}>
            {text('stop.drills.act')}
          </Button>
        )
      }
      flush
    >
      {error && <ProblemCard error={error} />}
      <p className={classes.note}>{text('stop.drills.what')}</p>
      {list.drills.length > 0 && (
        <DataTable
          name={text('stop.drills.title')}
          columns={[
            text('stop.drills.column.at'),
            text('stop.drills.column.by'),
            text('stop.drills.column.effective'),
            text('stop.drills.column.rollback'),
          ]}
          minWidth={640}
          stacks
        >
          {list.drills.map((drill) => (
            <tr key={drill.id}>
              <th scope="row">
                <Instant at={drill.at} />
              </th>
              <td>
                <bdi>{drill.by}</bdi>
              </td>
              <td>
                {drill.effectiveMs === null || drill.workers === null
                  ? text('stop.notConfirmed')
                  : text('stop.drills.measured', { ms: number(drill.effectiveMs), workers: drill.workers })}
              </td>
              <td>
                {drill.rollbackMs === null || drill.rollbackHits === null
                  ? text('stop.drills.noRollback')
                  : text('stop.drills.rolledBack', { ms: number(drill.rollbackMs), hits: drill.rollbackHits })}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

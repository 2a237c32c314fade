import { Button } from '@mantine/core'
import { useState } from 'react'
import { DataTable } from '../parts/data-table.tsx'
import { Loading } from '../parts/loading.tsx'
import { Panel } from '../parts/panel.tsx'
import { ProblemCard } from '../parts/problem-card.tsx'
import { text } from '../texts/text.ts'
import { instantHere } from '../texts/times.ts'
import { api } from './api.ts'
import { codeText, useGateways } from './gateway.ts'
import { markStale, useRead } from './query.ts'
import { useMe } from './session.ts'

/** An alarm in the node's list. */
interface Alarm {
  id: string
  code: string
  at: string
  subject: string
  records: string[]
  acknowledgedBy: string | null
}

/** Lists the alarms, newest first. Supervisors and oversight acknowledge them. */
export function Alarms() {
  const me = useMe()
  const gateways = useGateways()
  const nameOf = (code: string): string => codeText(gateways, `oversight.alarms.codes.${code}`) ?? code
  const read = useRead<{ items: Alarm[] }>('/v1/alarms')
  const [error, setError] = useState<Error | null>(null)
  const alarms = read.data?.items ?? []
  const acknowledge = async (alarm: Alarm): Promise<void> => {
    setError(null)
    try {
      await api.post(`/v1/alarms/${alarm.id}/acknowledge`)
      markStale('/v1/alarms')
    } catch (problem) {
      setError(problem as Error)
    }
  }
  return (
    <Panel title={text('oversight.alarms.title')} note={read.data && alarms.length} flush>
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {error && <ProblemCard error={error} />}
      {read.isPending && <Loading rows={3} height={34} />}
      {read.data && alarms.length === 0 && <p style={{ padding: '10px 12px' }}>{text('oversight.alarms.none')}</p>}
      {alarms.length > 0 && (
        <DataTable
          name={text('oversight.alarms.title')}
          stacks
          columns={[
            text('oversight.alarms.column.at'),
            text('oversight.alarms.column.alarm'),
            text('oversight.alarms.column.subject'),
            text('oversight.alarms.column.state'),
          ]}
        >
          {alarms.map((alarm) => (
            <tr key={alarm.id}>
              <td style={{ whiteSpace: 'nowrap' }}>{instantHere(alarm.at)}</td>
              <th scope="row">{nameOf(alarm.code)}</th>
              <td className="mono">
                {[alarm.subject, ...alarm.records].map((one) => (
                  <bdi key={one} dir="ltr" style={{ display: 'block' }}>
                    {one}
                  </bdi>
                ))}
              </td>
              <td>
                {alarm.acknowledgedBy !== null ? (
                  text('oversight.alarms.acknowledged')
                ) : me.role === 'supervisor' || me.role === 'oversight' ? (
                  <Button
                    variant="default"
                    size="compact-xs"
                    h={24}
                    aria-label={text('oversight.alarms.acknowledgeName', {
                      what: nameOf(alarm.code),
                    })}
                    onClick={() => void acknowledge(alarm)}
                  >
                    {text('oversight.alarms.acknowledge')}
                  </Button>
                ) : (
                  text('oversight.alarms.open')
                )}
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  )
}

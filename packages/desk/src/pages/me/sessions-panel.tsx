import type { SessionInfo } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale, useRead } from '../../app/query.ts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { text } from '../../texts/text.ts'

/** Lists the open sessions of the signed-in person, and ends one or all others. */
export function SessionsPanel() {
  const read = useRead<{ items: SessionInfo[] }>('/v1/me/sessions')
  const [error, setError] = useState<Error | null>(null)
  const items = read.data?.items ?? []
  const end = async (path: string): Promise<void> => {
    setError(null)
    try {
      await api.delete(path)
      markStale('/v1/me/sessions')
    } catch (failure) {
      setError(failure as Error)
    }
  }
  return (
    <Panel title={text('me.sessions.title')} note={read.data?.items.length} flush>
      <p style={{ padding: '10px 12px' }}>{text('me.sessions.what')}</p>
      <ReadState read={read} rows={2} />
      <DataTable
        name={text('me.sessions.title')}
        columns={[
          text('me.sessions.column.from'),
          text('me.sessions.column.method'),
          text('me.sessions.column.made'),
          text('me.sessions.column.seen'),
          { head: text('me.sessions.column.act'), hidden: true },
        ]}
        stacks
      >
        {items.map((one) => (
          <tr key={one.id}>
            <th scope="row" className={table.wrap}>
              <bdi>{fromOf(one)}</bdi> {one.current && <span className={table.dim}>{text('me.sessions.current')}</span>}
            </th>
            <td>{text('me.sessions.method', { method: one.method })}</td>
            <td>
              <Instant at={one.createdAt} />
            </td>
            <td>
              <Instant at={one.lastSeenAt} />
            </td>
            <td>
              {!one.current && (
                <Button
                  variant="default"
                  size="compact-xs"
                  h={24}
                  aria-label={text('me.sessions.endName', { from: fromOf(one) })}
                  onClick={() => void end(`/v1/me/sessions/${one.id}`)}
                >
                  {text('me.sessions.end')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </DataTable>
      {items.length > 1 && (
        <div style={{ padding: '10px 12px' }}>
          <Button h={30} variant="default" onClick={() => void end('/v1/me/sessions')}>
            {text('me.sessions.endOthers')}
          </Button>
        </div>
      )}
      {error && <ProblemCard error={error} />}
    </Panel>
  )
}

const fromOf = ({ browser, network }: SessionInfo): string =>
  [browser, network].filter((part) => part !== '').join(', ') || text('me.sessions.unknown')

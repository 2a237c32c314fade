import type { PersonKey } from '@entente/contracts'
import { useState } from 'react'
import { text } from '../texts/text.ts'
import { ConfirmAct } from './confirm-act.tsx'
import table from './data-table.module.css'
import { DataTable } from './data-table.tsx'
import { Instant } from './instant.tsx'
import { Panel } from './panel.tsx'
import { UseCells } from './use-cells.tsx'

interface Props {
  keys: readonly PersonKey[]
  /** Ends a key. If it rejects, the dialog shows the refusal. */
  onEnd: (id: string) => Promise<void>
}

/** Lists the keys of one account for the command line, with their ends and last uses. */
export function PersonKeysPanel({ keys, onEnd }: Props) {
  const [ending, setEnding] = useState<string | null>(null)
  return (
    <Panel title={text('people.keys.title')} note={keys.length} flush>
      {keys.length === 0 ? (
        <p style={{ padding: '10px 12px' }}>{text('people.keys.none')}</p>
      ) : (
        <DataTable
          name={text('people.keys.title')}
          columns={[
            text('people.keys.label'),
            text('people.keys.made'),
            text('people.keys.expires'),
            text('people.keys.used'),
            { head: text('people.keys.act'), hidden: true },
          ]}
          stacks
        >
          {keys.map((key) => (
            <tr key={key.id}>
              <th scope="row" className={table.wrap}>
                <bdi>{key.label}</bdi>
              </th>
              <td>
                <Instant at={key.createdAt} />
              </td>
              <td>
                <Instant at={key.expiresAt} />
              </td>
              <UseCells
                lastUsedAt={key.lastUsedAt}
                neverUsed={text('people.keys.neverUsed')}
                end={text('people.keys.end')}
                endName={text('people.keys.endName', { label: key.label })}
                onEnd={() => setEnding(key.id)}
              />
            </tr>
          ))}
        </DataTable>
      )}
      <ConfirmAct
        opened={ending !== null}
        onClose={() => setEnding(null)}
        title={text('people.keys.endTitle')}
        act={text('people.keys.endAct')}
        notNow={text('admin.notNow')}
        adverse
        onAct={() => onEnd(ending ?? '')}
      >
        <p>{text('people.keys.endWhat')}</p>
      </ConfirmAct>
    </Panel>
  )
}

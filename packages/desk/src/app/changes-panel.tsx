import type { PeopleChange, PeopleChanges } from '@entente/contracts'
import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useNow } from '../parts/clock.ts'
import table from '../parts/data-table.module.css'
import { DataTable } from '../parts/data-table.tsx'
import { Panel } from '../parts/panel.tsx'
import { ReadState } from '../parts/read-state.tsx'
import { text } from '../texts/text.ts'
import { instantHere } from '../texts/times.ts'
import { ChangeActs } from './change-acts.tsx'
import { changeSentence, changeState } from './change-words.ts'
import { useRead } from './query.ts'

/** Lists changes of accounts and roles with their consents, objections and time left, and lets the user act on them. */
export function ChangesPanel() {
  const [all, setAll] = useState(false)
  const [notice, setNotice] = useState('')
  const read = useRead<PeopleChanges>('/v1/people/changes', { state: all ? 'all' : 'open' }, { keepPrevious: true })
  const changes = read.data?.items ?? []
  return (
    <Panel
      title={text('people.title')}
      note={read.data && changes.length}
      flush
      actions={
        <Checkbox
          size="xs"
          label={text('people.alsoEnded')}
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
      }
    >
      <ReadState read={read} rows={3} />
      <p role="status" className={notice === '' ? 'visually-hidden' : undefined} style={{ padding: '6px 12px' }}>
        {notice}
      </p>
      {read.data?.foundingUntil != null && (
        <p style={{ padding: '6px 12px' }}>{text('people.founding', { at: instantHere(read.data.foundingUntil) })}</p>
      )}
      {read.data && changes.length === 0 && <p style={{ padding: '10px 12px' }}>{text('people.none')}</p>}
      {changes.length > 0 && (
        <DataTable
          name={text('people.title')}
          columns={[
            text('people.column.what'),
            text('people.column.by'),
            text('people.column.state'),
            text('people.column.act'),
          ]}
          minWidth={860}
          stacks
        >
          {changes.map((change) => (
            <ChangeRow key={change.id} change={change} onDone={setNotice} />
          ))}
        </DataTable>
      )}
      {read.data?.next != null && <p style={{ padding: '6px 12px' }}>{text('people.more')}</p>}
    </Panel>
  )
}

function ChangeRow({ change, onDone }: { change: PeopleChange; onDone: (sentence: string) => void }) {
  const now = useNow()
  return (
    <tr>
      <th scope="row" className={table.wrap}>
        <bdi>{changeSentence(change)}</bdi>
        <bdi className={table.dim} style={{ display: 'block', fontWeight: 400 }}>
          {change.reason}
        </bdi>
      </th>
      <td className={table.wrap}>
        {change.byOperator ? (
          instantHere(change.proposedAt)
        ) : (
          <bdi>{text('people.proposed', { name: change.proposedBy.name, at: instantHere(change.proposedAt) })}</bdi>
        )}
        {change.consents.map(({ person, name, role, at }) => (
          <bdi key={person} style={{ display: 'block' }}>
            {text('people.consented', { name, role: text(`role.${role}`), at: instantHere(at) })}
          </bdi>
        ))}
        {change.objections.map(({ person, name, reason, at }) => (
          <bdi key={person} style={{ display: 'block' }}>
            {text('people.objected', { name, reason, at: instantHere(at) })}
          </bdi>
        ))}
      </td>
      <td className={table.wrap}>{changeState(change, now)}</td>
      <td>
        <ChangeActs change={change} onDone={onDone} />
      </td>
    </tr>
  )
}

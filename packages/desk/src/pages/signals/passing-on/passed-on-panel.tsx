import type { PassedOn, PassedOnList, SignalDetail } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { markStale, useRead } from '../../../app/query.ts'
import { useMe } from '../../../app/session.ts'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import table from '../../../parts/data-table.module.css'
import { DataTable } from '../../../parts/data-table.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { ProblemCard } from '../../../parts/problem-card.tsx'
import { text } from '../../../texts/text.ts'
import { dateHere } from '../../../texts/times.ts'
import { PassOnDialog } from './pass-on-dialog.tsx'

/** Lists the members to which this member passed on another member's signal. Officers can pass it on and stop passing it on. */
export function PassedOnPanel({ signal }: { signal: SignalDetail }) {
  const officer = useMe().role === 'signal-officer'
  const read = useRead<PassedOnList>(`/v1/signals/${signal.id}/passed-on`)
  const [asking, setAsking] = useState(false)
  const [stopping, setStopping] = useState<string | null>(null)
  const [notice, setNotice] = useState('')
  const items = read.data?.items ?? []
  const passes = officer && signal.status === 'active'
  if (!passes && items.length === 0 && !read.error) return null
  return (
    <Panel
      title={text('passing-on.title')}
      flush={items.length > 0}
      {...(passes && {
        actions: (
          <Button variant="default" size="compact-xs" onClick={() => setAsking(true)}>
            {text('passing-on.passOn')}
          </Button>
        ),
      })}
    >
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.data && items.length === 0 && <p>{text('passing-on.none')}</p>}
      {items.length > 0 && <Members items={items} onStop={officer ? setStopping : null} />}
      <p
        role="status"
        className={notice === '' ? 'visually-hidden' : table.secondary}
        {...(items.length > 0 && { style: { padding: '8px 14px' } })}
      >
        {notice}
      </p>
      <PassOnDialog signal={signal} opened={asking} onClose={() => setAsking(false)} onDone={setNotice} />
      <StopDialog id={signal.id} member={stopping} onClose={() => setStopping(null)} onDone={setNotice} />
    </Panel>
  )
}

interface Props {
  items: PassedOn[]
  /** Null if this person may not stop it. */
  onStop: ((member: string) => void) | null
}

function Members({ items, onStop }: Props) {
  return (
    <DataTable
      name={text('passing-on.title')}
      columns={[
        text('passing-on.column.member'),
        text('passing-on.column.since'),
        text('passing-on.column.now'),
        { head: text('passing-on.column.act'), hidden: true },
      ]}
    >
      {items.map((one) => (
        <tr key={one.destination}>
          <th scope="row" className={table.wrap}>
            <bdi>{one.destination}</bdi>
          </th>
          <td className={table.wrap}>
            {dateHere(one.since)} <span className={table.secondary}>{text('passing-on.by', { name: one.by })}</span>
          </td>
          <td className={table.wrap}>{nowOf(one)}</td>
          <td>
            {onStop && one.endedAt === null && (
              <Button
                variant="default"
                size="compact-xs"
                aria-label={text('passing-on.stopFor', { member: one.destination })}
                onClick={() => onStop(one.destination)}
              >
                {text('passing-on.stop')}
              </Button>
            )}
          </td>
        </tr>
      ))}
    </DataTable>
  )
}

function nowOf({ version, endedAt }: PassedOn): string {
  if (version !== null) return text('passing-on.has', { version })
  return endedAt === null ? text('passing-on.takenBack') : text('passing-on.stopped', { at: dateHere(endedAt) })
}

interface StopDialogProps {
  id: string
  /** The member that no longer gets the signal; null while the dialog is closed. */
  member: string | null
  onClose: () => void
  onDone: (sentence: string) => void
}

/** Stops passing a signal on to one member, which must then erase it. */
function StopDialog({ id, member, onClose, onDone }: StopDialogProps) {
  return (
    <ConfirmAct
      opened={member !== null}
      onClose={onClose}
      title={text('passing-on.stopping.title')}
      act={text('passing-on.stopping.act')}
      notNow={text('passing-on.stopping.notNow')}
      onAct={async () => {
        if (member === null) return
        await api.post(`/v1/signals/${id}/pass-on`, { destination: member, ended: true })
        onDone(text('passing-on.stopping.done', { member }))
        markStale(`/v1/signals/${id}/`)
      }}
    >
      <p>{text('passing-on.stopping.what', { member: member ?? '' })}</p>
    </ConfirmAct>
  )
}

import type { PassedOn, PassedOnList, SignalDetail } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useRead } from '../../../app/query.ts'
import { useMe } from '../../../app/session.ts'
import table from '../../../parts/data-table.module.css'
import { Panel } from '../../../parts/panel.tsx'
import { ProblemCard } from '../../../parts/problem-card.tsx'
import { text } from '../../../texts/text.ts'
import { dateUtc } from '../../../texts/times.ts'
import { PassOnDialog } from './pass-on-dialog.tsx'
import { StopDialog } from './stop-dialog.tsx'

/** To whom this member passed on a signal of another; officers pass it on and stop that. */
export function PassedOnPanel({ signal }: { signal: SignalDetail }) {
  const officer = useMe().role === 'signal-officer'
  const read = useRead<PassedOnList>(`/v1/signals/${signal.id}/passed-on`)
  const [asking, setAsking] = useState(false)
  const [stopping, setStopping] = useState<string | null>(null)
  const [told, setTold] = useState('')
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
        className={told === '' ? 'visually-hidden' : table.secondary}
        {...(items.length > 0 && { style: { padding: '8px 14px' } })}
      >
        {told}
      </p>
      <PassOnDialog signal={signal} opened={asking} onClose={() => setAsking(false)} onTold={setTold} />
      <StopDialog id={signal.id} member={stopping} onClose={() => setStopping(null)} onTold={setTold} />
    </Panel>
  )
}

interface Props {
  items: PassedOn[]
  /** Null: not theirs to stop. */
  onStop: ((member: string) => void) | null
}

function Members({ items, onStop }: Props) {
  return (
    <table className={table.table}>
      <caption className="visually-hidden">{text('passing-on.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('passing-on.column.member')}</th>
          <th scope="col">{text('passing-on.column.since')}</th>
          <th scope="col">{text('passing-on.column.now')}</th>
          <th scope="col">
            <span className="visually-hidden">{text('passing-on.column.act')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <tr key={one.destination}>
            <th scope="row" className={table.wrap}>
              <bdi>{one.destination}</bdi>
            </th>
            <td className={table.wrap}>
              {dateUtc(one.since)} <span className={table.secondary}>{text('passing-on.by', { name: one.by })}</span>
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
      </tbody>
    </table>
  )
}

function nowOf({ version, endedAt }: PassedOn): string {
  if (version !== null) return text('passing-on.has', { version })
  return endedAt === null ? text('passing-on.takenBack') : text('passing-on.stopped', { at: dateUtc(endedAt) })
}

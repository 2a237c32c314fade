import type { SignalHold } from '@entente/contracts'
import { useState } from 'react'
import { useRead } from '../../../app/query.ts'
import { useMe } from '../../../app/session.ts'
import table from '../../../parts/data-table.module.css'
import { Panel } from '../../../parts/panel.tsx'
import { text } from '../../../texts/text.ts'
import { ChangeHold } from './change-hold.tsx'
import { HoldWords } from './hold-panel.tsx'

/** Copies of other members' signals that only a legal hold keeps here. Nothing where there is none. */
export function HeldHere() {
  const me = useMe()
  const read = useRead<{ items: SignalHold[] }>('/v1/signal-holds')
  const [told, setTold] = useState('')
  const kept = (read.data?.items ?? []).filter(({ keeps }) => keeps)
  if (kept.length === 0 && told === '') return null
  const may = me.role === 'signal-officer' || me.role === 'supervisor'
  return (
    <Panel title={text('two-people.hold.here')} note={kept.length}>
      <p className={table.secondary}>{text('two-people.hold.hereNote')}</p>
      <p role="status">{told}</p>
      <ul>
        {kept.map((hold) => (
          <li key={hold.id}>
            <strong>
              <bdi>{text('two-people.hold.of', { kind: text(`signals.kind.${hold.kind}`), owner: hold.owner })}</bdi>
            </strong>
            <HoldWords hold={hold} />
            {may && <ChangeHold hold={hold} onTold={setTold} />}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

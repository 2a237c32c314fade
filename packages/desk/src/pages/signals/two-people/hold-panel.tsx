import type { SignalDetail } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useMe } from '../../../app/session.ts'
import { Panel } from '../../../parts/panel.tsx'
import { text } from '../../../texts/text.ts'
import { AskHoldDialog } from './ask-hold-dialog.tsx'
import { ChangeHold } from './change-hold.tsx'
import { HoldWords } from './hold-words.tsx'

/** Shows the legal hold on another member's signal. One person requests it, another one agrees, and either can lift it. */
export function HoldPanel({ signal, onDone }: { signal: SignalDetail; onDone: (sentence: string) => void }) {
  const me = useMe()
  const [asking, setAsking] = useState(false)
  if (signal.owner === me.member || (signal.status !== 'active' && signal.hold === null)) return null
  const may = me.role === 'signal-officer' || me.role === 'supervisor'
  return (
    <Panel title={text('two-people.hold.title')}>
      {signal.hold === null ? <p>{text('two-people.hold.none')}</p> : <HoldWords hold={signal.hold} />}
      {may && signal.hold === null && (
        <Button variant="default" h={30} mt={8} onClick={() => setAsking(true)}>
          {text('two-people.hold.ask')}
        </Button>
      )}
      {may && signal.hold !== null && <ChangeHold hold={signal.hold} onDone={onDone} />}
      <AskHoldDialog signalId={signal.id} opened={asking} onClose={() => setAsking(false)} onDone={onDone} />
    </Panel>
  )
}

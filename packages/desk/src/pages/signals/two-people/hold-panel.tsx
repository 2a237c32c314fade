import type { SignalDetail, SignalHold } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useMe } from '../../../app/session.ts'
import { Panel } from '../../../parts/panel.tsx'
import { textsOf } from '../../../texts/catalogue.ts'
import { dateUtc } from '../../../texts/times.ts'
import { AskHoldDialog } from './ask-hold-dialog.tsx'
import { ChangeHold } from './change-hold.tsx'

/** The legal hold of another member's signal: asked for by one, agreed by another, lifted by either. */
export function HoldPanel({ signal, onTold }: { signal: SignalDetail; onTold: (sentence: string) => void }) {
  const t = textsOf('twoPeople').hold
  const me = useMe()
  const [asking, setAsking] = useState(false)
  if (signal.owner === me.member || (signal.status !== 'active' && signal.hold === null)) return null
  const may = me.role === 'signal-officer' || me.role === 'supervisor'
  return (
    <Panel title={t.title}>
      {signal.hold === null ? <p>{t.none}</p> : <HoldWords hold={signal.hold} />}
      {may && signal.hold === null && (
        <Button variant="default" h={30} mt={8} onClick={() => setAsking(true)}>
          {t.ask}
        </Button>
      )}
      {may && signal.hold !== null && <ChangeHold hold={signal.hold} onTold={onTold} />}
      <AskHoldDialog signalId={signal.id} opened={asking} onClose={() => setAsking(false)} onTold={onTold} />
    </Panel>
  )
}

export function HoldWords({ hold }: { hold: SignalHold }) {
  const t = textsOf('twoPeople').hold
  const state =
    hold.state === 'asked'
      ? t.state.asked(hold.setBy)
      : hold.state === 'in-force'
        ? t.state['in-force'](hold.setBy, hold.approvedBy ?? '')
        : t.state.ended
  return (
    <>
      <p>
        <bdi>{state}</bdi> {t.untilDay(dateUtc(hold.until))}
      </p>
      <p>
        {t.reasons[hold.reason]}: <bdi>{hold.basis}</bdi>
      </p>
    </>
  )
}

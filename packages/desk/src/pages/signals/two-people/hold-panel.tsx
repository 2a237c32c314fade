import { HoldReason, type SignalDetail } from '@entente/contracts'
import { Button, Radio, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../../app/api.ts'
import { markStale } from '../../../app/query.ts'
import { useMe } from '../../../app/session.ts'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import { isDay } from '../../../parts/day.ts'
import { DayInput } from '../../../parts/day-input.tsx'
import { Panel } from '../../../parts/panel.tsx'
import { text } from '../../../texts/text.ts'
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

interface AskProps {
  signalId: string
  opened: boolean
  onClose: () => void
  onDone: (sentence: string) => void
}

/** Requests a legal hold on the copy of a signal. A reason is required, and none is preselected. */
function AskHoldDialog({ signalId, opened, onClose, onDone }: AskProps) {
  const [reason, setReason] = useState<HoldReason | null>(null)
  const [basis, setBasis] = useState('')
  const [until, setUntil] = useState('')
  useEffect(() => {
    if (opened) return
    setReason(null)
    setBasis('')
    setUntil('')
  }, [opened])
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={text('two-people.hold.askTitle')}
      act={text('two-people.hold.act')}
      notNow={text('two-people.notNow')}
      blocked={reason === null || basis.trim().length < 3 || !isDay(until)}
      onAct={async () => {
        const body = { reason, basis: basis.trim(), until: `${until}T23:59:59.999Z` }
        await api.post(`/v1/signals/${signalId}/holds`, body)
        onDone(text('two-people.hold.asked'))
        markStale('/v1/signal-holds', `/v1/signals/${signalId}`)
      }}
    >
      <p>{text('two-people.hold.askWhat')}</p>
      <Radio.Group
        label={text('two-people.hold.reason')}
        value={reason}
        onChange={(next) => setReason(next as HoldReason)}
        mt={12}
      >
        {HoldReason.options.map((each) => (
          <Radio key={each} value={each} label={text(`two-people.hold.reasons.${each}`)} mt={8} />
        ))}
      </Radio.Group>
      <TextInput
        label={text('two-people.hold.basis')}
        description={text('two-people.hold.basisHint')}
        maxLength={200}
        value={basis}
        onChange={(event) => setBasis(event.currentTarget.value)}
        mt={12}
      />
      <DayInput
        label={text('two-people.hold.until')}
        description={text('two-people.hold.untilHint')}
        value={until}
        onChange={setUntil}
        mt={12}
      />
    </ConfirmAct>
  )
}

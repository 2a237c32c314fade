import { holdContent, type SignalHold } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { markStale } from '../../../app/query.ts'
import { useSigning } from '../../../app/use-signing.tsx'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import { text } from '../../../texts/text.ts'
import { HoldWords } from './hold-words.tsx'

/** Lets a second person agree to a legal hold, or lift it before its end. */
export function ChangeHold({ hold, onDone }: { hold: SignalHold; onDone: (sentence: string) => void }) {
  const [asked, setAsked] = useState<'approve' | 'lift' | null>(null)
  const signing = useSigning()
  if (hold.state === 'ended') return null
  const change = async (what: 'approve' | 'lift', done: string) => {
    const shown = async () => ({
      ...{ type: 'hold.approve', about: `hold:${hold.id}`, body: {}, content: holdContent(hold) },
    })
    const signed = what === 'approve' ? await signing.sign(shown) : {}
    await api.post(`/v1/signal-holds/${hold.id}/${what}`, signed)
    onDone(done)
    markStale('/v1/signal-holds', `/v1/signals/${hold.signalId}`)
  }
  return (
    <div style={{ display: 'flex', gap: 8, marginBlockStart: 8, flexWrap: 'wrap' }}>
      {hold.state === 'asked' && hold.setByYou && <p>{text('two-people.hold.yours')}</p>}
      {hold.state === 'asked' && !hold.setByYou && (
        <Button h={30} onClick={() => setAsked('approve')}>
          {text('two-people.hold.agree')}
        </Button>
      )}
      <Button variant="default" h={30} onClick={() => setAsked('lift')}>
        {text('two-people.hold.lift')}
      </Button>
      <ConfirmAct
        opened={asked === 'approve'}
        onClose={() => setAsked(null)}
        title={text('two-people.hold.agreeTitle')}
        act={text('two-people.hold.agreeAct')}
        notNow={text('two-people.notNow')}
        onAct={() => change('approve', text('two-people.hold.agreed'))}
      >
        <p style={{ marginBlockEnd: 8 }}>{text('two-people.hold.agreeWhat')}</p>
        <HoldWords hold={hold} />
        {signing.dialog}
      </ConfirmAct>
      <ConfirmAct
        opened={asked === 'lift'}
        onClose={() => setAsked(null)}
        title={text('two-people.hold.liftTitle')}
        act={text('two-people.hold.liftAct')}
        notNow={text('two-people.notNow')}
        adverse
        onAct={() => change('lift', text('two-people.hold.lifted'))}
      >
        <p>{text('two-people.hold.liftWhat')}</p>
      </ConfirmAct>
    </div>
  )
}

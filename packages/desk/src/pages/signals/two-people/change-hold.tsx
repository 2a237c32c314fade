import type { SignalHold } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { markStale } from '../../../app/query.ts'
import { ConfirmAct } from '../../../parts/confirm-act.tsx'
import { textsOf } from '../../../texts/catalogue.ts'

/** The second person's yes to a hold, and its end before its day. */
export function ChangeHold({ hold, onTold }: { hold: SignalHold; onTold: (sentence: string) => void }) {
  const t = textsOf('twoPeople').hold
  const { notNow } = textsOf('twoPeople')
  const [asked, setAsked] = useState<'approve' | 'lift' | null>(null)
  if (hold.state === 'ended') return null
  const change = async (what: 'approve' | 'lift', done: string) => {
    await api.post(`/v1/signal-holds/${hold.id}/${what}`, {})
    onTold(done)
    markStale('/v1/signal-holds', `/v1/signals/${hold.signalId}`)
  }
  return (
    <div style={{ display: 'flex', gap: 8, marginBlockStart: 8, flexWrap: 'wrap' }}>
      {hold.state === 'asked' && hold.setByYou && <p>{t.yours}</p>}
      {hold.state === 'asked' && !hold.setByYou && (
        <Button h={30} onClick={() => setAsked('approve')}>
          {t.agree}
        </Button>
      )}
      <Button variant="default" h={30} onClick={() => setAsked('lift')}>
        {t.lift}
      </Button>
      <ConfirmAct
        opened={asked === 'approve'}
        onClose={() => setAsked(null)}
        title={t.agreeTitle}
        act={t.agreeAct}
        notNow={notNow}
        onAct={() => change('approve', t.agreed)}
      >
        <p>{t.askWhat}</p>
      </ConfirmAct>
      <ConfirmAct
        opened={asked === 'lift'}
        onClose={() => setAsked(null)}
        title={t.liftTitle}
        act={t.liftAct}
        notNow={notNow}
        adverse
        onAct={() => change('lift', t.lifted)}
      >
        <p>{t.liftWhat}</p>
      </ConfirmAct>
    </div>
  )
}

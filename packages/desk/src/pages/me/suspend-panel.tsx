import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { signOut } from '../../app/session.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { Panel } from '../../parts/panel.tsx'
import { isReason, ReasonField } from '../../parts/reason-field.tsx'
import { text } from '../../texts/text.ts'

/** Lets a person stop the sign-in to their own account. The session ends with it, so the desk shows the sign-in. */
export function SuspendPanel() {
  const [asked, setAsked] = useState(false)
  const [reason, setReason] = useState('')
  const run = async (): Promise<void> => {
    await api.post('/v1/me/suspend', { reason: reason.trim() })
    // The node has ended this session already.
    await signOut().catch(() => undefined)
  }
  const ask = (): void => {
    setReason('')
    setAsked(true)
  }
  return (
    <Panel title={text('me.suspend.title')}>
      <p style={{ marginBlockEnd: 10 }}>{text('me.suspend.what')}</p>
      <Button variant="default" h={30} onClick={ask}>
        {text('me.suspend.act')}
      </Button>
      <ConfirmAct
        opened={asked}
        onClose={() => setAsked(false)}
        title={text('me.suspend.ask')}
        act={text('me.suspend.go')}
        notNow={text('admin.notNow')}
        blocked={!isReason(reason)}
        onAct={run}
        adverse
      >
        <p>{text('me.suspend.effect')}</p>
        <ReasonField value={reason} onChange={setReason} />
      </ConfirmAct>
    </Panel>
  )
}

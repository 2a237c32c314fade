import type { CallbackSecret, Sender } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { api } from '../../app/api.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { Panel } from '../../parts/panel.tsx'
import { SecretDialog } from '../../parts/secret-dialog.tsx'
import { text } from '../../texts/text.ts'

/** Shows where changed answers go, and replaces the secret with which the sender checks that they come from this node. */
export function CallbackPanel({ sender }: { sender: Sender }) {
  const [asking, setAsking] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  return (
    <Panel
      title={text('admin.senders.page.callbacks')}
      actions={
        <Button variant="default" size="compact-xs" h={24} onClick={() => setAsking(true)}>
          {text('admin.senders.page.newSecret')}
        </Button>
      }
    >
      <p>{text('admin.senders.page.callbacksWhat')}</p>
      <ConfirmAct
        opened={asking}
        onClose={() => setAsking(false)}
        title={text('admin.senders.page.newSecretTitle', { name: sender.name })}
        act={text('admin.senders.page.newSecretAct')}
        notNow={text('admin.notNow')}
        onAct={async () => {
          const made = await api.post<z.infer<typeof CallbackSecret>>(`/v1/senders/${sender.id}/callback-secret`)
          setSecret(made.secret)
        }}
      >
        <p>{text('admin.senders.page.newSecretWhat')}</p>
      </ConfirmAct>
      <SecretDialog
        secret={secret}
        title={text('admin.senders.page.secretTitle', { name: sender.name })}
        what={text('admin.senders.page.keyWhat')}
        label={text('admin.senders.page.secretLabel')}
        onClose={() => setSecret(null)}
      />
    </Panel>
  )
}

import type { Sender } from '@entente/contracts'
import { TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../app/api.ts'
import { paths } from '../../app/paths.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { useGo } from '../../parts/go.ts'
import { textsOf } from '../../texts/catalogue.ts'

/** Makes a sender by its name; everything else is set on its page, and it can send once it has a key. */
export function NewSenderDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const admin = textsOf('admin')
  const t = admin.senders.create
  const go = useGo()
  const [name, setName] = useState('')
  useEffect(() => {
    if (!opened) setName('')
  }, [opened])
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={t.title}
      act={t.act}
      notNow={admin.notNow}
      blocked={name.trim() === ''}
      onAct={async () => {
        const sender = await api.post<Sender>('/v1/senders', { name: name.trim(), gateway: 'travel' })
        markStale('/v1/senders')
        go(paths.adminSender(sender.id))
      }}
    >
      <TextInput
        label={t.name}
        description={t.nameHint}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <p style={{ marginBlockStart: 12, color: 'var(--t2)' }}>{t.wait}</p>
    </ConfirmAct>
  )
}

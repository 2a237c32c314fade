import type { Sender } from '@entente/contracts'
import { Checkbox, Select, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../../app/api.ts'
import { useGateways } from '../../app/gateway.ts'
import { paths } from '../../app/paths.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { useGo } from '../../parts/go.ts'
import { text } from '../../texts/text.ts'

/** Creates a sender by name. Its other settings are on its page, and it needs a key before it can send. */
export function NewSenderDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const go = useGo()
  const kinds = useGateways().flatMap(({ kind, sender, queue }) =>
    sender ? [{ value: kind, label: queue?.name() ?? kind }] : [],
  )
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const [synthetic, setSynthetic] = useState(false)
  const gateway = kinds.length === 1 ? (kinds[0]?.value ?? null) : chosen
  useEffect(() => {
    if (opened) return
    setName('')
    setSynthetic(false)
  }, [opened])
  return (
    <ConfirmAct
      opened={opened}
      onClose={onClose}
      title={text('admin.senders.create.title')}
      act={text('admin.senders.create.act')}
      notNow={text('admin.notNow')}
      blocked={name.trim() === '' || gateway === null}
      onAct={async () => {
        const sender = await api.post<Sender>('/v1/senders', { name: name.trim(), gateway, synthetic })
        markStale('/v1/senders')
        go(paths.adminSender(sender.id))
      }}
    >
      <TextInput
        label={text('admin.senders.create.name')}
        description={text('admin.senders.create.nameHint')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {kinds.length > 1 && (
        <Select label={text('admin.senders.create.gateway')} value={chosen} onChange={setChosen} data={kinds} mt={12} />
      )}
      <Checkbox
        label={text('admin.senders.create.synthetic')}
        description={text('admin.senders.create.syntheticHint')}
        checked={synthetic}
        onChange={(event) => setSynthetic(event.currentTarget.checked)}
        mt={12}
      />
      <p style={{ marginBlockStart: 12, color: 'var(--t2)' }}>{text('admin.senders.create.wait')}</p>
    </ConfirmAct>
  )
}

import type { NewKey, Sender } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Panel } from '../../parts/panel.tsx'
import { SecretDialog } from '../../parts/secret-dialog.tsx'
import { text } from '../../texts/text.ts'
import { instantHere } from '../../texts/times.ts'

/** Lists the keys of a sender. A new key is shown once; a revoked key remains in the list. */
export function KeysPanel({ sender }: { sender: Sender }) {
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const [revoking, setRevoking] = useState<string | null>(null)
  return (
    <Panel
      title={text('admin.senders.page.keys')}
      note={sender.keys.length}
      flush
      actions={
        <Button variant="default" size="compact-xs" h={24} onClick={() => setMaking(true)}>
          {text('admin.senders.page.newKey')}
        </Button>
      }
    >
      {sender.keys.length === 0 ? (
        <p style={{ padding: '10px 12px' }}>{text('admin.senders.page.noKeys')}</p>
      ) : (
        <KeyTable keys={sender.keys} onRevoke={setRevoking} />
      )}
      <ConfirmAct
        opened={making}
        onClose={() => setMaking(false)}
        title={text('admin.senders.page.newKeyTitle', { name: sender.name })}
        act={text('admin.senders.page.newKeyAct')}
        notNow={text('admin.notNow')}
        onAct={async () => {
          const { key } = await api.post<z.infer<typeof NewKey>>(`/v1/senders/${sender.id}/keys`)
          setMade(key)
          markStale('/v1/senders')
        }}
      >
        <p>{text('admin.senders.page.newKeyWhat')}</p>
      </ConfirmAct>
      <ConfirmAct
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        title={text('admin.senders.page.revokeTitle')}
        act={text('admin.senders.page.revokeAct')}
        notNow={text('admin.notNow')}
        adverse
        onAct={async () => {
          await api.delete(`/v1/keys/${revoking}`)
          markStale('/v1/senders')
        }}
      >
        <p>{text('admin.senders.page.revokeWhat', { name: sender.name })}</p>
      </ConfirmAct>
      <SecretDialog
        secret={made}
        title={text('admin.senders.page.keyTitle', { name: sender.name })}
        what={text('admin.senders.page.keyWhat')}
        label={text('admin.senders.page.keyLabel')}
        onClose={() => setMade(null)}
      />
    </Panel>
  )
}

function KeyTable({ keys, onRevoke }: { keys: Sender['keys']; onRevoke: (id: string) => void }) {
  return (
    <DataTable
      name={text('admin.senders.page.keys')}
      columns={[
        text('admin.senders.page.keyColumn.key'),
        text('admin.senders.page.keyColumn.made'),
        text('admin.senders.page.keyColumn.used'),
        text('admin.senders.page.keyColumn.state'),
        text('admin.senders.page.keyColumn.act'),
      ]}
    >
      {keys.map((key) => (
        <tr key={key.id}>
          <th scope="row" className="mono">
            {key.id.slice(0, 8)}
          </th>
          <td>
            <Instant at={key.createdAt} />
          </td>
          <td>
            {key.lastUsedAt === null ? (
              <span className={table.dim}>{text('admin.senders.neverUsed')}</span>
            ) : (
              <Instant at={key.lastUsedAt} />
            )}
          </td>
          <td>
            {key.revokedAt === null
              ? text('admin.senders.page.inUse')
              : text('admin.senders.page.revoked', { at: instantHere(key.revokedAt) })}
          </td>
          <td>
            {key.revokedAt === null && (
              <Button
                variant="default"
                size="compact-xs"
                h={24}
                aria-label={text('admin.senders.page.revokeName', {
                  key: key.id.slice(0, 8),
                })}
                onClick={() => onRevoke(key.id)}
              >
                {text('admin.senders.page.revoke')}
              </Button>
            )}
          </td>
        </tr>
      ))}
    </DataTable>
  )
}

import type { NewKey, Sender } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import table from '../../parts/data-table.module.css'
import { Panel } from '../../parts/panel.tsx'
import { SecretDialog } from '../../parts/secret-dialog.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { instantUtc } from '../../texts/times.ts'

/** Keys of a sender: a new one is shown once, a revoked one stays listed. */
export function KeysPanel({ sender }: { sender: Sender }) {
  const admin = textsOf('admin')
  const t = admin.senders.page
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const [revoking, setRevoking] = useState<string | null>(null)
  return (
    <Panel
      title={t.keys}
      note={sender.keys.length}
      flush
      actions={
        <Button variant="default" size="compact-xs" h={24} onClick={() => setMaking(true)}>
          {t.newKey}
        </Button>
      }
    >
      {sender.keys.length === 0 ? (
        <p style={{ padding: '10px 12px' }}>{t.noKeys}</p>
      ) : (
        <KeyTable keys={sender.keys} onRevoke={setRevoking} />
      )}
      <ConfirmAct
        opened={making}
        onClose={() => setMaking(false)}
        title={t.newKeyTitle(sender.name)}
        act={t.newKeyAct}
        notNow={admin.notNow}
        onAct={async () => {
          const { key } = await api.post<z.infer<typeof NewKey>>(`/v1/senders/${sender.id}/keys`)
          setMade(key)
          markStale('/v1/senders')
        }}
      >
        <p>{t.newKeyWhat}</p>
      </ConfirmAct>
      <ConfirmAct
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        title={t.revokeTitle}
        act={t.revokeAct}
        notNow={admin.notNow}
        adverse
        onAct={async () => {
          await api.delete(`/v1/keys/${revoking}`)
          markStale('/v1/senders')
        }}
      >
        <p>{t.revokeWhat(sender.name)}</p>
      </ConfirmAct>
      <SecretDialog
        secret={made}
        title={t.keyTitle(sender.name)}
        what={t.keyWhat}
        label={t.keyLabel}
        onClose={() => setMade(null)}
      />
    </Panel>
  )
}

function KeyTable({ keys, onRevoke }: { keys: Sender['keys']; onRevoke: (id: string) => void }) {
  const t = textsOf('admin').senders
  return (
    <table className={table.table}>
      <caption className="visually-hidden">{t.page.keys}</caption>
      <thead>
        <tr>
          <th scope="col">{t.page.keyColumn.key}</th>
          <th scope="col">{t.page.keyColumn.made}</th>
          <th scope="col">{t.page.keyColumn.used}</th>
          <th scope="col">{t.page.keyColumn.state}</th>
          <th scope="col">{t.page.keyColumn.act}</th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <th scope="row" className="mono">
              {t.page.keyName(key.id)}
            </th>
            <td>{instantUtc(key.createdAt)}</td>
            <td>
              {key.lastUsedAt === null ? <span className={table.dim}>{t.neverUsed}</span> : instantUtc(key.lastUsedAt)}
            </td>
            <td>{key.revokedAt === null ? t.page.inUse : t.page.revoked(instantUtc(key.revokedAt))}</td>
            <td>
              {key.revokedAt === null && (
                <Button
                  variant="default"
                  size="compact-xs"
                  h={24}
                  aria-label={t.page.revokeName(t.page.keyName(key.id))}
                  onClick={() => onRevoke(key.id)}
                >
                  {t.page.revoke}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

import type { Account } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { Panel } from '../../parts/panel.tsx'
import { SecretDialog } from '../../parts/secret-dialog.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { instantUtc } from '../../texts/times.ts'

/** A new password, or the end of an account. An oversight account's end waits for the consent of another one. */
export function AccessPanel({ account, onTold }: { account: Account; onTold: (sentence: string) => void }) {
  const admin = textsOf('admin')
  const t = admin.accounts.page
  const [asked, setAsked] = useState<'reset' | 'disable' | null>(null)
  const [password, setPassword] = useState<string | null>(null)
  const oversight = account.roles.some((each) => each.role === 'oversight')
  const reset = async (): Promise<void> => {
    const answer = await api.post<{ oneTimePassword: string; awaitingSecond: boolean }>(
      `/v1/accounts/${account.id}/reset`,
    )
    setPassword(answer.oneTimePassword)
    if (answer.awaitingSecond) onTold(t.resetWaits)
    markStale('/v1/accounts')
  }
  const disable = async (): Promise<void> => {
    const after = await api.post<Account>(`/v1/accounts/${account.id}/disable`)
    onTold(after.pendingUntil === null ? t.disabled : t.pending(instantUtc(after.pendingUntil)))
    markStale('/v1/accounts')
  }
  if (account.state === 'disabled') return null
  return (
    <Panel title={t.access}>
      <div style={{ display: 'flex', gap: 10 }}>
        <Button variant="default" h={30} onClick={() => setAsked('reset')}>
          {t.reset}
        </Button>
        {account.state === 'active' && (
          <Button variant="outline" color="bad" h={30} onClick={() => setAsked('disable')}>
            {t.disable}
          </Button>
        )}
      </div>
      <ConfirmAct
        opened={asked === 'reset'}
        onClose={() => setAsked(null)}
        title={t.resetTitle(account.name)}
        act={t.resetAct}
        notNow={admin.notNow}
        onAct={reset}
      >
        <p>{t.resetWhat}</p>
      </ConfirmAct>
      <ConfirmAct
        opened={asked === 'disable'}
        onClose={() => setAsked(null)}
        title={t.disableTitle(account.name)}
        act={t.disableAct}
        notNow={admin.notNow}
        onAct={disable}
        adverse
      >
        <p>{oversight ? t.disableOversight : t.disableWhat}</p>
      </ConfirmAct>
      <SecretDialog
        secret={password}
        title={admin.accounts.password.title(account.name)}
        what={admin.accounts.password.what}
        label={admin.accounts.password.label}
        onClose={() => setPassword(null)}
      />
    </Panel>
  )
}

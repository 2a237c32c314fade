import type { Account } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { Panel } from '../../parts/panel.tsx'
import { SecretDialog } from '../../parts/secret-dialog.tsx'
import { text } from '../../texts/text.ts'
import { instantUtc } from '../../texts/times.ts'

/** Sets a new password, or removes an account. Removing an oversight account needs the consent of another oversight account. */
export function AccessPanel({ account, onDone }: { account: Account; onDone: (sentence: string) => void }) {
  const [asked, setAsked] = useState<'reset' | 'disable' | null>(null)
  const [password, setPassword] = useState<string | null>(null)
  const oversight = account.roles.some((each) => each.role === 'oversight')
  const reset = async (): Promise<void> => {
    const answer = await api.post<{ oneTimePassword: string; awaitingSecond: boolean }>(
      `/v1/accounts/${account.id}/reset`,
    )
    setPassword(answer.oneTimePassword)
    if (answer.awaitingSecond) onDone(text('admin.accounts.page.resetWaits'))
    markStale('/v1/accounts')
  }
  const disable = async (): Promise<void> => {
    const after = await api.post<Account>(`/v1/accounts/${account.id}/disable`)
    onDone(
      after.pendingUntil === null
        ? text('admin.accounts.page.disabled')
        : text('admin.accounts.page.pending', { at: instantUtc(after.pendingUntil) }),
    )
    markStale('/v1/accounts')
  }
  if (account.state === 'disabled') return null
  return (
    <Panel title={text('admin.accounts.page.access')}>
      <div style={{ display: 'flex', gap: 10 }}>
        <Button variant="default" h={30} onClick={() => setAsked('reset')}>
          {text('admin.accounts.page.reset')}
        </Button>
        {account.state === 'active' && (
          <Button variant="outline" color="bad" h={30} onClick={() => setAsked('disable')}>
            {text('admin.accounts.page.disable')}
          </Button>
        )}
      </div>
      <ConfirmAct
        opened={asked === 'reset'}
        onClose={() => setAsked(null)}
        title={text('admin.accounts.page.resetTitle', { name: account.name })}
        act={text('admin.accounts.page.resetAct')}
        notNow={text('admin.notNow')}
        onAct={reset}
      >
        <p>{text('admin.accounts.page.resetWhat')}</p>
      </ConfirmAct>
      <ConfirmAct
        opened={asked === 'disable'}
        onClose={() => setAsked(null)}
        title={text('admin.accounts.page.disableTitle', { name: account.name })}
        act={text('admin.accounts.page.disableAct')}
        notNow={text('admin.notNow')}
        onAct={disable}
        adverse
      >
        <p>{oversight ? text('admin.accounts.page.disableOversight') : text('admin.accounts.page.disableWhat')}</p>
      </ConfirmAct>
      <SecretDialog
        secret={password}
        title={text('admin.accounts.password.title', { name: account.name })}
        what={text('admin.accounts.password.what')}
        label={text('admin.accounts.password.label')}
        onClose={() => setPassword(null)}
      />
    </Panel>
  )
}

import type { Account } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { Panel } from '../../parts/panel.tsx'
import { text } from '../../texts/text.ts'
import { instantUtc } from '../../texts/times.ts'

type Consent = 'new-account' | 'removal'
interface Asked {
  account: Account
  to: Consent
}

/** Lists the requests that oversight can agree to: new oversight accounts, and removals of oversight accounts. */
export function Consents({ accounts, onDone }: { accounts: readonly Account[]; onDone: (sentence: string) => void }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const [kept, setKept] = useState<Asked | null>(null)
  const waiting = accounts.flatMap((account): Asked[] => {
    const role = account.roles.find((each) => each.role === 'oversight')
    if (account.state === 'removal-pending') return [{ account, to: 'removal' }]
    return role?.state === 'awaiting-second' && account.state === 'active' ? [{ account, to: 'new-account' }] : []
  })
  if (waiting.length === 0) return null
  const ask = (next: Asked): void => {
    setKept(next)
    setAsked(next)
  }
  const name = kept?.account.name ?? ''
  const to = kept?.to ?? 'removal'
  return (
    <Panel title={text('oversight.consents.title')} note={waiting.length}>
      <ul style={{ display: 'grid', gap: 8 }}>
        {waiting.map((each) => (
          <li key={each.account.id} style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
            <span>
              {text(`oversight.consents.${each.to}.waits`, { name: each.account.name })}
              {each.account.pendingUntil !== null && (
                <> {text('oversight.consents.until', { at: instantUtc(each.account.pendingUntil) })}</>
              )}
            </span>
            <Button
              variant="default"
              size="compact-xs"
              h={24}
              aria-label={text(`oversight.consents.${each.to}.name`, { name: each.account.name })}
              onClick={() => ask(each)}
            >
              {text('oversight.consents.consent')}
            </Button>
          </li>
        ))}
      </ul>
      <ConfirmAct
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={text(`oversight.consents.${to}.title`, { name })}
        act={text(`oversight.consents.${to}.act`)}
        notNow={text('admin.notNow')}
        adverse={kept?.to === 'removal'}
        onAct={async () => {
          await api.post(`/v1/oversight/accounts/${kept?.account.id}/consent`, { to: kept?.to })
          onDone(text(`oversight.consents.${to}.done`, { name }))
          markStale('/v1/accounts')
        }}
      >
        <p>{text(`oversight.consents.${to}.what`, { name })}</p>
      </ConfirmAct>
    </Panel>
  )
}

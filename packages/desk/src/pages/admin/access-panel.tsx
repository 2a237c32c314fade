import type { Account, PeopleChange } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { Panel } from '../../parts/panel.tsx'
import { isReason, ReasonField } from '../../parts/reason-field.tsx'
import { text } from '../../texts/text.ts'
import { useProposing } from './use-proposing.tsx'

const acts = ['reset', 'suspend', 'disable'] as const
type Act = (typeof acts)[number]

/** Proposes a new password or the end of an account, and suspends the sign-in to it. Nobody alone does more than suspend. */
export function AccessPanel({ account, onDone }: { account: Account; onDone: (sentence: string) => void }) {
  const [asked, setAsked] = useState<Act | null>(null)
  const [shown, setShown] = useState<Act>('reset')
  const [reason, setReason] = useState('')
  const proposing = useProposing()
  if (account.state === 'disabled') return null
  const run = async (): Promise<void> => {
    const change = await api.post<PeopleChange>(`/v1/accounts/${account.id}/${shown}`, { reason: reason.trim() })
    onDone(await proposing.sign([change]))
    markStale('/v1/accounts', '/v1/people/changes')
  }
  return (
    <Panel title={text('admin.accounts.page.access')}>
      <div style={{ display: 'flex', gap: 10 }}>
        {acts.map((act) => (
          <Button
            key={act}
            variant="default"
            h={30}
            onClick={() => {
              setReason('')
              setShown(act)
              setAsked(act)
            }}
          >
            {text(`admin.access.act.${act}`)}
          </Button>
        ))}
      </div>
      <ConfirmAct
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={text(`admin.access.title.${shown}`, { name: account.name })}
        act={text(`admin.access.go.${shown}`)}
        notNow={text('admin.notNow')}
        blocked={!isReason(reason)}
        onAct={run}
        adverse={shown !== 'reset'}
      >
        <p>{text(`admin.access.what.${shown}`)}</p>
        <ReasonField value={reason} onChange={setReason} />
        {proposing.dialog}
      </ConfirmAct>
    </Panel>
  )
}

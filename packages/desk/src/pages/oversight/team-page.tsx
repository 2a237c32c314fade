import type { Account, Role } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { ListHead, Page } from '../../app/page.tsx'
import { markStale, useRead } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { text } from '../../texts/text.ts'
import { Alarms } from './alarms.tsx'

interface Asked {
  account: Account
  role: Role
}

/** Lists what waits for a supervisor besides cases: roles that an administrator requested, and alarms. */
export function TeamPage() {
  const read = useRead<{ items: Account[] }>('/v1/accounts')
  const [asked, setAsked] = useState<Asked | null>(null)
  const [kept, setKept] = useState<Asked | null>(null)
  const [notice, setNotice] = useState('')
  const waiting = (read.data?.items ?? []).flatMap((account): Asked[] =>
    account.roles
      // Only oversight can confirm a new oversight account.
      .filter((each) => each.state === 'awaiting-second' && each.role !== 'oversight' && account.state === 'active')
      .map(({ role }) => ({ account, role })),
  )
  const role = kept ? text(`role.${kept.role}`) : ''
  const account = kept?.account.name ?? ''
  return (
    <Page
      title={text('admin.team.title')}
      label={text('admin.team.title')}
      head={<ListHead title={text('admin.team.title')}>{text('admin.team.what')}</ListHead>}
    >
      <div style={{ maxInlineSize: 900 }}>
        <p role="status">{notice}</p>
        <Panel title={text('admin.team.requests')} note={read.data && waiting.length}>
          <ReadState read={read} rows={3} />
          {read.data && waiting.length === 0 && <p>{text('admin.team.noRequests')}</p>}
          <ul style={{ display: 'grid', gap: 8 }}>
            {waiting.map((each) => (
              <li key={`${each.account.id} ${each.role}`} style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
                <bdi>
                  {text('admin.team.request', {
                    role: text(`role.${each.role}`),
                    person: each.account.person.name,
                    account: each.account.name,
                  })}
                </bdi>
                <Button
                  variant="default"
                  size="compact-xs"
                  h={24}
                  aria-label={text('admin.accounts.page.confirmName', {
                    role: text(`role.${each.role}`),
                    name: each.account.name,
                  })}
                  onClick={() => {
                    setKept(each)
                    setAsked(each)
                  }}
                >
                  {text('admin.accounts.page.confirm')}
                </Button>
              </li>
            ))}
          </ul>
        </Panel>
        <Alarms />
      </div>
      <ConfirmAct
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={text('admin.accounts.page.confirmTitle', { role, name: account })}
        act={text('admin.accounts.page.confirmAct')}
        notNow={text('admin.notNow')}
        onAct={async () => {
          await api.post(`/v1/accounts/${kept?.account.id}/roles`, { role: kept?.role, action: 'confirm' })
          setNotice(text('admin.accounts.page.confirmed'))
          markStale('/v1/accounts')
        }}
      >
        <p>{text('admin.accounts.page.confirmWhat', { role, name: account })}</p>
      </ConfirmAct>
    </Page>
  )
}

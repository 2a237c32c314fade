import type { Account, Role } from '@entente/contracts'
import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { Panel } from '../../parts/panel.tsx'
import { text } from '../../texts/text.ts'
import { grantable } from './account-form.ts'

type Asked = { act: 'grant' | 'confirm' | 'revoke'; role: Role | null }

/** Grants and removes roles of an account. A grant needs a second person; a removal takes effect at once. */
export function RolesPanel({ account, onDone }: { account: Account; onDone: (sentence: string) => void }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const ungranted = grantable.filter((role) => account.roles.every((each) => each.role !== role))
  return (
    <Panel
      title={text('admin.accounts.page.roles')}
      flush
      actions={
        account.state === 'active' &&
        ungranted.length > 0 && (
          <Button variant="default" size="compact-xs" h={24} onClick={() => setAsked({ act: 'grant', role: null })}>
            {text('admin.accounts.page.grant')}
          </Button>
        )
      }
    >
      <DataTable
        name={text('admin.accounts.page.roles')}
        columns={[
          text('admin.accounts.column.roles'),
          text('admin.accounts.column.state'),
          text('admin.accounts.column.act'),
        ]}
      >
        {account.roles.map(({ role, state }) => (
          <tr key={role}>
            <th scope="row">{text(`role.${role}`)}</th>
            <td>{text(`admin.accounts.page.state.${state}`)}</td>
            <td>
              <div style={{ display: 'flex', gap: 8 }}>
                {state === 'awaiting-second' && (
                  <Button
                    variant="default"
                    size="compact-xs"
                    h={24}
                    aria-label={text('admin.accounts.page.confirmName', {
                      role: text(`role.${role}`),
                      name: account.name,
                    })}
                    onClick={() => setAsked({ act: 'confirm', role })}
                  >
                    {text('admin.accounts.page.confirm')}
                  </Button>
                )}
                <Button
                  variant="default"
                  size="compact-xs"
                  h={24}
                  aria-label={text('admin.accounts.page.revokeName', {
                    role: text(`role.${role}`),
                    name: account.name,
                  })}
                  onClick={() => setAsked({ act: 'revoke', role })}
                >
                  {text('admin.accounts.page.revoke')}
                </Button>
              </div>
            </td>
          </tr>
        ))}
      </DataTable>
      <p style={{ padding: '8px 14px', color: 'var(--t2)', fontSize: 12 }}>{text('admin.accounts.page.rolesWhat')}</p>
      <RoleDialog account={account} asked={asked} ungranted={ungranted} onAsk={setAsked} onDone={onDone} />
    </Panel>
  )
}

interface DialogProps {
  account: Account
  asked: Asked | null
  ungranted: readonly Role[]
  onAsk: (asked: Asked | null) => void
  onDone: (sentence: string) => void
}
function RoleDialog({ account, asked, ungranted, onAsk, onDone }: DialogProps) {
  const role = asked?.role ? text(`role.${asked.role}`) : ''
  const words = {
    grant: {
      title: text('admin.accounts.page.grantTitle', { name: account.name }),
      act: text('admin.accounts.page.grantAct'),
      done: text('admin.accounts.page.asked'),
    },
    confirm: {
      title: text('admin.accounts.page.confirmTitle', { role, name: account.name }),
      act: text('admin.accounts.page.confirmAct'),
      done: text('admin.accounts.page.confirmed'),
    },
    revoke: {
      title: text('admin.accounts.page.revokeTitle', { role, name: account.name }),
      act: text('admin.accounts.page.revokeAct'),
      done: text('admin.accounts.page.revoked'),
    },
  }[asked?.act ?? 'grant']
  return (
    <ConfirmAct
      opened={asked !== null}
      onClose={() => onAsk(null)}
      title={words.title}
      act={words.act}
      notNow={text('admin.notNow')}
      blocked={asked === null || asked.role === null}
      adverse={asked?.act === 'revoke'}
      onAct={async () => {
        await api.post(`/v1/accounts/${account.id}/roles`, { role: asked?.role, action: asked?.act })
        onDone(words.done)
        markStale('/v1/accounts')
      }}
    >
      {asked?.act === 'confirm' && <p>{text('admin.accounts.page.confirmWhat', { role, name: account.name })}</p>}
      {asked?.act === 'revoke' && <p>{text('admin.accounts.page.revokeWhat', { role })}</p>}
      {asked?.act === 'grant' && (
        <Radio.Group
          label={text('admin.accounts.page.roles')}
          description={
            asked.role === null ? text('admin.accounts.page.grantChoose') : text('admin.accounts.page.rolesWhat')
          }
          value={asked.role}
          onChange={(next) => onAsk({ act: 'grant', role: next as Role })}
        >
          {ungranted.map((each) => (
            <Radio key={each} value={each} label={text(`role.${each}`)} mt={8} />
          ))}
        </Radio.Group>
      )}
    </ConfirmAct>
  )
}

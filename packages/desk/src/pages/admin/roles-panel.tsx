import type { Account, Role } from '@entente/contracts'
import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import table from '../../parts/data-table.module.css'
import { Panel } from '../../parts/panel.tsx'
import { text } from '../../texts/text.ts'
import { grantable } from './account-form.ts'

type Asked = { act: 'grant' | 'confirm' | 'revoke'; role: Role | null }

/** Roles of an account. A grant waits for a second person; taking away takes effect at once. */
export function RolesPanel({ account, onTold }: { account: Account; onTold: (sentence: string) => void }) {
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
      <table className={table.table}>
        <caption className="visually-hidden">{text('admin.accounts.page.roles')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('admin.accounts.column.roles')}</th>
            <th scope="col">{text('admin.accounts.column.state')}</th>
            <th scope="col">{text('admin.accounts.column.act')}</th>
          </tr>
        </thead>
        <tbody>
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
        </tbody>
      </table>
      <p style={{ padding: '8px 14px', color: 'var(--t2)', fontSize: 12 }}>{text('admin.accounts.page.rolesWhat')}</p>
      <RoleDialog account={account} asked={asked} ungranted={ungranted} onAsk={setAsked} onTold={onTold} />
    </Panel>
  )
}

interface DialogProps {
  account: Account
  asked: Asked | null
  ungranted: readonly Role[]
  onAsk: (asked: Asked | null) => void
  onTold: (sentence: string) => void
}
function RoleDialog({ account, asked, ungranted, onAsk, onTold }: DialogProps) {
  const role = asked?.role ? text(`role.${asked.role}`) : ''
  const words = {
    grant: {
      title: text('admin.accounts.page.grantTitle', { name: account.name }),
      act: text('admin.accounts.page.grantAct'),
      told: text('admin.accounts.page.asked'),
    },
    confirm: {
      title: text('admin.accounts.page.confirmTitle', { role, name: account.name }),
      act: text('admin.accounts.page.confirmAct'),
      told: text('admin.accounts.page.confirmed'),
    },
    revoke: {
      title: text('admin.accounts.page.revokeTitle', { role, name: account.name }),
      act: text('admin.accounts.page.revokeAct'),
      told: text('admin.accounts.page.revoked'),
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
        onTold(words.told)
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

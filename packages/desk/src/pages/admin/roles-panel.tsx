import type { Account, Role } from '@entente/contracts'
import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import table from '../../parts/data-table.module.css'
import { Panel } from '../../parts/panel.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { grantable } from './account-form.ts'

type Asked = { act: 'grant' | 'confirm' | 'revoke'; role: Role | null }

/** Roles of an account. A grant waits for a second person; taking away takes effect at once. */
export function RolesPanel({ account, onTold }: { account: Account; onTold: (sentence: string) => void }) {
  const admin = textsOf('admin')
  const t = admin.accounts.page
  const names = textsOf('roleNames')
  const [asked, setAsked] = useState<Asked | null>(null)
  const ungranted = grantable.filter((role) => account.roles.every((each) => each.role !== role))
  return (
    <Panel
      title={t.roles}
      flush
      actions={
        account.state === 'active' &&
        ungranted.length > 0 && (
          <Button variant="default" size="compact-xs" h={24} onClick={() => setAsked({ act: 'grant', role: null })}>
            {t.grant}
          </Button>
        )
      }
    >
      <table className={table.table}>
        <caption className="visually-hidden">{t.roles}</caption>
        <thead>
          <tr>
            <th scope="col">{admin.accounts.column.roles}</th>
            <th scope="col">{admin.accounts.column.state}</th>
            <th scope="col">{admin.accounts.column.act}</th>
          </tr>
        </thead>
        <tbody>
          {account.roles.map(({ role, state }) => (
            <tr key={role}>
              <th scope="row">{names[role]}</th>
              <td>{t.state[state]}</td>
              <td>
                <div style={{ display: 'flex', gap: 8 }}>
                  {state === 'awaiting-second' && (
                    <Button
                      variant="default"
                      size="compact-xs"
                      h={24}
                      aria-label={t.confirmName(names[role], account.name)}
                      onClick={() => setAsked({ act: 'confirm', role })}
                    >
                      {t.confirm}
                    </Button>
                  )}
                  <Button
                    variant="default"
                    size="compact-xs"
                    h={24}
                    aria-label={t.revokeName(names[role], account.name)}
                    onClick={() => setAsked({ act: 'revoke', role })}
                  >
                    {t.revoke}
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p style={{ padding: '8px 14px', color: 'var(--t2)', fontSize: 12 }}>{t.rolesWhat}</p>
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
  const admin = textsOf('admin')
  const t = admin.accounts.page
  const names = textsOf('roleNames')
  const role = asked?.role ? names[asked.role] : ''
  const words = {
    grant: { title: t.grantTitle(account.name), act: t.grantAct, told: t.asked },
    confirm: { title: t.confirmTitle(role, account.name), act: t.confirmAct, told: t.confirmed },
    revoke: { title: t.revokeTitle(role, account.name), act: t.revokeAct, told: t.revoked },
  }[asked?.act ?? 'grant']
  return (
    <ConfirmAct
      opened={asked !== null}
      onClose={() => onAsk(null)}
      title={words.title}
      act={words.act}
      notNow={admin.notNow}
      blocked={asked === null || asked.role === null}
      adverse={asked?.act === 'revoke'}
      onAct={async () => {
        await api.post(`/v1/accounts/${account.id}/roles`, { role: asked?.role, action: asked?.act })
        onTold(words.told)
        markStale('/v1/accounts')
      }}
    >
      {asked?.act === 'confirm' && <p>{t.confirmWhat(role, account.name)}</p>}
      {asked?.act === 'revoke' && <p>{t.revokeWhat(role)}</p>}
      {asked?.act === 'grant' && (
        <Radio.Group
          label={t.roles}
          description={asked.role === null ? t.grantChoose : t.rolesWhat}
          value={asked.role}
          onChange={(next) => onAsk({ act: 'grant', role: next as Role })}
        >
          {ungranted.map((each) => (
            <Radio key={each} value={each} label={names[each]} mt={8} />
          ))}
        </Radio.Group>
      )}
    </ConfirmAct>
  )
}

import type { Account, PeopleChange, Role } from '@entente/contracts'
import { Button, Checkbox, Radio } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { markStale } from '../../app/query.ts'
import { ConfirmAct } from '../../parts/confirm-act.tsx'
import { DataTable } from '../../parts/data-table.tsx'
import { Panel } from '../../parts/panel.tsx'
import { isReason, ReasonField } from '../../parts/reason-field.tsx'
import { text } from '../../texts/text.ts'
import { grantable } from './account-form.ts'
import { useProposing } from './use-proposing.tsx'

type Asked = { act: 'grant' | 'revoke'; role: Role | null }

/** Proposes to grant and to revoke roles of an account. Both need a second person. */
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
  const [reason, setReason] = useState('')
  const [gone, setGone] = useState(false)
  const proposing = useProposing()
  const role = asked?.role ? text(`role.${asked.role}`) : ''
  const words = {
    grant: {
      title: text('admin.accounts.page.grantTitle', { name: account.name }),
      act: text('admin.accounts.page.grantAct'),
    },
    revoke: {
      title: text('admin.accounts.page.revokeTitle', { role, name: account.name }),
      act: text('admin.accounts.page.revokeAct'),
    },
  }[asked?.act ?? 'grant']
  return (
    <ConfirmAct
      opened={asked !== null}
      onClose={() => onAsk(null)}
      title={words.title}
      act={words.act}
      notNow={text('admin.notNow')}
      blocked={asked === null || asked.role === null || !isReason(reason)}
      adverse={asked?.act === 'revoke'}
      onAct={async () => {
        const change = await api.post<PeopleChange>(`/v1/accounts/${account.id}/roles`, {
          ...{ role: asked?.role, action: asked?.act, reason: reason.trim() },
          ...(asked?.act === 'grant' && gone && { gone }),
        })
        onDone(await proposing.sign([change]))
        setReason('')
        setGone(false)
        markStale('/v1/accounts', '/v1/people/changes')
      }}
    >
      {asked?.act === 'revoke' && <p>{text('admin.accounts.page.revokeWhat')}</p>}
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
      {asked?.act === 'grant' && asked.role !== null && asked.role !== 'analyst' && asked.role !== 'signal-officer' && (
        <Checkbox
          mt={12}
          label={text('admin.accounts.page.gone')}
          description={text('admin.accounts.page.goneHint')}
          checked={gone}
          onChange={(event) => setGone(event.currentTarget.checked)}
        />
      )}
      <ReasonField value={reason} onChange={setReason} />
      {proposing.dialog}
    </ConfirmAct>
  )
}

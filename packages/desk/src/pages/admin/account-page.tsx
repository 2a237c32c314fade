import type { Account } from '@entente/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { paths } from '../../app/paths.ts'
import { markStale, useRead } from '../../app/query.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { ObjectHead } from '../../parts/object-head.tsx'
import { PersonKeysPanel } from '../../parts/person-keys-panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { text } from '../../texts/text.ts'
import { AccessPanel } from './access-panel.tsx'
import { AccountState } from './account-state.tsx'
import { AdminFrame } from './admin-frame.tsx'
import { PersonForm } from './person-form.tsx'
import { RolesPanel } from './roles-panel.tsx'
import { SubjectPanel } from './subject-panel.tsx'

const route = getRouteApi('/shell/admin/accounts/$id')

/** Shows one account: its roles, person and teams, its password, and its removal. */
export function AccountPage() {
  const { id } = route.useParams()
  const read = useRead<{ items: Account[] }>('/v1/accounts')
  const account = read.data?.items.find((each) => each.id === id)
  const [notice, setNotice] = useState('')
  return (
    <AdminFrame
      title={account?.name ?? text('admin.accounts.page.crumb')}
      head={
        <ObjectHead
          crumbs={[{ to: paths.admin(), label: text('admin.accounts.page.crumb') }]}
          title={<bdi>{account?.name ?? text('admin.accounts.page.crumb')}</bdi>}
          chips={account && <AccountState account={account} />}
          facts={account && <bdi>{account.person.name}</bdi>}
        />
      }
    >
      <ReadState read={read} rows={8} />
      {read.data && !account && (
        <EmptyState
          title={text('admin.accounts.page.unknown')}
          links={[{ to: paths.admin(), label: text('admin.accounts.page.crumb') }]}
        />
      )}
      {account && (
        <div style={{ maxInlineSize: 760 }}>
          <p role="status" className={notice === '' ? 'visually-hidden' : undefined} style={{ marginBlockEnd: 8 }}>
            {notice}
          </p>
          <RolesPanel account={account} onDone={setNotice} />
          <PersonForm key={account.id} account={account} onDone={setNotice} />
          <AccessPanel account={account} onDone={setNotice} />
          <SubjectPanel account={account} onDone={setNotice} />
          <PersonKeysPanel
            keys={account.keys}
            onEnd={async (id) => {
              await api.delete(`/v1/keys/${id}`)
              markStale('/v1/accounts')
            }}
          />
        </div>
      )}
    </AdminFrame>
  )
}

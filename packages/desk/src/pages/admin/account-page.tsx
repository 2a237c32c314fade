import type { Account } from '@entente/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { paths } from '../../app/paths.ts'
import { useRead } from '../../app/query.ts'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loading } from '../../parts/loading.tsx'
import { ObjectHead } from '../../parts/object-head.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { AccessPanel } from './access-panel.tsx'
import { AccountState } from './account-state.tsx'
import { AdminFrame } from './admin-frame.tsx'
import { PersonForm } from './person-form.tsx'
import { RolesPanel } from './roles-panel.tsx'

const route = getRouteApi('/shell/admin/accounts/$id')

/** One account: its roles, person and teams, its password, and its end. */
export function AccountPage() {
  const { id } = route.useParams()
  const read = useRead<{ items: Account[] }>('/v1/accounts')
  const account = read.data?.items.find((each) => each.id === id)
  const [told, setTold] = useState('')
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
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={8} height={34} />}
      {read.data && !account && (
        <EmptyState
          title={text('admin.accounts.page.unknown')}
          links={[{ to: paths.admin(), label: text('admin.accounts.page.crumb') }]}
        />
      )}
      {account && (
        <div style={{ maxInlineSize: 760 }}>
          <p role="status" className={told === '' ? 'visually-hidden' : undefined} style={{ marginBlockEnd: 8 }}>
            {told}
          </p>
          <RolesPanel account={account} onTold={setTold} />
          <PersonForm key={account.id} account={account} onTold={setTold} />
          <AccessPanel account={account} onTold={setTold} />
        </div>
      )}
    </AdminFrame>
  )
}

import type { Account } from '@entente/contracts'
import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { ChangesPanel } from '../../app/changes-panel.tsx'
import { OversightFrame } from '../../app/oversight-frame.tsx'
import { ListHead } from '../../app/page.tsx'
import { useRead } from '../../app/query.ts'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { text } from '../../texts/text.ts'
import { AccountTable } from './account-table.tsx'
import { AdminFrame } from './admin-frame.tsx'

const NewAccountDialog = lazy(async () => ({ default: (await import('./new-account-dialog.tsx')).NewAccountDialog }))

/** Lists the accounts of this node. */
export function AccountsPage() {
  const read = useRead<{ items: Account[] }>('/v1/accounts')
  const [making, setMaking] = useState(false)
  const [notice, setNotice] = useState('')
  const accounts = read.data?.items ?? []
  return (
    <AdminFrame
      title={text('admin.tabs.accounts')}
      flush
      head={
        <ListHead
          title={text('admin.title')}
          count={read.data && text('admin.accounts.count', { n: accounts.length })}
          actions={
            <Button h={30} onClick={() => setMaking(true)}>
              {text('admin.accounts.new')}
            </Button>
          }
        >
          {text('admin.what')}
        </ListHead>
      }
    >
      <ReadState read={read} rows={8} />
      {accounts.length > 0 && <AccountTable accounts={accounts} linked />}
      <p role="status" className={notice === '' ? 'visually-hidden' : undefined} style={{ padding: '8px 14px' }}>
        {notice}
      </p>
      <Suspense>
        <NewAccountDialog opened={making} onClose={() => setMaking(false)} accounts={accounts} onDone={setNotice} />
      </Suspense>
    </AdminFrame>
  )
}

/** Lists changes of accounts and roles, which wait for people or time. */
export function ChangesPage() {
  return (
    <AdminFrame
      title={text('admin.tabs.changes')}
      head={<ListHead title={text('admin.title')}>{text('admin.what')}</ListHead>}
    >
      <ChangesPanel />
    </AdminFrame>
  )
}

/** Lists the accounts of this node and the changes to which oversight can consent or object. */
export function OversightAccountsPage() {
  const read = useRead<{ items: Account[] }>('/v1/accounts')
  const accounts = read.data?.items ?? []
  return (
    <OversightFrame title={text('oversight.tabs.accounts')}>
      <p style={{ maxInlineSize: '90ch', marginBlockEnd: 12 }}>{text('oversight.accounts.what')}</p>
      <ChangesPanel />
      <ReadState read={read} rows={6} />
      {read.data && (
        <Panel title={text('oversight.accounts.tableName')} note={accounts.length} flush>
          <AccountTable accounts={accounts} linked={false} />
        </Panel>
      )}
    </OversightFrame>
  )
}

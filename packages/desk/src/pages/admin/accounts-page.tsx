import type { Account } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { OversightFrame } from '../../app/oversight-frame.tsx'
import { ListHead } from '../../app/page.tsx'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { Panel } from '../../parts/panel.tsx'
import { ReadState } from '../../parts/read-state.tsx'
import { text } from '../../texts/text.ts'
import { AccountTable } from './account-table.tsx'
import { AdminFrame } from './admin-frame.tsx'
import { Consents } from './consents.tsx'
import { NewAccountDialog } from './new-account-dialog.tsx'

/** Lists the accounts of this node. */
export function AccountsPage() {
  const read = useRead<{ items: Account[] }>('/v1/accounts')
  const [making, setMaking] = useState(false)
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
      <NewAccountDialog opened={making} onClose={() => setMaking(false)} accounts={accounts} />
    </AdminFrame>
  )
}

/** Lists the accounts of this node and the requests for oversight's consent. */
export function OversightAccountsPage() {
  const me = useMe()
  const read = useRead<{ items: Account[] }>('/v1/accounts')
  const [notice, setNotice] = useState('')
  const accounts = read.data?.items ?? []
  return (
    <OversightFrame title={text('oversight.tabs.accounts')}>
      <p style={{ maxInlineSize: '90ch', marginBlockEnd: 12 }}>{text('oversight.accounts.what')}</p>
      <ReadState read={read} rows={6} />
      <p role="status">{notice}</p>
      {read.data && (
        <>
          <Consents accounts={accounts.filter((account) => account.person.id !== me.person)} onDone={setNotice} />
          <Panel title={text('oversight.accounts.tableName')} note={accounts.length} flush>
            <AccountTable accounts={accounts} linked={false} />
          </Panel>
        </>
      )}
    </OversightFrame>
  )
}

import type { Account } from '@entente/contracts'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { ListHead } from '../../app/page.tsx'
import { useRead } from '../../app/query.ts'
import { ReadState } from '../../parts/read-state.tsx'
import { text } from '../../texts/text.ts'
import { AccountTable } from './account-table.tsx'
import { AdminFrame } from './admin-frame.tsx'
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

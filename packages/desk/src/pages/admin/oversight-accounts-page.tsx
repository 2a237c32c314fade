import type { Account } from '@entente/contracts'
import { useState } from 'react'
import { OversightFrame } from '../../app/oversight-frame.tsx'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { text } from '../../texts/text.ts'
import { AccountTable } from './account-table.tsx'
import { Consents } from './consents.tsx'

/** Who can act on this node, and what waits for oversight's consent. */
export function OversightAccountsPage() {
  const me = useMe()
  const read = useRead<{ items: Account[] }>('/v1/accounts')
  const [told, setTold] = useState('')
  const accounts = read.data?.items ?? []
  return (
    <OversightFrame title={text('oversight.tabs.accounts')}>
      <p style={{ maxInlineSize: '90ch', marginBlockEnd: 12 }}>{text('oversight.accounts.what')}</p>
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={6} height={34} />}
      <p role="status">{told}</p>
      {read.data && (
        <>
          <Consents accounts={accounts.filter((account) => account.person.id !== me.person)} onTold={setTold} />
          <Panel title={text('oversight.accounts.tableName')} note={accounts.length} flush>
            <AccountTable accounts={accounts} linked={false} />
          </Panel>
        </>
      )}
    </OversightFrame>
  )
}

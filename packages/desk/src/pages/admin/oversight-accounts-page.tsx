import type { Account } from '@entente/contracts'
import { useState } from 'react'
import { OversightFrame } from '../../app/oversight-frame.tsx'
import { useRead } from '../../app/query.ts'
import { useMe } from '../../app/session.ts'
import { Loading } from '../../parts/loading.tsx'
import { Panel } from '../../parts/panel.tsx'
import { ProblemCard } from '../../parts/problem-card.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { AccountTable } from './account-table.tsx'
import { Consents } from './consents.tsx'

/** Who can act on this node, and what waits for oversight's consent. */
export function OversightAccountsPage() {
  const t = textsOf('oversight')
  const me = useMe()
  const read = useRead<{ items: Account[] }>('/v1/accounts')
  const [told, setTold] = useState('')
  const accounts = read.data?.items ?? []
  return (
    <OversightFrame title={t.tabs.accounts}>
      <p style={{ maxInlineSize: '90ch', marginBlockEnd: 12 }}>{t.accounts.what}</p>
      {read.error && <ProblemCard error={read.error} onRetry={() => void read.refetch()} />}
      {read.isPending && <Loading rows={6} height={34} />}
      <p role="status">{told}</p>
      {read.data && (
        <>
          <Consents accounts={accounts.filter((account) => account.person.id !== me.person)} onTold={setTold} />
          <Panel title={t.accounts.tableName} note={accounts.length} flush>
            <AccountTable accounts={accounts} linked={false} />
          </Panel>
        </>
      )}
    </OversightFrame>
  )
}

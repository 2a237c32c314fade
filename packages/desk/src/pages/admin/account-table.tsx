import type { Account } from '@entente/contracts'
import { paths } from '../../app/paths.ts'
import table from '../../parts/data-table.module.css'
import { DataTable } from '../../parts/data-table.tsx'
import { GoLink } from '../../parts/go-link.tsx'
import { Instant } from '../../parts/instant.tsx'
import { text } from '../../texts/text.ts'
import { AccountRoles, AccountState } from './account-state.tsx'

/** Lists accounts. Each row is a link if the user may manage the account. */
export function AccountTable({ accounts, linked }: { accounts: readonly Account[]; linked: boolean }) {
  return (
    <DataTable
      name={text('admin.accounts.tableName')}
      columns={[
        text('admin.accounts.column.name'),
        text('admin.accounts.column.person'),
        text('admin.accounts.column.roles'),
        text('admin.accounts.column.teams'),
        text('admin.accounts.column.state'),
        text('admin.accounts.column.last'),
      ]}
      rows
      minWidth={860}
    >
      {accounts.map((account) => (
        <tr key={account.id}>
          <th scope="row">
            {linked ? (
              <GoLink to={paths.adminAccount(account.id)}>
                <bdi>{account.name}</bdi>
              </GoLink>
            ) : (
              <bdi>{account.name}</bdi>
            )}
          </th>
          <td style={{ whiteSpace: 'nowrap' }}>
            <bdi>{account.person.name}</bdi>
          </td>
          <td className={table.wrap}>
            <AccountRoles account={account} />
          </td>
          <td>
            {account.teams.length === 0 ? (
              <span className={table.dim}>{text('admin.accounts.noTeams')}</span>
            ) : (
              <bdi>{account.teams.join(', ')}</bdi>
            )}
          </td>
          <td className={table.wrap}>
            <AccountState account={account} />
          </td>
          <td style={{ whiteSpace: 'nowrap' }}>
            {account.lastSignInAt === null ? (
              <span className={table.dim}>{text('admin.accounts.never')}</span>
            ) : (
              <Instant at={account.lastSignInAt} />
            )}
          </td>
        </tr>
      ))}
    </DataTable>
  )
}

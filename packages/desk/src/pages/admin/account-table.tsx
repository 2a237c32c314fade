import type { Account } from '@entente/contracts'
import { paths } from '../../app/paths.ts'
import table from '../../parts/data-table.module.css'
import { GoLink } from '../../parts/go-link.tsx'
import { textsOf } from '../../texts/catalogue.ts'
import { instantUtc } from '../../texts/times.ts'
import { AccountRoles, AccountState } from './account-state.tsx'

/** Accounts as rows; each a link where the reader may manage it. */
export function AccountTable({ accounts, linked }: { accounts: readonly Account[]; linked: boolean }) {
  const t = textsOf('admin').accounts
  return (
    <table className={`${table.table} ${table.rows}`} style={{ minInlineSize: 860 }}>
      <caption className="visually-hidden">{t.tableName}</caption>
      <thead>
        <tr>
          <th scope="col">{t.column.name}</th>
          <th scope="col">{t.column.person}</th>
          <th scope="col">{t.column.roles}</th>
          <th scope="col">{t.column.teams}</th>
          <th scope="col">{t.column.state}</th>
          <th scope="col">{t.column.last}</th>
        </tr>
      </thead>
      <tbody>
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
                <span className={table.dim}>{t.noTeams}</span>
              ) : (
                <bdi>{account.teams.join(', ')}</bdi>
              )}
            </td>
            <td className={table.wrap}>
              <AccountState account={account} />
            </td>
            <td style={{ whiteSpace: 'nowrap' }}>
              {account.lastSignInAt === null ? (
                <span className={table.dim}>{t.never}</span>
              ) : (
                instantUtc(account.lastSignInAt)
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

import { randomUUID } from 'node:crypto'
import type { Account } from '@entente/contracts'
import { fail } from './errors.ts'
import { withNodeDatabase } from './open-database.ts'
import { type FirstAccount, initAccounts } from './safeguards/access/accounts/init-accounts.ts'
import { listAccounts } from './safeguards/access/accounts/list-accounts.ts'
import { newKey } from './safeguards/access/keys.ts'
import { systemActor } from './safeguards/access/system.ts'
import { createAuditLog } from './safeguards/audit/audit-log.ts'
import { createDatabase } from './store/database.ts'
import { openPool } from './store/postgres/index.ts'

/** What whoever runs the machine may do with accounts: make the first ones, list them, make a key for a person. No personal data of subjects. */
export interface AccountsOffice {
  init(): Promise<FirstAccount[]>
  list(): Promise<Account[]>
  makeKey(account: string, label: string): Promise<{ id: string; account: string; key: string }>
}

export function withAccountsOffice<T>(
  environment: Record<string, string | undefined>,
  work: (office: AccountsOffice) => Promise<T>,
): Promise<T> {
  return withNodeDatabase(environment, async ({ connection, member, node }) => {
    const pool = openPool(connection('entente_app'), { max: 2, log: () => {} })
    const db = createDatabase(pool)
    const audit = createAuditLog({ db, node, clock: () => new Date() })
    try {
      return await work({
        init: () => initAccounts({ db, audit, member }),
        list: () => listAccounts(db),
        makeKey: (account, label) =>
          db.transaction().execute(async (tx) => {
            const row = await tx.selectFrom('account').select('id').where('name', '=', account).executeTakeFirst()
            if (row === undefined) throw fail('not-found', { detail: `There is no account ${account}.` })
            const { key, hash } = newKey('ep')
            const id = randomUUID()
            await tx
              .insertInto('person_key')
              .values({ id, account_id: row.id, hash, label, last_used_at: null, revoked_at: null })
              .execute()
            const details = { what: 'person key', account }
            await audit.append(tx, { type: 'config.change', decision: 'done', details }, systemActor(member.id), null)
            return { id, account, key }
          }),
      })
    } finally {
      await pool.end()
    }
  })
}

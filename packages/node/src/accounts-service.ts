import type { Account, Authority, PeopleChanges } from '@entente/contracts'
import { readIndexKey } from './keys.ts'
import { withNodeDatabase } from './open-database.ts'
import { completePeople } from './safeguards/access/accounts/complete-people.ts'
import { readFounding } from './safeguards/access/accounts/founding.ts'
import { type FirstAccount, initAccounts } from './safeguards/access/accounts/init-accounts.ts'
import { listAccounts } from './safeguards/access/accounts/list-accounts.ts'
import { makePersonKey } from './safeguards/access/accounts/person-key.ts'
import { readAuthority } from './safeguards/access/accounts/read-authority.ts'
import { renewCodes } from './safeguards/access/accounts/renew-codes.ts'
import { listChanges } from './safeguards/access/changes/list-changes.ts'
import { type RescueCode, rescueAccount } from './safeguards/access/changes/rescue-account.ts'
import { systemActor } from './safeguards/access/system.ts'
import { createAuditLog } from './safeguards/audit/audit-log.ts'
import { createDatabase } from './store/database.ts'
import { openPool } from './store/postgres/index.ts'

/**
 * Operations on accounts for the operator of the machine: create the first accounts, list accounts and their changes, make
 * a key for a person. They concern no personal data of subjects.
 */
export interface AccountsService {
  /** Creates the first accounts: each with a code for its owner, or with a one-time password if one person uses them all. */
  init(options?: { singleOperator?: boolean }): Promise<FirstAccount[]>
  /** Makes new codes for the first accounts whose owners did not enrol in time, as `renewCodes`. */
  renew(): Promise<FirstAccount[]>
  /** Ends the state of a single operator, as `completePeople`. */
  complete(): ReturnType<typeof completePeople>
  list(): Promise<Account[]>
  /** Lists the newest 200 changes of accounts and roles: those that wait for people or time, or all. */
  changes(which: 'open' | 'all'): Promise<PeopleChanges>
  /** Reads who has which role and how it was granted, as `readAuthority`. */
  authority(): Promise<Authority>
  /** Makes a code for an account that nobody can reset, as `rescueAccount`. */
  rescue(account: string): Promise<RescueCode>
  /** Makes a key for a person, as `makePersonKey` for the operator. */
  makeKey(
    account: string,
    label: string,
    days?: number,
    actions?: readonly string[],
  ): Promise<{ id: string; account: string; key: string; expiresAt: string }>
}

export function withAccountsService<T>(
  environment: Record<string, string | undefined>,
  work: (service: AccountsService) => Promise<T>,
): Promise<T> {
  return withNodeDatabase(environment, async ({ connection, member, node, dataRoot }) => {
    const pool = openPool(connection('entente_app'), { max: 2, log: () => {} })
    const db = createDatabase(pool)
    const audit = createAuditLog({ db, node, clock: () => new Date() })
    try {
      return await work({
        init: ({ singleOperator = false } = {}) =>
          initAccounts(
            { db, audit, member },
            singleOperator ? { passwords: 'one-time' } : { triesKey: readIndexKey(dataRoot) },
          ),
        renew: () => renewCodes({ db, audit, member }, readIndexKey(dataRoot), new Date()),
        complete: () => completePeople({ db, audit, member }, new Date()),
        list: () => listAccounts(db, new Date()),
        changes: (which) =>
          db.transaction().execute(async (tx) => {
            const reader = { db: tx, actor: systemActor(member.id), now: new Date() }
            const query = { open: which === 'open', own: false, next: undefined, limit: 200 }
            const founding = await readFounding(tx, reader.now)
            const foundingUntil = founding.over === null ? founding.until.toISOString() : null
            return { ...(await listChanges(reader, query, false)), foundingUntil, operatorKeys: [] }
          }),
        authority: () => readAuthority(db, new Date()),
        rescue: (account) =>
          rescueAccount({ db, audit, member, triesKey: readIndexKey(dataRoot) }, account, new Date()),
        makeKey: (account, label, days, actions) =>
          db.transaction().execute(async (tx) => {
            const made = await makePersonKey(tx, { account, label, days, actions }, new Date())
            const details = { what: 'person key', account, actions: [...(actions ?? [])] }
            await audit.append(tx, { type: 'config.change', decision: 'done', details }, systemActor(member.id), null)
            return made
          }),
      })
    } finally {
      await pool.end()
    }
  })
}

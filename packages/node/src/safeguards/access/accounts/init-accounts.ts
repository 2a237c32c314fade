import { gatewayVocabularies, type Role } from '@entente/contracts'
import { fail } from '../../../errors.ts'
import type { AuditLog } from '../../audit/audit-log.ts'
import type { Database } from '../access-store.ts'
import { oneTimePassword } from '../passwords.ts'
import { systemActor } from '../system.ts'
import { createAccount } from './create-account.ts'
import { makeEnrolmentCode } from './enrolment-code.ts'
import { beginFounding } from './founding.ts'

/**
 * The first accounts of a node. There are two for oversight, so that a single person cannot lock oversight out, and two
 * officers, because two must release a signal about a person.
 */
export const firstAccounts: readonly { name: string; person: string; role: Role }[] = [
  { name: 'administrator', person: 'Administrator', role: 'administrator' },
  { name: 'officer', person: 'Signal officer', role: 'signal-officer' },
  { name: 'officer-2', person: 'Signal officer, second', role: 'signal-officer' },
  { name: 'analyst', person: 'Analyst', role: 'analyst' },
  { name: 'supervisor', person: 'Supervisor', role: 'supervisor' },
  { name: 'oversight-1', person: 'Oversight, first', role: 'oversight' },
  { name: 'oversight-2', person: 'Oversight, second', role: 'oversight' },
]

export interface FirstAccount {
  account: string
  person: string
  role: Role
  /** The password; null if the owner of the account chooses one with the code. */
  password: string | null
  /** The code with which the owner enrols; null if the account has a password. */
  code: string | null
}

/**
 * Creates the first accounts of an empty node, in one transaction. Each account has a code with which its owner enrols. If one person uses
 * the node alone, `passwords` gives each account a password instead: a random one that must be changed at first use, or a fixed one for a
 * demonstration. The node is then marked as one of a single operator. Throws `name-taken` if any account exists, because later accounts
 * need the consent of other people. Founding begins.
 */
export async function initAccounts(
  deps: { db: Database; audit: AuditLog; member: { id: string }; clock?: () => Date },
  options: {
    people?: Partial<Record<string, string>>
    passwords?: 'one-time' | ((account: string) => string)
    /** The key with which codes are hashed. It is needed without `passwords`. */
    triesKey?: Buffer
    /**
     * The hash of the password that `passwords` gives to every account. Tests pass it, because they start many nodes
     * and hashing is slow.
     */
    passwordHash?: string
  } = {},
): Promise<FirstAccount[]> {
  const { people = {}, passwords, triesKey } = options
  return deps.db.transaction().execute(async (tx) => {
    const some = await tx.selectFrom('account').select('id').limit(1).executeTakeFirst()
    if (some !== undefined) throw fail('name-taken', { detail: 'This node already has accounts.' })
    const now = deps.clock?.() ?? new Date()
    await beginFounding(tx, now, passwords !== undefined)
    const made: FirstAccount[] = []
    for (const { name, person, role } of firstAccounts) {
      // Nobody learns the password of an account with a code: its owner replaces it.
      const password = typeof passwords === 'function' ? passwords(name) : oneTimePassword()
      const id = await createAccount(tx, {
        name,
        person: { name: people[name] ?? person },
        roles: [{ role, state: 'active' }],
        teams: role === 'analyst' || role === 'supervisor' ? [gatewayVocabularies[0].kind] : [],
        password,
        passwordHash: options.passwordHash,
        mustChangePassword: typeof passwords !== 'function',
        grantedBy: null,
        grantedAt: now,
      })
      const first = { account: name, person: people[name] ?? person, role }
      if (passwords !== undefined) made.push({ ...first, password, code: null })
      else if (triesKey === undefined) throw new Error('codes need the key with which they are hashed')
      else made.push({ ...first, password: null, code: await makeEnrolmentCode(tx, triesKey, id, now) })
    }
    const details = { accounts: made.map((account) => account.account) }
    await deps.audit.append(
      tx,
      { type: 'role.grant', decision: 'done', count: made.length, details },
      systemActor(deps.member.id),
      null,
    )
    return made
  })
}

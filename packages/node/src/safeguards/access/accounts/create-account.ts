import { createHmac, randomUUID } from 'node:crypto'
import type { Role } from '@entente/contracts'
import type { Kysely } from 'kysely'
import { fail } from '../../../errors.ts'
import type { Schema } from '../../../store/schema.ts'
import { hashPassword } from '../passwords.ts'
import { rolesCompatible } from '../roles.ts'

export interface AccountToCreate {
  name: string
  person: { name: string; staffReference?: string | undefined } | { id: string }
  roles: readonly { role: Role; state: 'active' | 'awaiting-second' }[]
  teams: readonly string[]
  password: string
  /** The hash of the password, if the caller has already computed it. */
  passwordHash?: string | undefined
  mustChangePassword: boolean
  grantedBy: string | null
  /** When the roles are granted; by default the time of the database. */
  grantedAt?: Date
  /** The key with which a staff reference is hashed. It is needed for a person who has one. */
  referenceKey?: Buffer
}

/** Creates an account with its person, roles and teams. Errors: `incompatible-roles`, `name-taken`, `not-found` for an unknown person, `staff-reference-taken`. */
export async function createAccount(db: Kysely<Schema>, account: AccountToCreate): Promise<string> {
  const roles = account.roles.map((r) => r.role)
  const current = 'id' in account.person ? await rolesOfPerson(db, account.person.id) : []
  if (!rolesCompatible([...new Set([...current, ...roles])])) throw fail('incompatible-roles', { at: '/roles' })
  const taken = await db.selectFrom('account').select('id').where('name', '=', account.name).executeTakeFirst()
  if (taken !== undefined) throw fail('name-taken', { at: '/name' })
  const id = randomUUID()
  let personId: string
  if ('id' in account.person) {
    personId = account.person.id
    const person = await db.selectFrom('person').select('id').where('id', '=', personId).executeTakeFirst()
    if (person === undefined) throw fail('not-found', { at: '/person/id' })
  } else {
    personId = await createPerson(db, account.person, account.referenceKey)
  }
  await db
    .insertInto('account')
    .values({
      id,
      name: account.name,
      person_id: personId,
      password_hash: account.passwordHash ?? (await hashPassword(account.password)),
      must_change_password: account.mustChangePassword,
      pending_until: null,
      preferences: null,
      last_sign_in_at: null,
    })
    .execute()
  const at = account.grantedAt === undefined ? {} : { granted_at: account.grantedAt }
  for (const { role, state } of account.roles) {
    await db
      .insertInto('account_role')
      .values({ account_id: id, role, state, granted_by: account.grantedBy, confirmed_by: null, ...at })
      .execute()
  }
  if (account.teams.length > 0) {
    await db
      .insertInto('account_team')
      .values(account.teams.map((team) => ({ account_id: id, team })))
      .execute()
  }
  return id
}

/** Creates a person. Throws `staff-reference-taken` if another person has the staff reference: one human is one person. */
async function createPerson(
  db: Kysely<Schema>,
  { name, staffReference }: { name: string; staffReference?: string | undefined },
  key: Buffer | undefined,
): Promise<string> {
  const id = randomUUID()
  if (staffReference !== undefined && key === undefined) throw new Error('a staff reference needs the key of its hash')
  const hash = staffReference === undefined || key === undefined ? null : hashReference(key, staffReference)
  const created = await db
    .insertInto('person')
    .values({ id, name, staff_reference: hash })
    .onConflict((conflict) => conflict.column('staff_reference').doNothing())
    .executeTakeFirst()
  if (created.numInsertedOrUpdatedRows === 0n)
    throw fail('staff-reference-taken', {
      at: '/person/staffReference',
      detail: 'Another person of this node has this staff reference. Choose that person, or correct the reference.',
    })
  return id
}

/** Letters and digits count, so that a blank or a hyphen makes no second person of one human. */
function hashReference(key: Buffer, reference: string): Buffer {
  const plain = reference
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
  return createHmac('sha256', key).update(`entente/staff-reference/v1\n${plain}`).digest()
}

/**
 * Returns the roles of a person in all their accounts, because the person must not combine incompatible roles by using
 * several accounts.
 */
export async function rolesOfPerson(db: Kysely<Schema>, personId: string): Promise<Role[]> {
  const rows = await db
    .selectFrom('account_role as r')
    .innerJoin('account as a', 'a.id', 'r.account_id')
    .select('r.role')
    .distinct()
    .where('a.person_id', '=', personId)
    .where('a.state', '<>', 'disabled')
    .where('r.state', '=', 'active')
    .execute()
  return rows.map((row) => row.role as Role)
}

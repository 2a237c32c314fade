import { createHash, randomUUID } from 'node:crypto'
import type { Actor, Purpose } from '@entente/contracts'
import type { Selectable } from 'kysely'
import { fail } from '../../errors.ts'
import type { Database, Tx } from '../../safeguards/access/door.ts'
import { hashKey, newKey } from '../../safeguards/access/keys.ts'
import { hashPassword, oneTimePassword, passwordFits } from '../../safeguards/access/passwords.ts'
import type { TaxiiUserTable } from '../../store/taxii-schema.ts'
import { TaxiiFailure } from './taxii-error.ts'

export type TaxiiUser = Selectable<TaxiiUserTable>

/** A client of TAXII: it acts for one member and one purpose. Its password and token are told once. Error: `name-taken`. */
export async function addUser(
  tx: Tx,
  user: { name: string; member: string; purpose: Purpose },
): Promise<{ id: string; name: string; password: string; token: string }> {
  const known = await tx.db.selectFrom('taxii_user').select('id').where('name', '=', user.name).executeTakeFirst()
  if (known !== undefined) throw fail('name-taken')
  const id = randomUUID()
  const password = oneTimePassword()
  const token = newKey('et')
  await tx.db
    .insertInto('taxii_user')
    .values({
      ...{ id, name: user.name, member: user.member, purpose: user.purpose, created_at: tx.now },
      ...{ password_hash: await hashPassword(password), token_hash: token.hash },
    })
    .execute()
  return { id, name: user.name, password, token: token.key }
}

const rememberMs = 60_000

/** Tells who asks, by Basic or Bearer. A password that was right is not hashed again for a minute; whether the user may still come is asked every time. */
export function createAuthentication(deps: { db: Database; clock: () => Date }) {
  const right = new Map<string, { until: number; hash: string }>()
  return async (authorization: string | undefined): Promise<TaxiiUser> => {
    const user = await identify(authorization ?? '')
    if (user === null || user.disabled_at !== null)
      throw new TaxiiFailure(401, 'sign-in-needed', 'Show the name and password of a TAXII user, or its token.')
    return user
  }

  async function identify(authorization: string): Promise<TaxiiUser | null> {
    const users = deps.db.selectFrom('taxii_user').selectAll()
    const token = /^Bearer (\S{1,200})$/i.exec(authorization)?.[1]
    if (token !== undefined) return (await users.where('token_hash', '=', hashKey(token)).executeTakeFirst()) ?? null
    const basic = /^Basic ([A-Za-z0-9+/=_-]{1,1000})$/i.exec(authorization)?.[1]
    if (basic === undefined) return null
    const shown = Buffer.from(basic, 'base64').toString()
    const colon = shown.indexOf(':')
    if (colon < 0) return null
    const user = (await users.where('name', '=', shown.slice(0, colon)).executeTakeFirst()) ?? null
    const digest = createHash('sha256').update(shown).digest('base64')
    const known = right.get(digest)
    const now = deps.clock().getTime()
    if (known !== undefined && known.until > now && known.hash === user?.password_hash) return user
    right.delete(digest)
    if (!(await passwordFits(user?.password_hash ?? null, shown.slice(colon + 1)))) return null
    if (right.size > 1000) right.clear()
    right.set(digest, { until: now + rememberMs, hash: user?.password_hash ?? '' })
    return user
  }
}

/** A client as who acts, in decisions and in the log. */
export const actorOfUser = (user: TaxiiUser): Actor => ({
  account: user.id,
  person: user.id,
  member: user.member,
  role: 'peer',
  teams: [],
})

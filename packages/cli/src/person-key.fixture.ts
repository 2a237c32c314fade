import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { TestNode } from '@entente/testkit'

/** Creates a key for a person of a test node. By default it expires 30 days after today. */
export async function newKeyOf(node: TestNode, account: string, expires?: Date): Promise<string> {
  const { id } = await node.db.selectFrom('account').select('id').where('name', '=', account).executeTakeFirstOrThrow()
  const key = `ep_${randomBytes(24).toString('base64url')}`
  const hash = createHash('sha256').update(key).digest()
  const row = { id: randomUUID(), account_id: id, hash, label: 'test', last_used_at: null, revoked_at: null }
  const end = expires === undefined ? {} : { expires_at: expires }
  await node.db
    .insertInto('person_key')
    .values({ ...row, ...end })
    .execute()
  return key
}

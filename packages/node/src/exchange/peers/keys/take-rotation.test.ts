import type { KeyRotation } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  endMemberKey,
  memberKeys,
  type NodeKey,
  newPrivateKey,
  nodeKeyOf,
  signObject,
} from '../../../safeguards/keys/index.ts'
import { estavia, openRecipients, type Recipients, sudmark } from '../recipients.fixture.ts'
import { takeRotation } from './take-rotation.ts'

let database: TestDatabase
let recipients: Recipients
beforeAll(async () => {
  database = await createTestDatabase()
  recipients = await openRecipients(database)
})
afterAll(async () => {
  await recipients?.world.close()
  await database?.drop()
})

const fresh = nodeKeyOf(newPrivateKey())
/** Makes a statement that a member's key is replaced by the key `fresh`, signed by the two given keys. */
function rotation(member: string, signers: readonly [NodeKey, NodeKey], old = recipients.keyOf(member)): KeyRotation {
  const now = recipients.world.clock()
  const body = {
    ...{ schema: 'entente/key/v1' as const, member, node: member, oldKeyId: old.keyId },
    ...{ newKey: fresh.publicKey.toString('base64'), validFrom: now.toISOString() },
    overlapUntil: new Date(now.getTime() + 7 * 86_400_000).toISOString(),
  }
  return { ...body, signatures: signers.map((key) => signObject(key, 'entente/key/v1', body, now)) }
}
const take = (from: string, given: KeyRotation) => recipients.inTx((tx) => takeRotation(tx, from, given))
const keyIds = async (member: string) =>
  (await memberKeys(recipients.world.db, member, recipients.world.clock())).map(({ keyId }) => keyId).sort()

test('a new key replaces an old one only if both signed the statement', async () => {
  const old = recipients.keyOf(sudmark)
  const other = nodeKeyOf(newPrivateKey())
  for (const [from, wrong] of [
    [sudmark, rotation(sudmark, [fresh, fresh])],
    [sudmark, rotation(sudmark, [old, old])],
    [sudmark, rotation(sudmark, [other, fresh], other)],
    [sudmark, rotation(estavia, [recipients.keyOf(estavia), fresh])],
    [sudmark, rotation(estavia, [old, fresh], old)],
    [sudmark, { ...rotation(sudmark, [old, fresh]), node: 'elsewhere' }],
  ] as const)
    expect(await take(from, wrong)).toBe(false)
  expect([await keyIds(sudmark), await keyIds(estavia)]).toEqual([[old.keyId], [recipients.keyOf(estavia).keyId]])
  expect(await take(sudmark, rotation(sudmark, [old, fresh]))).toBe(true)
  expect(await keyIds(sudmark)).toEqual([old.keyId, fresh.keyId].sort())
  recipients.world.pass(8 * 86_400)
  expect(await keyIds(sudmark)).toEqual([fresh.keyId])
})

test('an ended or lost key cannot be replaced by a rotation', async () => {
  const old = recipients.keyOf(estavia)
  const now = recipients.world.clock()
  const later = new Date(now.getTime() + 86_400_000)
  const key = { member: estavia, keyId: old.keyId }
  await endMemberKey(recipients.world.db, { ...key, validUntil: later, compromisedSince: now })
  expect(await take(estavia, rotation(estavia, [old, fresh]))).toBe(false)
  await endMemberKey(recipients.world.db, { ...key, validUntil: now })
  expect(await take(estavia, rotation(estavia, [old, fresh]))).toBe(false)
  expect(await keyIds(estavia)).toEqual([])
})

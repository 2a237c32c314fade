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
import { estavia, openToldMembers, sudmark, type ToldMembers } from '../told-members.fixture.ts'
import { takeRotation } from './take-rotation.ts'

let database: TestDatabase
let told: ToldMembers
beforeAll(async () => {
  database = await createTestDatabase()
  told = await openToldMembers(database)
})
afterAll(async () => {
  await told?.world.close()
  await database?.drop()
})

const fresh = nodeKeyOf(newPrivateKey())
/** Says that the fresh key takes the place of a member's key, signed by two keys. */
function rotation(member: string, signers: readonly [NodeKey, NodeKey], old = told.keyOf(member)): KeyRotation {
  const now = told.world.clock()
  const said = {
    ...{ schema: 'entente/key/v1' as const, member, node: member, oldKeyId: old.keyId },
    ...{ newKey: fresh.publicKey.toString('base64'), validFrom: now.toISOString() },
    overlapUntil: new Date(now.getTime() + 7 * 86_400_000).toISOString(),
  }
  return { ...said, signatures: signers.map((key) => signObject(key, 'entente/key/v1', said, now)) }
}
const take = (from: string, given: KeyRotation) => told.inTx((tx) => takeRotation(tx, from, given))
const keyIds = async (member: string) =>
  (await memberKeys(told.world.db, member, told.world.clock())).map(({ keyId }) => keyId).sort()

test('a new key takes the place of an old one where both signed that', async () => {
  const old = told.keyOf(sudmark)
  const other = nodeKeyOf(newPrivateKey())
  for (const [from, wrong] of [
    [sudmark, rotation(sudmark, [fresh, fresh])],
    [sudmark, rotation(sudmark, [old, old])],
    [sudmark, rotation(sudmark, [other, fresh], other)],
    [sudmark, rotation(estavia, [told.keyOf(estavia), fresh])],
    [sudmark, rotation(estavia, [old, fresh], old)],
    [sudmark, { ...rotation(sudmark, [old, fresh]), node: 'elsewhere' }],
  ] as const)
    expect(await take(from, wrong)).toBe(false)
  expect([await keyIds(sudmark), await keyIds(estavia)]).toEqual([[old.keyId], [told.keyOf(estavia).keyId]])
  expect(await take(sudmark, rotation(sudmark, [old, fresh]))).toBe(true)
  expect(await keyIds(sudmark)).toEqual([old.keyId, fresh.keyId].sort())
  told.world.pass(8 * 86_400)
  expect(await keyIds(sudmark)).toEqual([fresh.keyId])
})

test('a key that ended or was lost is followed by none', async () => {
  const old = told.keyOf(estavia)
  const now = told.world.clock()
  const later = new Date(now.getTime() + 86_400_000)
  const key = { member: estavia, keyId: old.keyId }
  await endMemberKey(told.world.db, { ...key, validUntil: later, compromisedSince: now })
  expect(await take(estavia, rotation(estavia, [old, fresh]))).toBe(false)
  await endMemberKey(told.world.db, { ...key, validUntil: now })
  expect(await take(estavia, rotation(estavia, [old, fresh]))).toBe(false)
  expect(await keyIds(estavia)).toEqual([])
})

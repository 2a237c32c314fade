import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../../pipeline/case-world.fixture.ts'
import type { Tx } from '../../../safeguards/access/access-store.ts'
import { systemAccess } from '../../../safeguards/access/system.ts'
import { createBank } from '../banks/change-bank.ts'
import { randomPdq } from '../content.fixture.ts'
import { addItems } from './add-items.ts'
import { changeItem, removeItem } from './change-item.ts'

const own = 'norland.example'
let database: TestDatabase
let world: World
beforeAll(async () => {
  database = await createTestDatabase()
  world = await openWorld(database.connection('entente_app'))
  await inTx((tx) => createBank(tx, { name: 'TCAP', purposes: ['content-safety'], lawfulBasis: 'Invented Act, 4' }))
})
afterAll(async () => {
  await world?.close()
  await database?.drop()
})

const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  systemAccess(world, 'content-safety').transaction({ action: 'bank.write', type: 'signal.release' }, work)
/** Adds an item of a member to the bank. */
async function itemOf(owner: string): Promise<string> {
  const item = { signals: [{ type: 'pdq', value: randomPdq() }] }
  const { added } = await inTx((tx) => addItems(tx, 'TCAP', [item], { owner }))
  return added[0]?.itemId as string
}
const statuses = (itemId: string) =>
  world.db
    .selectFrom('item_signal as i')
    .innerJoin('signal as s', 's.id', 'i.signal_id')
    .select(['s.status', 's.version'])
    .where('i.item_id', '=', itemId)
    .execute()

test('only the owner of an item can withdraw it', async () => {
  const [mine, theirs] = [await itemOf(own), await itemOf('sudmark.example')]
  await expect(inTx((tx) => removeItem(tx, theirs, own))).rejects.toMatchObject({ code: 'not-owner' })
  expect(await statuses(theirs)).toEqual([{ status: 'active', version: 1 }])
  await inTx((tx) => removeItem(tx, mine, own))
  expect(await statuses(mine)).toEqual([])
})

test('only the owner of an item can change its labels and validity', async () => {
  const [mine, theirs] = [await itemOf(own), await itemOf('sudmark.example')]
  const validUntil = new Date(world.clock().getTime() + 5 * 86_400_000).toISOString()
  for (const patch of [{ labels: [] }, { validUntil }]) {
    await expect(inTx((tx) => changeItem(tx, theirs, patch, own))).rejects.toMatchObject({ code: 'not-owner' })
    await inTx((tx) => changeItem(tx, mine, patch, own))
  }
  expect([await statuses(theirs), await statuses(mine)]).toEqual([
    [{ status: 'active', version: 1 }],
    [{ status: 'active', version: 3 }],
  ])
})

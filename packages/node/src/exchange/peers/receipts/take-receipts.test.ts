import { randomUUID } from 'node:crypto'
import type { SignalReceipt } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { estavia, openToldMembers, own, stranger, sudmark, type ToldMembers } from '../told-members.fixture.ts'
import { takeReceipts } from './take-receipts.ts'

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

/** A receipt `received` in one member's name, for the entry of one member's log, signed by the key of one. */
function receipt(member: string, more: { about?: string; by?: string } & Partial<SignalReceipt> = {}): SignalReceipt {
  const { about = member, by = member, ...change } = more
  const said = {
    ...{ schema: 'entente/receipt/v1' as const, id: randomUUID(), version: 1, step: 'received' as const },
    ...{ entryId: told.entryOf(about), signalId: told.signalId, at: told.world.clock().toISOString() },
    ...{ member, node: member, counts: null, onward: [], backupsUntil: null, refusal: null },
    ...change,
  }
  return told.signedBy(by, 'entente/receipt/v1', said)
}
const take = (from: string, ...receipts: SignalReceipt[]) => told.inTx((tx) => takeReceipts(tx, from, receipts))
const kept = () => told.world.db.selectFrom('signal_receipt').select(['member', 'entry_id']).execute()

test('a receipt is taken from the member whose name and signature it has, from no other', async () => {
  for (const [from, wrong] of [
    // In another's name: signed by whoever sends it, and as that other signed it.
    [sudmark, receipt(estavia, { by: sudmark })],
    [sudmark, receipt(estavia)],
    // In its own name, signed by another.
    [sudmark, receipt(sudmark, { by: estavia })],
    [sudmark, { ...receipt(sudmark), step: 'erased' as const }],
  ] as const)
    await expect(take(from, receipt(sudmark), wrong)).rejects.toMatchObject({ code: 'bad-signature' })
  expect(await kept()).toEqual([])
  await take(sudmark, receipt(sudmark))
  expect(await kept()).toEqual([{ member: sudmark, entry_id: told.entryOf(sudmark) }])
})

test('a receipt for what another member was told proves nothing and is not kept', async () => {
  await take(estavia, receipt(estavia, { about: sudmark }))
  expect((await kept()).map(({ member }) => member)).toEqual([sudmark])
})

test('of a receipt within a receipt the holder’s word counts only where its member’s key is not known', async () => {
  const entryId = randomUUID()
  await take(
    sudmark,
    receipt(sudmark, {
      onward: [
        receipt(estavia, { entryId, by: sudmark }),
        receipt(stranger, { entryId, by: sudmark }),
        receipt(own, { entryId, by: sudmark, signalId: randomUUID() }),
        receipt(sudmark, { entryId, by: sudmark }),
      ],
    }),
  )
  const holders = told.world.db.selectFrom('onward_holder').select(['via', 'member', 'proven'])
  expect(await holders.execute()).toEqual([{ via: sudmark, member: stranger, proven: false }])
  await take(sudmark, receipt(sudmark, { onward: [receipt(estavia, { entryId })] }))
  expect(await holders.where('member', '=', estavia).execute()).toEqual([
    { via: sudmark, member: estavia, proven: true },
  ])
})

import { randomUUID } from 'node:crypto'
import type { SignalReceipt } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { estavia, openRecipients, own, type Recipients, stranger, sudmark } from '../recipients.fixture.ts'
import { takeReceipts } from './take-receipts.ts'

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

/**
 * Makes a receipt `received` in the name of `member`, for an entry in the log of `about`, signed with the key of `by`.
 */
function receipt(member: string, more: { about?: string; by?: string } & Partial<SignalReceipt> = {}): SignalReceipt {
  const { about = member, by = member, ...change } = more
  const body = {
    ...{ schema: 'entente/receipt/v1' as const, id: randomUUID(), version: 1, step: 'received' as const },
    ...{
      entryId: recipients.entryOf(about),
      signalId: recipients.signalId,
      at: recipients.world.clock().toISOString(),
    },
    ...{ member, node: member, counts: null, onward: [], backupsUntil: null, refusal: null },
    ...change,
  }
  return recipients.signedBy(by, 'entente/receipt/v1', body)
}
const take = (from: string, ...receipts: SignalReceipt[]) => recipients.inTx((tx) => takeReceipts(tx, from, receipts))
const kept = () => recipients.world.db.selectFrom('signal_receipt').select(['member', 'entry_id']).execute()

test('a receipt counts only if the member that it names sent and signed it', async () => {
  for (const [from, wrong] of [
    // Sudmark sends a receipt in Estavia's name: signed by Sudmark, then signed by Estavia.
    [sudmark, receipt(estavia, { by: sudmark })],
    [sudmark, receipt(estavia)],
    // Sudmark sends a receipt in its own name, but signed by Estavia.
    [sudmark, receipt(sudmark, { by: estavia })],
    [sudmark, { ...receipt(sudmark), step: 'erased' as const }],
  ] as const)
    await expect(take(from, receipt(sudmark), wrong)).rejects.toMatchObject({ code: 'bad-signature' })
  expect(await kept()).toEqual([])
  await take(sudmark, receipt(sudmark))
  expect(await kept()).toEqual([{ member: sudmark, entry_id: recipients.entryOf(sudmark) }])
})

test("a receipt for an entry in another member's log is ignored", async () => {
  await take(estavia, receipt(estavia, { about: sudmark }))
  expect((await kept()).map(({ member }) => member)).toEqual([sudmark])
})

test("a nested receipt without a valid signature counts only if its member's key is unknown", async () => {
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
  const holders = recipients.world.db.selectFrom('onward_holder').select(['via', 'member', 'proven'])
  expect(await holders.execute()).toEqual([{ via: sudmark, member: stranger, proven: false }])
  await take(sudmark, receipt(sudmark, { onward: [receipt(estavia, { entryId })] }))
  expect(await holders.where('member', '=', estavia).execute()).toEqual([
    { via: sudmark, member: estavia, proven: true },
  ])
})

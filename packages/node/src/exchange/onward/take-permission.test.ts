import { randomUUID } from 'node:crypto'
import type { OnwardApproval, TransferSignOff } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { estavia, openRecipients, own, type Recipients, sudmark } from '../peers/recipients.fixture.ts'
import { takePermission } from './take-permission.ts'

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

function approval(change: Partial<OnwardApproval> = {}, by?: string): OnwardApproval {
  const body = {
    ...{ schema: 'entente/onward-approval/v1' as const, id: randomUUID(), signalId: randomUUID() },
    ...{ agreement: recipients.agreement, owner: sudmark, holder: own, destination: estavia as string, ended: false },
    at: recipients.world.clock().toISOString(),
    ...change,
  }
  return recipients.signedBy(by ?? body.owner, 'entente/onward-approval/v1', body)
}
function signOff(change: Partial<TransferSignOff> = {}, by?: string): TransferSignOff {
  const body = {
    ...{ schema: 'entente/transfer-sign-off/v1' as const, id: randomUUID(), agreement: recipients.agreement },
    ...{ by: sudmark as string, destination: own, ended: false, at: recipients.world.clock().toISOString() },
    ...change,
  }
  return recipients.signedBy(by ?? body.by, 'entente/transfer-sign-off/v1', body)
}
const take = (from: string, object: OnwardApproval | TransferSignOff) =>
  recipients.inTx((tx) => takePermission(tx, from, { ...object }))
const approvals = () => recipients.world.db.selectFrom('onward_approval').select(['approved_by', 'holder']).execute()
const signOffs = () => recipients.world.db.selectFrom('transfer_sign_off').select(['giver', 'member']).execute()

test('a holder accepts an approval only from the owner that signed it', async () => {
  for (const [from, wrong] of [
    [estavia, approval()],
    [sudmark, approval({}, estavia)],
    [sudmark, approval({ owner: estavia })],
    [sudmark, approval({ holder: 'westmoor.example' })],
    [sudmark, { ...approval(), destination: 'westmoor.example' }],
  ] as const)
    await expect(take(from, wrong)).rejects.toMatchObject({ code: 'bad-signature' })
  expect(await approvals()).toEqual([])
  await take(sudmark, approval())
  expect(await approvals()).toEqual([{ approved_by: sudmark, holder: own }])
})

test('a destination accepts an approval from the named holder if the owner signed it', async () => {
  const shown = (change: Partial<OnwardApproval> = {}, by = sudmark as string) =>
    approval({ holder: estavia, destination: own, ...change }, by)
  for (const [from, wrong] of [
    [sudmark, shown({ owner: estavia }, estavia)],
    [estavia, shown({}, estavia)],
  ] as const)
    await expect(take(from, wrong)).rejects.toMatchObject({ code: 'bad-signature' })
  await take(estavia, shown())
  expect(await approvals()).toContainEqual({ approved_by: sudmark, holder: estavia })
})

test('only the owner of a signal can approve passing it on', async () => {
  const wrong = approval({ signalId: recipients.signalId })
  await expect(take(sudmark, wrong)).rejects.toMatchObject({ code: 'bad-signature' })
})

test('a sign-off is accepted only from the member that signed it, for this member', async () => {
  for (const [from, wrong] of [
    [estavia, signOff()],
    [estavia, signOff({}, estavia)],
    [sudmark, signOff({}, estavia)],
    [sudmark, signOff({ destination: estavia })],
  ] as const)
    await expect(take(from, wrong)).rejects.toMatchObject({ code: 'bad-signature' })
  expect(await signOffs()).toEqual([])
  await take(sudmark, signOff())
  expect(await signOffs()).toEqual([{ giver: sudmark, member: own }])
})

import { randomUUID } from 'node:crypto'
import type { OnwardApproval, TransferSignOff } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { estavia, openRecipients, own, type Recipients, sudmark } from '../peers/recipients.fixture.ts'
import { takePermission } from './take-permission.ts'

let database: TestDatabase
let told: Recipients
beforeAll(async () => {
  database = await createTestDatabase()
  told = await openRecipients(database)
})
afterAll(async () => {
  await told?.world.close()
  await database?.drop()
})

function approval(change: Partial<OnwardApproval> = {}, by?: string): OnwardApproval {
  const said = {
    ...{ schema: 'entente/onward-approval/v1' as const, id: randomUUID(), signalId: randomUUID() },
    ...{ agreement: told.agreement, owner: sudmark, holder: own, destination: estavia as string, ended: false },
    at: told.world.clock().toISOString(),
    ...change,
  }
  return told.signedBy(by ?? said.owner, 'entente/onward-approval/v1', said)
}
function signOff(change: Partial<TransferSignOff> = {}, by?: string): TransferSignOff {
  const said = {
    ...{ schema: 'entente/transfer-sign-off/v1' as const, id: randomUUID(), agreement: told.agreement },
    ...{ by: sudmark as string, destination: own, ended: false, at: told.world.clock().toISOString() },
    ...change,
  }
  return told.signedBy(by ?? said.by, 'entente/transfer-sign-off/v1', said)
}
const take = (from: string, object: OnwardApproval | TransferSignOff) =>
  told.inTx((tx) => takePermission(tx, from, { ...object }))
const approvals = () => told.world.db.selectFrom('onward_approval').select(['approved_by', 'holder']).execute()
const signOffs = () => told.world.db.selectFrom('transfer_sign_off').select(['giver', 'member']).execute()

test('a holder takes an approval from the owner that signed it, from nobody else', async () => {
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

test('a destination is shown an approval by the holder that it names, signed by the owner', async () => {
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

test('nobody approves passing on a signal of another member', async () => {
  const wrong = approval({ signalId: told.signalId })
  await expect(take(sudmark, wrong)).rejects.toMatchObject({ code: 'bad-signature' })
})

test('a sign-off is taken from the giver that signed it, for this member', async () => {
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

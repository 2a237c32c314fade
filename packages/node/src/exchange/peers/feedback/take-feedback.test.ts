import { randomUUID } from 'node:crypto'
import type { Feedback } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { personDraft, shareSignals } from '../signals.fixture.ts'
import { estavia, openToldMembers, own, sudmark, type ToldMembers } from '../told-members.fixture.ts'
import { takeFeedback } from './take-feedback.ts'

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

const feedback = (from: string, { by = from, signalId = told.signalId } = {}): Feedback => {
  const at = told.world.clock().toISOString()
  const said = {
    ...{ schema: 'entente/feedback/v1' as const, id: randomUUID(), signalId, signalVersion: 1, from },
    ...{ outcome: 'mistaken' as const, count: 1, firstSeen: at, lastSeen: at, at },
  }
  return told.signedBy(by, 'entente/feedback/v1', said)
}
const take = (from: string, given: Feedback) => told.inTx((tx) => takeFeedback(tx, from, given))
const kept = async () => {
  const rows = await told.world.db.selectFrom('feedback').select('from_member').execute()
  return rows.map(({ from_member }) => from_member)
}

test('feedback counts for the member that signed it', async () => {
  expect(await take(sudmark, feedback(sudmark, { by: estavia }))).toBe(false)
  expect(await take(sudmark, feedback(estavia, { by: sudmark }))).toBe(false)
  expect(await take(sudmark, { ...feedback(sudmark), outcome: 'confirmed' })).toBe(false)
  expect(await kept()).toEqual([])
  expect(await take(sudmark, feedback(sudmark))).toBe(true)
  expect(await kept()).toEqual([sudmark])
})

test('a member says nothing of a signal that it was never given, and learns not that there is one', async () => {
  const drafts = [
    personDraft('Vork', 'Nils', []),
    personDraft('Aune', 'Marte', [told.agreement], { recipients: [sudmark] }),
  ]
  const ids = await shareSignals({ store: told.world.store, member: own }, drafts, told.world.clock())
  for (const signalId of [...ids, randomUUID()])
    expect(await take(estavia, feedback(estavia, { signalId }))).toBe(false)
  expect(await kept()).toEqual([sudmark])
  expect(await take(sudmark, feedback(sudmark, { signalId: ids[1] as string }))).toBe(true)
})

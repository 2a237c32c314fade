import { randomUUID } from 'node:crypto'
import type { Feedback } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { estavia, openRecipients, own, type Recipients, sudmark } from '../recipients.fixture.ts'
import { personDraft, shareSignals } from '../signals.fixture.ts'
import { takeFeedback } from './take-feedback.ts'

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

const feedback = (from: string, { by = from, signalId = recipients.signalId } = {}): Feedback => {
  const at = recipients.world.clock().toISOString()
  const body = {
    ...{ schema: 'entente/feedback/v1' as const, id: randomUUID(), signalId, signalVersion: 1, from },
    ...{ outcome: 'mistaken' as const, count: 1, firstSeen: at, lastSeen: at, at },
  }
  return recipients.signedBy(by, 'entente/feedback/v1', body)
}
const take = (from: string, given: Feedback) => recipients.inTx((tx) => takeFeedback(tx, from, given))
const kept = async () => {
  const rows = await recipients.world.db.selectFrom('feedback').select('from_member').execute()
  return rows.map(({ from_member }) => from_member)
}

test('feedback counts only if the member that sent it signed it', async () => {
  expect(await take(sudmark, feedback(sudmark, { by: estavia }))).toBe(false)
  expect(await take(sudmark, feedback(estavia, { by: sudmark }))).toBe(false)
  expect(await take(sudmark, { ...feedback(sudmark), outcome: 'confirmed' })).toBe(false)
  expect(await kept()).toEqual([])
  expect(await take(sudmark, feedback(sudmark))).toBe(true)
  expect(await kept()).toEqual([sudmark])
})

test('feedback is refused from a member that was never given the signal', async () => {
  const drafts = [
    personDraft('Vork', 'Nils', []),
    personDraft('Aune', 'Marte', [recipients.agreement], { recipients: [sudmark] }),
  ]
  const ids = await shareSignals({ store: recipients.world.store, member: own }, drafts, recipients.world.clock())
  for (const signalId of [...ids, randomUUID()])
    expect(await take(estavia, feedback(estavia, { signalId }))).toBe(false)
  expect(await kept()).toEqual([sudmark])
  expect(await take(sudmark, feedback(sudmark, { signalId: ids[1] as string }))).toBe(true)
})

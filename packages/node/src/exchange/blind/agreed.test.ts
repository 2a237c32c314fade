import { randomUUID } from 'node:crypto'
import type { Agreement } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreementInForce } from '../../safeguards/access/signal-access/agreement.fixture.ts'
import { setStanding } from '../../safeguards/access/signal-access/index.ts'
import { estavia, openRecipients, own, type Recipients, sudmark } from '../peers/recipients.fixture.ts'
import { type BlindQuestion, findAgreed } from './agreed.ts'
import { takeBlindKey } from './peer-handlers.ts'
import { takeQuota } from './quota.ts'

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

const day = 86_400_000
const blindCheck: Agreement['blindCheck'] = {
  kinds: ['travel-document'],
  learns: [sudmark],
  tellCount: true,
  quotaPerDay: { single: 16, batch: 64 },
}
const agree = (terms: Partial<Agreement> = {}) =>
  agreementInForce(recipients.world.db, [own, sudmark], recipients.world.clock(), { blindCheck, ...terms })
const mayAsk = async (agreement: string, more: Partial<BlindQuestion> = {}) => {
  const asked = { agreement, kind: 'travel-document' as const, asker: sudmark, holder: own, ...more }
  return (await recipients.inTx((tx) => findAgreed(tx, asked))) !== null
}
const party = (member: string, may: { receive?: boolean; contribute?: boolean } = {}) => ({
  ...{ member, country: 'NOR', type: 'state' as const, contribute: true, receive: true },
  ...may,
})

test('a member named in the agreement may check the kinds named there', async () => {
  const agreement = await agree()
  expect(await mayAsk(agreement)).toBe(true)
  expect(await mayAsk(agreement, { kind: 'wallet' })).toBe(false)
  expect(await mayAsk(agreement, { asker: own, holder: sudmark })).toBe(false)
  expect(await mayAsk(agreement, { asker: estavia })).toBe(false)
  expect(await mayAsk(agreement, { asker: own, holder: own })).toBe(false)
  expect(await mayAsk(randomUUID())).toBe(false)
})

test('no blind check if the agreement does not allow blind checks or the kind', async () => {
  expect(await mayAsk(await agree({ blindCheck: null }))).toBe(false)
  expect(await mayAsk(await agree({ kinds: ['person'] }))).toBe(false)
})

test('in a blind check the asker must be a receiver and the holder a contributor', async () => {
  expect(await mayAsk(await agree({ parties: [party(own), party(sudmark, { receive: false })] }))).toBe(false)
  expect(await mayAsk(await agree({ parties: [party(own, { contribute: false }), party(sudmark)] }))).toBe(false)
})

test('no blind check under an agreement that is expired, overdue, suspended or ended', async () => {
  const at = (days: number) => new Date(recipients.world.clock().getTime() + days * day).toISOString()
  expect(await mayAsk(await agree({ validFrom: at(-9), validUntil: at(-1) }))).toBe(false)
  const due = (days: number) => agree({ validFrom: at(-90), review: { everyMonths: 1, nextDue: at(days) } })
  expect([await mayAsk(await due(-29)), await mayAsk(await due(-31))]).toEqual([true, false])
  const { db } = recipients.world
  const suspended = await agree()
  const { person } = await recipients.world.person('Supervisor', 'supervisor')
  const stop = { id: randomUUID(), at: recipients.world.clock(), reason: 'A question is open.', person_id: person }
  await db
    .insertInto('agreement_suspension')
    .values({ ...stop, agreement_id: suspended })
    .execute()
  expect(await mayAsk(suspended)).toBe(false)
  const ended = await agree()
  const end = { agreement_id: ended, member: sudmark, received_at: recipients.world.clock(), body: '{}' }
  await db.insertInto('agreement_end').values(end).execute()
  expect(await mayAsk(ended)).toBe(false)
})

test('a suspended member may neither run a blind check nor answer one', async () => {
  const agreement = await agree()
  for (const member of [sudmark, own]) {
    await setStanding(recipients.world.db, member, 'suspended', recipients.world.clock())
    expect(await mayAsk(agreement)).toBe(false)
    await setStanding(recipients.world.db, member, 'active', recipients.world.clock())
  }
  expect(await mayAsk(agreement)).toBe(true)
})

test('quotas apply per member, kind and mode, and reset at midnight', async () => {
  const agreement = await agree()
  const use = async (member: string, mode: 'single' | 'batch', padded: number) => {
    const asked = { member, agreement, kind: 'travel-document', mode, padded }
    const { remaining } = await recipients.inTx((tx) => takeQuota(tx, asked, 16))
    const row = { direction: 'answer' as const, agreement_id: agreement, kind: asked.kind, epoch: 1, quota_left: 0 }
    await recipients.world.db
      .insertInto('blind_check')
      .values({
        ...row,
        id: randomUUID(),
        member,
        mode,
        padded,
        request_hash: Buffer.alloc(32),
        at: recipients.world.clock(),
      })
      .execute()
    return remaining
  }
  expect(await use(sudmark, 'single', 16)).toBe(0)
  await expect(use(sudmark, 'single', 1)).rejects.toMatchObject({ code: 'quota-exhausted' })
  expect([await use(estavia, 'single', 4), await use(sudmark, 'batch', 4)]).toEqual([12, 12])
  recipients.world.pass(86_400)
  expect(await use(sudmark, 'single', 16)).toBe(0)
})

test('a blind-check key is accepted only from the member that announced and signed it', async () => {
  const announced = (holder: string, by = holder) => {
    const body = {
      ...{ schema: 'entente/blind-key/v1' as const, holder, agreement: randomUUID(), epoch: 1 },
      ...{ kind: 'travel-document' as const, publicKey: Buffer.alloc(32, 9).toString('base64') },
      at: recipients.world.clock().toISOString(),
    }
    return recipients.signedBy(by, 'entente/key/v1', body)
  }
  const take = (from: string, object: object) => recipients.inTx((tx) => takeBlindKey(tx, from, { ...object }))
  expect(await take(sudmark, announced(estavia))).toBe(false)
  expect(await take(sudmark, announced(estavia, sudmark))).toBe(false)
  expect(await take(sudmark, announced(sudmark, estavia))).toBe(false)
  expect(await take(sudmark, { ...announced(sudmark), epoch: 2 })).toBe(false)
  const key = announced(sudmark)
  expect(await take(sudmark, key)).toBe(true)
  const other = { ...key, publicKey: Buffer.alloc(32, 8).toString('base64') }
  const { signature: _, ...body } = other
  const again = take(sudmark, recipients.signedBy(sudmark, 'entente/key/v1', body))
  await expect(again).rejects.toMatchObject({ code: 'blind-proof-invalid' })
})

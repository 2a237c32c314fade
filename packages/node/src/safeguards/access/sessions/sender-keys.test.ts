import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAccessDatabase } from '../access-database.fixture.ts'
import type { Database } from '../access-store.ts'
import { hashKey } from '../keys.ts'
import { createSender, createSenderKey } from '../senders/senders.ts'
import { rememberSenderKeys } from './sender-keys.ts'

let opened: Awaited<ReturnType<typeof openAccessDatabase>>
let db: Database
beforeAll(async () => {
  opened = await openAccessDatabase()
  db = opened.db
})
afterAll(() => opened?.close())

let names = 0
async function newKey() {
  names += 1
  const { id, key } = await createSenderKey(db, await createSender(db, { name: `Carrier ${names}` }))
  return { id, hash: hashKey(key) }
}
const revoke = (id: string) =>
  db.updateTable('sender_key').set({ revoked_at: new Date() }).where('id', '=', id).execute()

test('a key that another process revoked is refused a second later', async () => {
  let now = 0
  const keys = rememberSenderKeys(db, () => now)
  const { id, hash } = await newKey()
  expect(await keys.find(hash)).toMatchObject({ id })
  await revoke(id)
  now = 999
  expect(await keys.find(hash)).toMatchObject({ id })
  now = 1000
  expect(await keys.find(hash)).toBeNull()
})

test('a key is read again after a change in this process', async () => {
  const keys = rememberSenderKeys(db, () => 0)
  const { id, hash } = await newKey()
  await keys.find(hash)
  await revoke(id)
  keys.forget()
  expect(await keys.find(hash)).toBeNull()
})

test('a read that ran during a change is not remembered', async () => {
  const keys = rememberSenderKeys(db, () => 0)
  const { id, hash } = await newKey()
  const running = keys.find(hash)
  keys.forget()
  await revoke(id)
  await running
  expect(await keys.find(hash)).toBeNull()
})

test('an unknown key is not remembered', async () => {
  const keys = rememberSenderKeys(db, () => 0)
  const { id, hash } = await newKey()
  await revoke(id)
  expect(await keys.find(hash)).toBeNull()
  await db.updateTable('sender_key').set({ revoked_at: null }).where('id', '=', id).execute()
  expect(await keys.find(hash)).toMatchObject({ id })
})

test('requests at the same time share one read', async () => {
  const keys = rememberSenderKeys(db, () => 0)
  const { hash } = await newKey()
  const [one, other] = await Promise.all([keys.find(hash), keys.find(hash)])
  expect(other).toBe(one)
})

import { randomUUID } from 'node:crypto'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemAccess } from '../../safeguards/access/system.ts'
import { lagByMember } from './read-lag.ts'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const now = Date.now()
const ago = (seconds: number) => new Date(now - seconds * 1000)
const day = 86_400
async function duty(since: number, erasedAfter: number | null): Promise<void> {
  await node.db
    .insertInto('erasure_duty')
    .values({
      ...{
        member: 'sudmark.example',
        entry_id: randomUUID(),
        signal_id: randomUUID(),
        version: 1,
        cause: 'withdrawal',
      },
      ...{ since: ago(since), stop_by: ago(0), erase_by: ago(0) },
      ...(erasedAfter === null ? {} : { stopped_at: ago(since - 60), erased_at: ago(since - erasedAfter) }),
    })
    .execute()
}
const lags = () =>
  systemAccess({ store: node.store, member: { id: 'norland.example', name: 'Norland' } }, null).transaction(
    { action: 'peer.read', type: 'config.change', impersonal: true },
    (tx) => lagByMember(tx),
  )

test('a member without measured entries has no lag', async () => {
  expect((await lags()).size).toBe(0)
})

test('the lag of receipts counts from the withdrawal, of the last thirty days, without those that wait', async () => {
  for (const seconds of [60, 120, 180, 240, 3600]) await duty(2 * day, seconds)
  await duty(2 * day, null)
  await duty(40 * day, 30 * day)
  expect(Object.fromEntries(await lags())).toEqual({
    'sudmark.example': {
      signals: null,
      stopped: { n: 5, half: 60_000, ninth: 60_000 },
      erased: { n: 5, half: 180_000, ninth: 2_256_000 },
    },
  })
})

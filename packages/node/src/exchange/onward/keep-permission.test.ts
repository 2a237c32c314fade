import { randomUUID } from 'node:crypto'
import type { OnwardApproval } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreementInForce } from '../../safeguards/access/signal-access/agreement.fixture.ts'
import { within } from '../peers/within.fixture.ts'
import { keepApproval } from './keep-permission.ts'

const now = new Date()
const minutes = (count: number) => new Date(now.getTime() + count * 60_000).toISOString()
let node: TestNode
let approval: Omit<OnwardApproval, 'signature'>
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  const [owner, holder, destination] = ['norland.example', 'sudmark.example', 'estavia.example'] as const
  const agreement = await agreementInForce(node.db, [owner, holder, destination], now)
  const parties = { agreement, owner, holder, destination, signalId: randomUUID() }
  approval = { schema: 'entente/onward-approval/v1', id: randomUUID(), ...parties, ended: false, at: minutes(10) }
})
afterAll(() => node?.stop())
const keep = (change: Partial<OnwardApproval>) =>
  within({ store: node.store, member: 'sudmark.example' }, (tx) =>
    keepApproval(tx, { ...approval, ...change } as OnwardApproval),
  )

test("a permission stays ended despite its owner's wrong clock; a new one may follow", async () => {
  const stored = () => node.db.selectFrom('onward_approval').select('ended').executeTakeFirst()
  expect(await keep({})).toBe(true)
  expect(await keep({})).toBe(false)
  // The owner's clock was fast when it signed the permission, and was corrected before it signed the end.
  expect(await keep({ ended: true, at: minutes(5) })).toBe(true)
  expect(await keep({})).toBe(false)
  expect(await keep({ at: minutes(15) })).toBe(false)
  expect(await stored()).toEqual({ ended: true })
  const next = { id: randomUUID(), at: minutes(20) }
  expect(await keep(next)).toBe(true)
  expect(await keep({ ended: true, at: minutes(5) })).toBe(false)
  expect(await stored()).toEqual({ ended: false })
})

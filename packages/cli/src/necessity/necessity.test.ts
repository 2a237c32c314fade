import type { NecessityStanding } from '@entente/contracts'
import { startTestNode, switchOn, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newKeyOf } from '../person-key.fixture.ts'
import { entente } from '../run-entente.fixture.ts'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode({ necessity: true })
})
afterAll(() => node?.stop())

test('S8 necessity: the command lists what is on, and what lapses within some days', async () => {
  const people = { officer: await node.signIn('officer'), supervisor: await node.signIn('supervisor') }
  const end = new Date(Date.now() + 20.5 * 86_400_000).toISOString()
  await switchOn(people, { type: 'gateway', id: 'travel' }, new Date(), { validUntil: end })
  const env = { ENTENTE_URL: node.url, ENTENTE_KEY: await newKeyOf(node, 'officer') }
  const necessity = (...args: string[]) => entente(['necessity', ...args], { env })
  const listed = await necessity('list')
  expect([listed.status, listed.stderr]).toEqual([0, ''])
  expect(listed.stdout).toMatch(new RegExp(`^on +gateway:travel +${end}`, 'm'))
  expect(listed.stdout).toMatch(/^off: no record +gateway:cargo +-/m)
  const lapsing = await necessity('lapsing', '--json')
  expect([lapsing.status, (JSON.parse(lapsing.stdout) as NecessityStanding[]).map(({ daysLeft }) => daysLeft)]).toEqual(
    [1, [20]],
  )
  const later = await necessity('lapsing', '--days', '7')
  expect([later.status, later.stdout]).toEqual([0, 'nothing lapses within 7 days\n'])
  expect((await necessity('lapsing', '--days', 'soon')).status).toBe(2)
})

import type { KillSwitch } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newKeyOf } from '../person-key.fixture.ts'
import { entente } from '../run-entente.fixture.ts'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node?.stop())

test('S40 kill: one command stops, two people lift, and the list says so', async () => {
  const as = async (account: string) => ({ ENTENTE_URL: node.url, ENTENTE_KEY: await newKeyOf(node, account) })
  const [env, second] = [await as('officer'), await as('officer-2')]
  const kill = (...words: string[]) => entente(['kill', ...words], { env })
  const [none, scope] = await Promise.all([
    kill('gateway:travel'),
    kill('gateway:ships', '--reason', 'No such gateway.'),
  ])
  expect([none.status, scope.status]).toEqual([2, 1])
  expect(scope.stderr).toMatch(/^stop-scope-unknown: /)
  const made = await kill('gateway:travel', '--reason', 'An invented list is wrong.', '--json')
  expect([made.status, made.stderr]).toEqual([0, ''])
  const stop = JSON.parse(made.stdout) as KillSwitch
  expect(stop).toMatchObject({ on: true, scope: { type: 'gateway', id: 'travel' } })
  expect((await kill('off', stop.id)).stdout).toBe(`agreed: ${stop.id} waits for a second person\n`)
  expect((await kill('list')).stdout).toMatch(/^on\s+\S+\s+gateway:travel, confirmed by 1 of 1 threads/)
  expect((await entente(['kill', 'off', stop.id], { env: second })).stdout).toBe(`lifted: ${stop.id}\n`)
  expect((await kill('choices')).stdout).toContain('gateway:travel')
})

import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

let node: TestNode
let now = new Date('2026-11-24T12:00:00.000Z')
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
})
afterAll(() => node.stop())

async function attempt(account: string, password: string) {
  const answer = await fetch(`${node.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password }),
  })
  return { status: answer.status, body: (await answer.json()) as { code?: string; detail?: string } }
}

test('many tries at once are no more guesses than the same one after another', async () => {
  const tries = await Promise.all(Array.from({ length: 20 }, (_, n) => attempt('officer', `guess number ${n}`)))
  expect(tries.filter(({ status }) => status === 401)).toHaveLength(4)
  expect(tries.filter(({ body }) => body.code === 'locked-out')).toHaveLength(16)
  expect((await attempt('officer', 'a long test password')).status).toBe(429)
  now = new Date(now.getTime() + 15 * 60_000)
  expect((await attempt('officer', 'a long test password')).status).toBe(200)
})

test('a right password forgets the wrong ones before it', async () => {
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 4; n += 1) expect((await attempt('supervisor', 'not it')).status).toBe(401)
    expect((await attempt('supervisor', 'a long test password')).status).toBe(200)
  }
})

test('a name of nobody is answered word for word like one of somebody, until it is locked', async () => {
  for (let n = 0; n < 6; n += 1) {
    const [somebody, nobody] = [await attempt('analyst', 'not it'), await attempt('stranger', 'not it')]
    expect({ ...nobody.body, requestId: '' }).toEqual({ ...somebody.body, requestId: '' })
    expect(nobody.status).toBe(somebody.status)
  }
})

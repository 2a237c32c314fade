import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeDesk } from './desk/desk-folder.fixture.ts'

let node: TestNode
let analyst: SignedIn
let now = new Date()
beforeAll(async () => {
  node = await startTestNode({ clock: () => now })
  analyst = await node.signIn('analyst')
})
afterAll(() => node.stop())

test('counts in the desk exclude records past their deletion time', async () => {
  const bytes = new TextEncoder().encode('nothing that can be read')
  const headers = { authorization: `Bearer ${node.sender.key}` }
  await fetch(`${node.url}/v1/travel/messages`, { method: 'POST', headers, body: bytes })
  await node.whenIdle()
  expect((await analyst.call('GET', '/v1/badges')).body).toMatchObject({ messagesToCheck: 1, messagesHeld: 1 })
  now = new Date(now.getTime() + 6 * 365 * 86_400_000)
  analyst = await node.signIn('analyst')
  expect((await analyst.call('GET', '/v1/badges')).body).toMatchObject({ messagesToCheck: 0, messagesHeld: 0 })
})

test('an invalid last-event-id does not cause an error', async () => {
  const ends = new AbortController()
  for (const lastId of ['999999999999999999', '9999999999999999999', '-1', 'x']) {
    const reply = await fetch(`${node.url}/v1/events`, {
      headers: { cookie: analyst.cookie, 'last-event-id': lastId },
      signal: ends.signal,
    })
    expect(reply.status, lastId).toBe(200)
  }
  ends.abort()
})

test('live events begin with the release of the desk that the node serves', async () => {
  const desk = writeDesk({ 'index.html': '<div id="root"></div>' })
  const small = await startTestNode({ deskFolder: desk.folder })
  const ends = new AbortController()
  try {
    const { cookie } = await small.signIn('analyst')
    const reply = await fetch(`${small.url}/v1/events`, { headers: { cookie }, signal: ends.signal })
    const { value } = (await reply.body?.getReader().read()) ?? {}
    const [first] = new TextDecoder().decode(value).split('\n\n')
    const [type, data = ''] = first?.split('\ndata: ') ?? []
    expect(type).toBe('event: release')
    expect(JSON.parse(data)).toEqual({ release: desk.release, updatedAt: null, worksUntil: null })
  } finally {
    ends.abort()
    await small.stop()
  }
})

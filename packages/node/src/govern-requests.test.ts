import { connect, type Socket } from 'node:net'
import { type SignedIn, startTestNode, type TestNode, testPassword } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { peerHeader, signRequest } from './exchange/peers/requests/peer-token.ts'
import { leastBodyBytes } from './govern-requests.ts'
import { createSender, createSenderKey } from './safeguards/access/senders/senders.ts'
import { keepMemberKey, newPrivateKey, nodeKeyOf } from './safeguards/keys/index.ts'
import { createDatabase } from './store/database.ts'
import { openPool } from './store/postgres/index.ts'

// A message of the tests has no content that can be read, because only its size and its rate matter.

let node: TestNode
let behindProxy: TestNode
const lines: string[] = []
const sockets: Socket[] = []
const limits = {
  ...{ ENTENTE_BODY_BYTES: String(leastBodyBytes), ENTENTE_BODY_SECONDS: '1', ENTENTE_EVENT_STREAMS: '3' },
  ...{ ENTENTE_SOCKETS: '60', ENTENTE_SOCKETS_OF_ADDRESS: '40' },
}
beforeAll(async () => {
  node = await startTestNode({ environment: { ...limits, ENTENTE_LOG: 'error' }, log: (line) => lines.push(line) })
  behindProxy = await startTestNode({
    environment: { ...limits, ENTENTE_TRUST_PROXY: 'loopback', ENTENTE_SOCKETS_OF_ADDRESS: '3' },
  })
})
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
})
afterAll(async () => {
  await node?.stop()
  await behindProxy?.stop()
})

interface Line {
  socket: Socket
  text: () => string
  closed: Promise<void>
}
function open(at: TestNode, head: string, localAddress = '127.0.0.1'): Line {
  const socket = connect({ port: at.port, host: '127.0.0.1', localAddress })
  sockets.push(socket)
  let received = ''
  socket.on('data', (part) => {
    received += part.toString()
  })
  socket.on('error', () => {})
  socket.write(head)
  return { socket, text: () => received, closed: new Promise((resolve) => socket.once('close', () => resolve())) }
}
const head = (path: string, headers: Record<string, string>, method = 'POST') =>
  `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`
const messages = '/v1/travel/messages'
const budget = async (name: string, at = node, figure = 'in_use') => {
  const text = await (await fetch(`${at.url}/metrics`)).text()
  return Number(new RegExp(`entente_budget_${figure}\\{budget="${name}"[^}]*\\} (\\d+)`).exec(text)?.[1])
}

test('bodies of one sender are refused beyond its share, before they are read', async () => {
  const authorization = `Bearer ${node.sender.key}`
  const first = open(node, head(messages, { authorization, 'content-length': '50000000' }))
  await expect.poll(() => budget('body-bytes')).toBe(50_000_000)
  const refused = open(node, head(messages, { authorization, 'content-length': '20000000' }))
  await refused.closed
  expect(refused.text()).toMatch(/^HTTP\/1.1 429 /)
  expect(refused.text()).toMatch(/retry-after: \d/i)
  expect(refused.text()).toContain('too-many-requests')
  first.socket.destroy()
  await expect.poll(() => budget('body-bytes')).toBe(0)
})

/** A path of no route: nothing refuses a stranger there before its body arrives. */
const nowhere = '/v1/nowhere'

test('strangers cannot use the bytes of callers with a key', async () => {
  const addresses = ['203.0.113.1', '203.0.113.2', '203.0.113.3', '203.0.113.4', '203.0.113.5']
  const strangers = addresses.map((address) =>
    open(behindProxy, head(nowhere, { 'x-forwarded-for': address, 'content-length': '5000000' })),
  )
  await expect.poll(() => strangers.filter(({ text }) => text().startsWith('HTTP/1.1 503 ')).length).toBe(1)
  const answer = await fetch(behindProxy.url + messages, {
    method: 'POST',
    headers: { authorization: `Bearer ${behindProxy.sender.key}`, 'x-forwarded-for': '203.0.113.6' },
    body: 'nothing that can be read'.repeat(10_000),
  })
  expect(answer.status).toBe(202)
})

test('callers with a key cannot use the bytes of strangers', async () => {
  const keys = []
  for (const name of ['first', 'second', 'third']) {
    const sender = await createSender(node.db, { name, gateway: 'travel' })
    keys.push((await createSenderKey(node.db, sender)).key)
  }
  const declared = keys.map((key) =>
    open(node, head(messages, { authorization: `Bearer ${key}`, 'content-length': '45000000' })),
  )
  await expect.poll(() => declared.filter(({ text }) => text().startsWith('HTTP/1.1 503 ')).length).toBe(1)
  expect(await budget('body-bytes')).toBe(90_000_000)
  await node.signIn('analyst')
})

test('one hostile address stops neither sign-ins nor members', async () => {
  const hostile = { 'x-forwarded-for': '203.0.113.7' }
  const declares = (bytes: number) => open(behindProxy, head(nowhere, { ...hostile, 'content-length': String(bytes) }))
  declares(5_000_000)
  await expect.poll(() => budget('body-bytes-of-strangers', behindProxy)).toBe(5_000_000)
  await expect.poll(declares(5_000_000).text).toMatch(/^HTTP\/1.1 429 /)
  const signIn = await fetch(`${behindProxy.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.8' },
    body: JSON.stringify({ account: 'analyst', password: testPassword }),
  })
  expect(signIn.status).toBe(200)
})

test('the bytes of a member are counted apart if its node signed the request', async () => {
  const [key, other] = [nodeKeyOf(newPrivateKey()), nodeKeyOf(newPrivateKey())]
  const now = new Date()
  const row = { member: 'sudmark.example', node: 'sudmark', url: 'http://127.0.0.1:9', state: 'active', since: now }
  await behindProxy.db.insertInto('peer').values(row).execute()
  await keepMemberKey(behindProxy.db, { member: row.member, publicKey: key.publicKey, validFrom: new Date(0) })
  const post = async (by: typeof key) => {
    const [url, body] = [`${behindProxy.url}/peer/v1/receipts`, Buffer.from('a body that is never sent')]
    const to = { from: row.member, to: 'norland.example', url, now }
    const token = await signRequest(by, { method: 'POST', path: '/peer/v1/receipts', body, ...to })
    const headers = { [peerHeader]: token, 'x-forwarded-for': '203.0.113.9', 'content-length': '5000000' }
    return open(behindProxy, head('/peer/v1/receipts', headers))
  }
  await post(key)
  await expect.poll(() => budget('body-bytes-of-peers', behindProxy)).toBe(5_000_000)
  await expect.poll((await post(other)).text).toMatch(/^HTTP\/1.1 401 /)
  expect(await budget('body-bytes-of-peers', behindProxy)).toBe(5_000_000)
  await post(key)
  await expect.poll(() => budget('body-bytes-of-peers', behindProxy)).toBe(10_000_000)
  await expect.poll((await post(key)).text).toMatch(/^HTTP\/1.1 429 /)
})

test('a body without a declared length is counted while it arrives, and cut off', async () => {
  const authorization = `Bearer ${node.sender.key}`
  const declared = open(node, head(messages, { authorization, 'content-length': '50000000' }))
  await expect.poll(() => budget('body-bytes')).toBe(50_000_000)
  const chunked = open(node, head(messages, { authorization, 'transfer-encoding': 'chunked' }))
  chunked.socket.write(`${(20_000_000).toString(16)}\r\n${'x'.repeat(20_000_000)}\r\n`)
  await chunked.closed
  expect(chunked.text()).toMatch(/^HTTP\/1.1 503 /)
  declared.socket.destroy()
  await declared.closed
  expect(await budget('body-bytes')).toBe(0)
})

test('a body that arrives too slowly ends its connection with 408', async () => {
  const slow = open(node, head(messages, { authorization: `Bearer ${node.sender.key}`, 'content-length': '5000' }))
  const drip = setInterval(() => slow.socket.write('x'), 100)
  await slow.closed
  clearInterval(drip)
  expect(slow.text()).toMatch(/^HTTP\/1.1 408 /)
  expect(await budget('body-bytes')).toBe(0)
}, 20_000)

test('a client is not refused as slow because the node was busy', async () => {
  const authorization = `Bearer ${node.sender.key}`
  const honest = open(node, head(messages, { authorization, 'content-length': '100000' }))
  await expect.poll(() => budget('body-bytes')).toBe(100_000)
  honest.socket.write('x'.repeat(60_000))
  // The node has looked at the body once, and now answers a request. Then nothing of this process runs; at the least rate, 80 KiB would
  // have to arrive meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 1100))
  await budget('body-bytes')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6000)
  honest.socket.write('x'.repeat(40_000))
  await Promise.race([new Promise((resolve) => honest.socket.once('data', resolve)), honest.closed])
  expect(honest.text()).toMatch(/^HTTP\/1.1 202 /)
}, 20_000)

/** Lets requests wait for their authentication, and disconnects them before it goes on. */
async function leaveBeforeSignedIn(heads: readonly string[], requests: number): Promise<void> {
  await node.db.transaction().execute(async (db) => {
    await sql`lock table session, sender_key in access exclusive mode`.execute(db)
    const leaving = heads.map((one) => open(node, one))
    // The request for the metrics is counted too.
    await expect.poll(() => budget('requests')).toBe(requests + 1)
    for (const { socket } of leaving) socket.destroy()
    await expect.poll(() => budget('requests')).toBe(1)
  })
  await expect
    .poll(async () => (await sql`select 1 from pg_locks where not granted`.execute(node.db)).rows.length)
    .toBe(0)
  // The node answers this request after it went on with the others.
  const headers = { authorization: `Bearer ${node.sender.key}` }
  for (let n = 0; n < 3; n += 1) await fetch(node.url + messages, { method: 'POST', headers, body: 'unreadable' })
}

test('a client that disconnects during authentication keeps no bytes of bodies', async () => {
  const headers = { authorization: `Bearer ${node.sender.key}`, 'content-length': '90000' }
  await leaveBeforeSignedIn([head(messages, headers), head(messages, headers)], 2)
  expect(await budget('body-bytes')).toBe(0)
})

test('a client that disconnects during authentication keeps no event stream', async () => {
  const { cookie } = await node.signIn('analyst')
  const follows = head('/v1/events', { cookie }, 'GET')
  const missing = head('/v1/events', { cookie, 'last-event-id': '0' }, 'GET')
  await leaveBeforeSignedIn([follows, missing], 2)
  expect(await budget('event-streams')).toBe(0)
})

test('pipelined requests are released when their connection closes', async () => {
  const { cookie } = await node.signIn('analyst')
  const follows = head('/v1/events', { cookie }, 'GET')
  const pipelined = open(node, follows + follows)
  await expect.poll(() => budget('event-streams')).toBe(2)
  pipelined.socket.destroy()
  await expect.poll(() => budget('event-streams')).toBe(0)
  expect(await budget('requests')).toBe(1)
})

test('a client that breaks a body off is not logged as an error', async () => {
  lines.length = 0
  for (const path of [messages, '/taxii2/', '/peer/v1/join', '/v1/session']) {
    const broken = open(node, head(path, { authorization: `Bearer ${node.sender.key}`, 'content-length': '5000' }))
    broken.socket.write('half of it')
    await expect.poll(() => budget('body-bytes')).toBeGreaterThanOrEqual(0)
    broken.socket.destroy()
    await broken.closed
  }
  await expect.poll(() => budget('body-bytes')).toBe(0)
  // The node has answered this request after the others, so their errors would be in the log.
  expect((await fetch(`${node.url}/v1/member`)).status).toBe(200)
  expect(lines).toEqual([])
})

test('connections of one address are limited', async () => {
  const lines = Array.from({ length: 45 }, () => open(node, head('/peer/v1/join', { 'content-length': '10' })))
  // Without an answer, because the node does not read from these connections.
  await expect.poll(() => lines.filter(({ socket, text }) => socket.destroyed && text() === '').length).toBe(5)
  expect(lines.filter(({ socket }) => !socket.destroyed)).toHaveLength(40)
})

test('an address over its limit closes only its own idle connections', async () => {
  // The connections of the test before are closed.
  await expect.poll(() => budget('sockets')).toBeLessThan(20)
  const idle = (localAddress: string) => open(node, head('/v1/member', {}, 'GET'), localAddress)
  const [mine, other] = [idle('127.0.0.1'), idle('127.0.0.2')]
  for (const { text } of [mine, other]) await expect.poll(text).toMatch(/^HTTP\/1.1 200 /)
  const busy = Array.from({ length: 40 }, () => open(node, head('/peer/v1/join', { 'content-length': '10' })))
  await mine.closed
  await expect.poll(() => busy.filter(({ socket }) => socket.destroyed).length).toBeGreaterThan(0)
  other.socket.write(head('/v1/badges', {}, 'GET'))
  await Promise.race([new Promise((resolve) => other.socket.once('data', resolve)), other.closed])
  expect(other.text()).toMatch(/HTTP\/1.1 401 /)
})

test('behind a proxy, its connections are not limited by address, but the requests of a client are', async () => {
  const ask = (address: string) =>
    open(behindProxy, head('/peer/v1/join', { 'x-forwarded-for': address, 'content-length': '10' }))
  const mine = Array.from({ length: 8 }, () => ask('203.0.113.7'))
  await expect.poll(() => mine.filter(({ text }) => text().includes('429')).length).toBe(2)
  const other = open(behindProxy, head('/v1/member', { 'x-forwarded-for': '203.0.113.8' }, 'GET'))
  await expect.poll(() => other.text()).toMatch(/^HTTP\/1.1 200/)
})

const follow = async (who: SignedIn) => {
  const ends = new AbortController()
  const answer = await fetch(`${node.url}/v1/events`, { headers: { cookie: who.cookie }, signal: ends.signal })
  const ended = (async () => {
    const reader = answer.body?.getReader()
    while ((await reader?.read())?.done === false);
  })().catch(() => {})
  return { status: answer.status, ended, close: () => ends.abort() }
}

test('event streams are limited in sum, and closing one makes room', async () => {
  const analyst = await node.signIn('analyst')
  const streams = [await follow(analyst), await follow(analyst), await follow(analyst)]
  expect(streams.map(({ status }) => status)).toEqual([200, 200, 200])
  expect((await follow(analyst)).status).toBe(429)
  expect((await follow(await node.signIn('officer'))).status).toBe(503)
  streams[0]?.close()
  await expect.poll(() => budget('event-streams')).toBe(2)
  const again = await follow(analyst)
  expect(again.status).toBe(200)
  for (const stream of [...streams, again]) stream.close()
  await expect.poll(() => budget('event-streams')).toBe(0)
})

test('a stream ends at sign-out', async () => {
  const [leaving, staying] = [await node.signIn('analyst'), await node.signIn('analyst')]
  const [mine, other] = [await follow(leaving), await follow(staying)]
  expect((await leaving.call('DELETE', '/v1/session')).status).toBe(204)
  await mine.ended
  expect(await budget('event-streams')).toBe(1)
  other.close()
  await expect.poll(() => budget('event-streams')).toBe(0)
}, 20_000)

test('a stream ends at sign-out although a check of all streams was running', async () => {
  const analyst = await node.signIn('analyst')
  const stream = await follow(analyst)
  let signOut: ReturnType<SignedIn['call']> | undefined
  const pool = openPool(node.database.connection('entente_owner'), { max: 1, log: () => {} })
  // Only the owner of a table may lock it.
  const owner = createDatabase(pool)
  await owner.transaction().execute(async (db) => {
    // The check reads the sessions and then waits for the keys.
    await sql`lock table person_key in access exclusive mode`.execute(db)
    await expect
      .poll(async () => (await sql`select 1 from pg_locks where not granted`.execute(db)).rows.length)
      .toBeGreaterThan(0)
    const ended = sql`select 1 from session where ended_at is not null`
    const before = (await ended.execute(db)).rows.length
    signOut = analyst.call('DELETE', '/v1/session')
    await expect.poll(async () => (await ended.execute(db)).rows.length).toBe(before + 1)
  })
  await pool.end()
  expect((await signOut)?.status).toBe(204)
  expect(await budget('event-streams')).toBe(0)
  await stream.ended
}, 20_000)

test.each([
  ['its account is disabled', sql`update account set state = 'disabled' where name = 'officer'`],
  ['its session expires', sql`update session set last_seen_at = now() - interval '1 hour'`],
])(
  'a stream ends when %s',
  async (_, change) => {
    await sql`update account set state = 'active' where name = 'officer'`.execute(node.db)
    const stream = await follow(await node.signIn('officer'))
    expect(stream.status).toBe(200)
    await change.execute(node.db)
    await stream.ended
    expect(await budget('event-streams')).toBe(0)
  },
  20_000,
)

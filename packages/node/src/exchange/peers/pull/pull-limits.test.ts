import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { FeedEntry, FeedPage, FeedSummary } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { keepMemberKey, newPrivateKey, nodeKeyOf, signObject } from '../../../safeguards/keys/index.ts'
import { entryHash, noHash, objectDigest } from '../../delivery/index.ts'
import { claimedSigner } from '../requests/peer-token.ts'
import { type FollowDeps, followPeers } from './follow-peers.ts'
import { createPullBudget } from './pull-budget.ts'
import { pullPeer } from './pull-peer.ts'

// A lying peer: its pages are signed and chained as they must be, and never end.

const own = 'norland.example'
const now = new Date()
let node: TestNode
const servers: Server[] = []
/**
 * The test reads with a key of its own. The node of the test follows peers too: its requests stay open until the test ends, so that it writes nothing
 * about a peer meanwhile.
 */
const readerKey = nodeKeyOf(newPrivateKey())
beforeAll(async () => {
  node = await startTestNode()
})
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})
afterAll(() => node?.stop())

const depsOf = (mostSignals = 1_000_000): FollowDeps =>
  ({
    ...{ store: node.store, member: { id: own, name: own }, clock: () => now, node: 'test' },
    nodeKey: readerKey,
    log: { info() {}, warn() {}, error() {} } as unknown as FollowDeps['log'],
    takeAgreement: async () => {},
    takeKey: async () => false,
    tls: { ca: null, cert: null, key: null },
    pulls: createPullBudget(mostSignals, () => now),
    follow: () => () => {},
    pace: { waitSeconds: 0, firstRetryMs: 20, longestRetryMs: 60_000 },
  }) as unknown as FollowDeps

interface Reply {
  status: number
  body: unknown
}
type Answer = (path: string) => Reply | Promise<Reply>
type Answerer = (key: ReturnType<typeof nodeKeyOf>) => Answer
/** Stores a peer whose node answers as given, and returns how often it was asked. */
async function lyingPeer(state: string, answerOf: Answerer) {
  const member = `${randomUUID().slice(0, 8)}.example`
  const key = nodeKeyOf(newPrivateKey())
  const answer = answerOf(key)
  const asked: string[] = []
  const server = createServer(async (request, reply) => {
    if (claimedSigner(request.headers['entente-peer']).keyId !== readerKey.keyId) return
    asked.push(request.url ?? '')
    const { status, body } = await answer(request.url ?? '')
    reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await node.db.insertInto('peer').values({ member, node: member, url, state, since: now }).execute()
  await keepMemberKey(node.db, { member, publicKey: key.publicKey, validFrom: now })
  return { member, asked }
}
const signedBy = <T extends object>(key: ReturnType<typeof nodeKeyOf>, body: T) => ({
  ...body,
  signature: signObject(key, 'entente/entry/v1', body, now),
})
const diverged = { status: 409, body: { code: 'feed-diverged' } }
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const digest = Buffer.alloc(32).toString('base64')

/** Answers that the log diverged, and gives a summary without end. */
const endlessSummary =
  (perPage: number, idAt: (n: number) => string = idOf) =>
  (key: ReturnType<typeof nodeKeyOf>): Answer => {
    const epoch = randomUUID()
    let given = 0
    return (path) => {
      if (!path.startsWith('/peer/v1/feed/summary')) return diverged
      const items = Array.from({ length: perPage }, (_, n) => ({ id: idAt(given + n + 1), version: 1, digest }))
      given += perPage
      const page: Omit<FeedSummary, 'signature'> = { epoch, head: 1, items, next: items.at(-1)?.id ?? idAt(given) }
      return { status: 200, body: signedBy(key, page) }
    }
  }
/** Gives pages of a log with one entry each, without end. */
const endlessLog =
  (size = 1) =>
  (key: ReturnType<typeof nodeKeyOf>): Answer => {
    const epoch = randomUUID()
    let [seq, hash] = [0, noHash]
    return () => {
      const entries = Array.from({ length: size }, (): FeedEntry => {
        const object = { signalId: randomUUID(), reason: 'test', eraseBy: now.toISOString() }
        const entry = { entryId: randomUUID(), at: now.toISOString(), type: 'access-ended' as const, object }
        seq += 1
        const made = { ...entry, seq, prev: hash.toString('base64') }
        hash = entryHash(made, objectDigest(object))
        return { ...made, hash: hash.toString('base64') }
      })
      const page: Omit<FeedPage, 'signature'> = { epoch, entries, next: seq, more: true, head: seq + 1 }
      return { status: 200, body: signedBy(key, page) }
    }
  }
const stateOf = (member: string) =>
  node.db.selectFrom('peer').select(['trouble', 'position']).where('member', '=', member).executeTakeFirst()
const alarmsOf = (member: string) =>
  node.db.selectFrom('alarm').select(['code', 'detail']).where('ref', '=', `peer:${member}`).execute()

test('a summary with more signals than allowed is cut off, with an alarm', async () => {
  const { member, asked } = await lyingPeer('active', endlessSummary(1000))
  const pulled = pullPeer(depsOf(5000), member, { waitSeconds: 0 })
  await expect(pulled).rejects.toMatchObject({ code: 'log-too-large', detail: 'summary-too-long' })
  expect(asked.length).toBeLessThanOrEqual(6)
  expect(await alarmsOf(member)).toEqual([{ code: 'log-too-large', detail: { detail: 'summary-too-long' } }])
})

test('a summary of large pages is cut off at the number of signals', async () => {
  const { member } = await lyingPeer('active', endlessSummary(9000))
  const pulled = pullPeer(depsOf(20_000), member, { waitSeconds: 0 })
  await expect(pulled).rejects.toMatchObject({ code: 'log-too-large', detail: 'summary-too-large' })
})

test.each([
  ['without progress', endlessSummary(0, () => idOf(1))],
  ['that goes back', endlessSummary(10, (n) => idOf(1000 - n))],
])('a summary %s is refused', async (_, answer) => {
  const { member, asked } = await lyingPeer('active', answer)
  const pulled = pullPeer(depsOf(), member, { waitSeconds: 0 })
  await expect(pulled).rejects.toMatchObject({ code: 'feed-broken', detail: 'summary-invalid' })
  expect(asked.length).toBeLessThanOrEqual(3)
})

test('a log that begins anew again and again is cut off', async () => {
  const epoch = randomUUID()
  const { member, asked } = await lyingPeer('active', (key) => (path) => {
    if (path.startsWith('/peer/v1/feed/summary'))
      return { status: 200, body: signedBy(key, { epoch, head: 1, items: [], next: null }) }
    return diverged
  })
  const deps = depsOf()
  const codes: unknown[] = []
  for (let n = 0; n < 8; n += 1)
    codes.push(await pullPeer(deps, member, { waitSeconds: 0 }).catch((error) => error.code))
  expect(codes.slice(5)).toEqual(Array(3).fill('log-too-large'))
  expect(asked.filter((path) => path.includes('summary'))).toHaveLength(5)
})

test('repairs that fail because the peer does not answer are not counted', async () => {
  const epoch = randomUUID()
  const items = [{ id: idOf(1), version: 1, digest }]
  const { member } = await lyingPeer('active', (key) => (path) => {
    if (path.startsWith('/peer/v1/feed/wanted')) return { status: 503, body: { code: 'overloaded' } }
    if (!path.startsWith('/peer/v1/feed/summary')) return diverged
    return { status: 200, body: signedBy(key, { epoch, head: 1, items, next: null }) }
  })
  const deps = depsOf()
  for (let n = 0; n < 8; n += 1)
    await expect(pullPeer(deps, member, { waitSeconds: 0 })).rejects.toMatchObject({ code: 'overloaded' })
  const peer = await node.db.selectFrom('peer').select('epoch').where('member', '=', member).executeTakeFirst()
  expect(peer).toEqual({ epoch: null })
  expect(await alarmsOf(member)).toEqual([])
})

test('one log is repaired at a time over all peers', async () => {
  let [running, most] = [0, 0]
  const slow = async () => {
    const { member } = await lyingPeer('active', (key) => async (path) => {
      if (!path.startsWith('/peer/v1/feed/summary')) return diverged
      running += 1
      most = Math.max(most, running)
      await delay(50)
      running -= 1
      return { status: 200, body: signedBy(key, { epoch: randomUUID(), head: 1, items: [], next: null }) }
    })
    return member
  }
  const members = await Promise.all([slow(), slow(), slow()])
  const deps = depsOf()
  await Promise.all(members.map((member) => pullPeer(deps, member, { waitSeconds: 0 })))
  expect(most).toBe(1)
})

test.each([
  ['summary', '/peer/v1/feed/summary'],
  ['log', '/peer/v1/feed/wanted'],
])('a peer that never ends its answer about its %s is cut off', async (_, silent) => {
  const items = [{ id: idOf(1), version: 1, digest }]
  const { member } = await lyingPeer('active', (key) => (path) => {
    if (path.startsWith(silent)) return new Promise(() => {})
    if (!path.startsWith('/peer/v1/feed/summary')) return diverged
    return { status: 200, body: signedBy(key, { epoch: randomUUID(), head: 1, items, next: null }) }
  })
  const deps = depsOf()
  const pulls = { ...deps.pulls, longestRepairMs: 200 }
  const pulled = pullPeer({ ...deps, pulls }, member, { waitSeconds: 0 })
  await expect(pulled).rejects.toMatchObject({ code: 'log-too-large', detail: 'repair-too-long' })
  expect(await alarmsOf(member)).toEqual([{ code: 'log-too-large', detail: { detail: 'repair-too-long' } }])
})

test('a repair ends when the node stops, and so do those that wait for it', async () => {
  const silent: Answerer = () => (path) => (path.includes('summary') ? new Promise(() => {}) : diverged)
  const peers = [await lyingPeer('active', silent), await lyingPeer('active', silent)]
  const follower = await followPeers(depsOf())
  const syncing = peers.map(({ member }) => follower.sync(member).catch((error) => error.code))
  await expect.poll(() => peers.some(({ asked }) => asked.some((path) => path.includes('summary')))).toBe(true)
  await follower.stop()
  expect(await Promise.all(syncing)).toEqual(['unreachable', 'unreachable'])
  for (const { member } of peers) expect(await alarmsOf(member)).toEqual([])
})

test('peers that answer slowly when asked for their keys keep no other peer waiting', async () => {
  const silent: Answerer = () => {
    const giveUnknown = endlessLog()(nodeKeyOf(newPrivateKey()))
    return (path) => (path.includes('/keys') ? new Promise(() => {}) : giveUnknown(path))
  }
  const slow = [await lyingPeer('active', silent), await lyingPeer('active', silent)]
  const good = await lyingPeer('active', endlessLog())
  const deps = depsOf()
  const stop = new AbortController()
  const waiting = slow.map(({ member }) =>
    pullPeer(deps, member, { waitSeconds: 0 }, stop.signal).catch((error) => error.code),
  )
  await expect.poll(() => slow.every(({ asked }) => asked.some((path) => path.includes('/keys')))).toBe(true)
  expect(deps.pulls.states()).toContainEqual(expect.objectContaining({ name: 'peer-pages', inUse: 0 }))
  expect(await pullPeer(deps, good.member, { waitSeconds: 0 })).toMatchObject({ entries: 1 })
  stop.abort()
  expect(await Promise.all(waiting)).toEqual(['unreachable', 'unreachable'])
})

test('a summary whose epoch changes between its pages is refused', async () => {
  const { member } = await lyingPeer('active', (key) => {
    let given = 0
    return (path) => {
      if (!path.startsWith('/peer/v1/feed/summary')) return diverged
      given += 1
      const items = [{ id: idOf(given), version: 1, digest }]
      return { status: 200, body: signedBy(key, { epoch: randomUUID(), head: 1, items, next: idOf(given) }) }
    }
  })
  const pulled = pullPeer(depsOf(), member, { waitSeconds: 0 })
  await expect(pulled).rejects.toMatchObject({ code: 'feed-broken', detail: 'summary-invalid' })
})

test.each([
  ['repeats itself', 'gap', (n: number, pages: FeedPage[]) => pages[Math.min(n, 1) - 1]],
  ['skips a number', 'gap', (n: number, pages: FeedPage[]) => pages[n === 1 ? 0 : 2]],
  [
    'changes its epoch',
    'epoch-changed',
    (n: number, pages: FeedPage[], other: FeedPage[]) => (n === 1 ? pages : other)[n - 1],
  ],
] as const)('a log that %s is refused, and nothing of it is applied again', async (_, fault, pageAt) => {
  const { member } = await lyingPeer('active', (key) => {
    const pagesOf = (give: Answer) => [1, 2, 3].map(() => (give('') as { body: FeedPage }).body)
    const [pages, other] = [pagesOf(endlessLog()(key)), pagesOf(endlessLog()(key))]
    let asked = 0
    return () => {
      asked += 1
      return { status: 200, body: pageAt(asked, pages, other) }
    }
  })
  const deps = depsOf()
  expect(await pullPeer(deps, member, { waitSeconds: 0 })).toMatchObject({ entries: 1 })
  const pulled = pullPeer(deps, member, { waitSeconds: 0 })
  await expect(pulled).rejects.toMatchObject({ code: 'feed-broken', detail: fault })
  expect(await stateOf(member)).toEqual({ position: '1', trouble: 'feed-broken' })
})

/** Gives a log of entries of a size, and as many at once as `given` says for the number that was asked for. */
const longLog =
  (entryBytes: number, given = (asked: number) => asked): Answerer =>
  (key) => {
    const epoch = randomUUID()
    const log: FeedEntry[] = []
    return (path) => {
      const query = new URL(path, 'http://a').searchParams
      const [after, limit] = [Number(query.get('after')), given(Number(query.get('limit')))]
      while (log.length < after + limit) {
        const object = { signalId: randomUUID(), reason: 'x'.repeat(entryBytes), eraseBy: now.toISOString() }
        const prev = log.at(-1)?.hash ?? noHash.toString('base64')
        const entry = { entryId: randomUUID(), at: now.toISOString(), type: 'access-ended' as const, object }
        const made = { ...entry, seq: log.length + 1, prev }
        log.push({ ...made, hash: entryHash(made, objectDigest(object)).toString('base64') })
      }
      const entries = log.slice(after, after + limit)
      const next = after + entries.length
      const page: Omit<FeedPage, 'signature'> = { epoch, entries, next, more: true, head: next + 1 }
      return { status: 200, body: signedBy(key, page) }
    }
  }
const limitsOf = (asked: readonly string[]) =>
  asked.map((path) => Number(new URL(path, 'http://a').searchParams.get('limit')))

test('a page with too many bytes is asked for again with fewer entries', async () => {
  const { member, asked } = await lyingPeer('active', longLog(50_000))
  const deps = depsOf()
  const pull = () => pullPeer(deps, member, { waitSeconds: 0 })
  expect([await pull(), await pull()]).toEqual(Array(2).fill({ entries: 0, more: true }))
  expect([await pull(), await pull()]).toEqual(Array(2).fill({ entries: 62, more: true }))
  expect(limitsOf(asked)).toEqual([1000, 250, 62, 62])
  expect(await stateOf(member)).toEqual({ position: '124', trouble: null })
})

test('pages that became small are asked for with more entries again', () => {
  const { pulls } = depsOf()
  const sizes = [null, null, null, 100, 600_000, 100, 100, 100, 100, 100, 100, 100].map((bytes) => {
    pulls.fitEntries('a.example', pulls.entriesAtOnce('a.example'), bytes)
    return pulls.entriesAtOnce('a.example')
  })
  expect(sizes).toEqual([250, 62, 15, 30, 30, 60, 120, 240, 480, 960, 1000, 1000])
})

test('an entry with too many bytes is not read', async () => {
  const { member, asked } = await lyingPeer(
    'active',
    longLog(5_000_000, (limit) => Math.min(limit, 2)),
  )
  const deps = depsOf()
  const codes: unknown[] = []
  for (let n = 0; n < 6; n += 1)
    codes.push(await pullPeer(deps, member, { waitSeconds: 0 }).catch((error) => error.code))
  expect(codes.at(-1)).toBe('answer-too-large')
  expect(limitsOf(asked)).toEqual([1000, 250, 62, 15, 3, 1])
})

test('a log with more entries in a day than allowed is not asked for again', async () => {
  const { member, asked } = await lyingPeer('active', endlessLog(3))
  const deps = depsOf()
  deps.pulls.count(member, { entries: 1_999_996 })
  expect(await pullPeer(deps, member, { waitSeconds: 0 })).toMatchObject({ entries: 3, more: true })
  expect(await pullPeer(deps, member, { waitSeconds: 0 })).toMatchObject({ entries: 3, more: true })
  const requests = asked.length
  await expect(pullPeer(deps, member, { waitSeconds: 0 })).rejects.toMatchObject({ code: 'log-too-large' })
  expect(asked).toHaveLength(requests)
  expect(await alarmsOf(member)).toMatchObject([{ code: 'log-too-large' }])
})

test('while one peer sends without end, the entries of another are still read', async () => {
  const bad = await lyingPeer('active', endlessLog())
  const good = await lyingPeer('active', endlessLog(5))
  const deps = depsOf()
  deps.pulls.count(bad.member, { entries: 1_999_950 })
  // The other peer's log ends after its second page.
  deps.pulls.count(good.member, { entries: 1_999_990 })
  const follower = await followPeers(deps)
  try {
    await expect.poll(async () => (await stateOf(good.member))?.position).toBe('10')
    await expect.poll(async () => (await alarmsOf(bad.member)).length).toBe(1)
    expect(Number((await stateOf(bad.member))?.position)).toBe(50)
  } finally {
    await follower.stop()
  }
})

test('a page that promises more without an entry is refused', async () => {
  const { member } = await lyingPeer('active', endlessLog(0))
  const pulled = pullPeer(depsOf(), member, { waitSeconds: 0 })
  await expect(pulled).rejects.toMatchObject({ code: 'feed-broken', detail: 'page-invalid' })
})

test('nothing is read from a member before its six words were compared', async () => {
  const { member, asked } = await lyingPeer('joined-unconfirmed', endlessLog())
  const deps = depsOf()
  expect(await pullPeer(deps, member, { waitSeconds: 0 })).toEqual({ entries: 0, more: false })
  const follower = await followPeers(deps)
  await follower.sync(member)
  await follower.stop()
  const administrator = await node.signIn('administrator')
  expect(await administrator.call('POST', `/v1/peers/${member}/sync`)).toMatchObject({
    status: 409,
    body: { code: 'peer-state' },
  })
  expect(asked).toEqual([])
})

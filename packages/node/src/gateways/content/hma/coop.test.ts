import { request } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type * as Fetching from '../../../media/fetch/fetch-url.ts'
import { type ContentNode, randomPdq, startContentNode } from '../content.fixture.ts'
import { client, form, officerKey, otherPicture, picture, reachLocal, serveFiles } from './hma.fixture.ts'

vi.mock('../../../media/fetch/fetch-url.ts', async (original) => {
  const real = await original<typeof Fetching>()
  return {
    ...real,
    fetchUrl: (url: string, rules: Fetching.FetchRules | null) => real.fetchUrl(url, reachLocal(rules)),
  }
})

let node: ContentNode
let files: Awaited<ReturnType<typeof serveFiles>>
beforeAll(async () => {
  node = await startContentNode({
    environment: {
      ...{ ENTENTE_HMA: 'open', ENTENTE_HMA_NETWORKS: '127.0.0.1, 10.2.0.0/16, fd00:7::/64' },
      ...{ ENTENTE_TRUST_PROXY: '127.0.0.3', ENTENTE_FETCH_HOSTS: '127.0.0.1' },
    },
  })
  files = await serveFiles({ '/post.png': await picture() })
})
afterAll(async () => {
  await files.stop()
  await node.stop()
})

test("Coop's requests work without a key and with doubled slashes", async () => {
  const coop = client(`${node.url}/`, null)
  // A hash bank is created; its ratio is sent as a text.
  expect(await coop('POST', '/c/banks', { name: 'COOP_ORG1_KNOWN', enabled_ratio: '1' })).toEqual({
    status: 201,
    body: { name: 'COOP_ORG1_KNOWN', matching_enabled_ratio: 1 },
  })
  // Each bank is read before the list is shown.
  expect((await coop('GET', '/c/bank/COOP_ORG1_KNOWN')).status).toBe(200)
  expect((await coop('GET', '/c/bank/COOP_ORG1_GONE')).status).toBe(404)
  // A moderator adds a post: by its address with JSON, then by its file with fields.
  const url = encodeURIComponent(`${files.base}/post.png`)
  const added = await coop('POST', `/c/bank/COOP_ORG1_KNOWN/content?url=${url}`, {
    metadata: { content_id: 'item-1', content_uri: `${files.base}/post.png`, json: { queue: 'q1' } },
    note: 'added by a moderator',
  })
  expect(added).toEqual({ status: 200, body: { id: expect.any(Number), signals: { pdq: expect.any(String) } } })
  const file = await otherPicture()
  const sent = await coop(
    'POST',
    '/c/bank/COOP_ORG1_KNOWN/content',
    form(
      { photo: file },
      { content_id: 'item-2', content_uri: 'https://x.example/2', metadata: '{"queue":"q2"}', note: 'n' },
    ),
  )
  expect([sent.status, sent.body.id === added.body.id]).toEqual([200, false])
  // Each submission is hashed, then its hash is looked up.
  const { body: hashes } = await coop('GET', `/h/hash?url=${url}`)
  expect(hashes).toEqual(added.body.signals)
  expect((await coop('GET', `/m/lookup?signal_type=pdq&signal=${hashes.pdq}`)).body).toEqual({
    COOP_ORG1_KNOWN: [{ bank_content_id: added.body.id, distance: '0' }],
  })
  expect((await coop('GET', `/m/lookup?signal_type=pdq&signal=${randomPdq()}`)).body).toEqual({})
  // The bank's ratio is changed with a number. Coop renames a bank by creating another and deleting the first.
  expect((await coop('PUT', '/c/bank/COOP_ORG1_KNOWN', { enabled_ratio: 0 })).status).toBe(200)
  expect((await coop('GET', `/m/lookup?signal_type=pdq&signal=${hashes.pdq}`)).body).toEqual({})
  expect((await coop('POST', '/c/banks', { name: 'COOP_ORG1_RENAMED', enabled_ratio: '0.5' })).status).toBe(201)
  expect(await coop('DELETE', '/c/bank/COOP_ORG1_KNOWN')).toEqual({ status: 200, body: { message: 'Done' } })
  expect((await coop('GET', '/c/bank/COOP_ORG1_KNOWN')).status).toBe(404)
  expect((await coop('DELETE', '/c/bank/COOP_ORG1_RENAMED')).status).toBe(200)
})

test('an open interface opens no other route without a key', async () => {
  for (const path of ['/v1/content/banks', '/v1/cases', '/v1/accounts'])
    expect((await fetch(node.url + path)).status).toBe(401)
})

/** Asks for the banks without a key from an address of this machine; `forwarded` is the header of a proxy. */
const askFrom = (address: string, headers: Record<string, string> = {}, path = '/c/banks', method = 'GET') =>
  new Promise<number>((resolve, reject) => {
    const { hostname, port } = new URL(node.url)
    const asked = request({ hostname, port, path, method, headers, localAddress: address }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    asked.on('error', reject).end()
  })
const forwarded = (addresses: string) => ({ 'x-forwarded-for': addresses })

test('a client outside the networks needs a key', async () => {
  expect(await askFrom('127.0.0.1')).toBe(200)
  expect(await askFrom('127.0.0.2')).toBe(401)
  const key = await officerKey(node)
  expect(await askFrom('127.0.0.2', { 'x-api-key': key })).toBe(200)
  expect(await askFrom('127.0.0.1', { 'x-api-key': 'wrong' })).toBe(401)
})

test('a forwarded address counts from a trusted proxy only', async () => {
  // 127.0.0.2 is no proxy: its header is nobody's.
  for (const forged of ['127.0.0.1', '10.2.0.1', '127.0.0.3'])
    expect(await askFrom('127.0.0.2', forwarded(forged))).toBe(401)
  for (const inside of [
    '10.2.0.1',
    '10.2.0.1:51234',
    '::ffff:10.2.0.1',
    '::FFFF:0a02:1',
    'fd00:7::9',
    '[fd00:7::9]:443',
  ])
    expect(await askFrom('127.0.0.3', forwarded(inside)), inside).toBe(200)
  for (const outside of ['10.3.0.1', '::ffff:10.3.0.1', 'fd00:7:0:1::9', '::10.2.0.1', 'unknown', ''])
    expect(await askFrom('127.0.0.3', forwarded(outside)), outside).toBe(401)
  // The proxy appends the address of its client to what the client sent.
  expect(await askFrom('127.0.0.3', forwarded('10.2.0.1, 198.51.100.7'))).toBe(401)
  expect(await askFrom('127.0.0.3', forwarded('198.51.100.7, 10.2.0.1'))).toBe(200)
})

test('an address of a trusted proxy itself needs a key', async () => {
  const behind = await startContentNode({
    environment: { ENTENTE_HMA: 'open', ENTENTE_HMA_NETWORKS: '127.0.0.0/8', ENTENTE_TRUST_PROXY: 'loopback' },
  })
  try {
    // The proxy forwards no address: its clients could be anybody.
    expect((await fetch(`${behind.url}/c/banks`)).status).toBe(401)
  } finally {
    await behind.stop()
  }
})

test('a page in a browser needs a key', async () => {
  expect(await askFrom('127.0.0.1', { origin: 'https://stranger.example' })).toBe(401)
  expect(await askFrom('127.0.0.1', { 'sec-fetch-site': 'cross-site' })).toBe(401)
})

test('a client without a key reads and changes only what such a client made', async () => {
  const [coop, officer] = [client(node.url, null), client(node.url, await officerKey(node))]
  expect((await officer('POST', '/c/banks', { name: 'OF_OFFICERS' })).status).toBe(201)
  const hash = randomPdq()
  const { body: kept } = await officer('POST', '/c/bank/OF_OFFICERS/signal', { pdq: hash })
  const refused = { status: 403, body: { message: expect.stringMatching(/, and needs (one|a key)\.$/) } }
  const content = `/c/bank/OF_OFFICERS/content/${kept.id}`
  for (const [method, path, body] of [
    ['PUT', '/c/bank/OF_OFFICERS', { enabled: false }],
    ['DELETE', '/c/bank/OF_OFFICERS', undefined],
    ['POST', '/c/bank/OF_OFFICERS/signal', { pdq: randomPdq() }],
    ['POST', `/c/bank/OF_OFFICERS/content?url=${files.base}/post.png`, {}],
    ['GET', content, undefined],
    ['PUT', content, { disable_until_ts: 0 }],
    ['DELETE', content, undefined],
    ['PUT', '/c/signal_type/pdq', { enabled_ratio: 0 }],
  ] as const)
    expect(await coop(method, path, body), `${method} ${path}`).toEqual(refused)
  // It searches every bank.
  expect((await coop('GET', `/m/lookup?signal_type=pdq&signal=${hash}`)).body).toHaveProperty('OF_OFFICERS')

  const exchange = { api: 'local_file', api_json: { filename: 'a.csv' } }
  expect((await officer('POST', '/c/exchanges', { ...exchange, bank: 'OFFICERS_LIST' })).status).toBe(201)
  expect(await coop('PUT', '/c/exchange/OFFICERS_LIST', { enabled: false })).toEqual(refused)
  expect(await coop('DELETE', '/c/exchange/OFFICERS_LIST')).toEqual(refused)
  expect((await coop('POST', '/c/exchanges', { ...exchange, bank: 'COOP_LIST' })).status).toBe(201)
  expect((await coop('PUT', '/c/exchange/COOP_LIST', { enabled: false })).status).toBe(200)
  expect((await officer('DELETE', '/c/exchange/COOP_LIST')).status).toBe(200)

  const api = '/c/exchanges/api/tat'
  const key = (username: string) => ({ credential_json: { username, password: 'p' } })
  expect((await coop('POST', api, key('coop'))).status).toBe(200)
  expect((await coop('POST', api, key('again'))).status).toBe(200)
  expect((await officer('POST', api, key('officer'))).status).toBe(200)
  expect(await coop('POST', api, { credential_json: {} })).toEqual(refused)

  const { rows } = await sql<{ details: { what: string; withoutKey?: string } }>`
    select convert_from(details, 'utf8')::jsonb as details from audit.entry
    where convert_from(details, 'utf8')::jsonb->>'bank' = 'COOP_LIST'`.execute(node.db)
  expect(rows[0]?.details).toMatchObject({ withoutKey: '127.0.0.1' })
})

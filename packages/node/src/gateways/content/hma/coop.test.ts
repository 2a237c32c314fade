import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type ContentNode, randomPdq, startContentNode } from '../content.fixture.ts'
import type * as Fetching from '../media/fetch/fetch-url.ts'
import { client, form, otherPicture, picture, reachLocal, serveFiles } from './hma.fixture.ts'

vi.mock('../media/fetch/fetch-url.ts', async (original) => {
  const real = await original<typeof Fetching>()
  return {
    ...real,
    fetchUrl: (url: string, rules: Fetching.FetchRules | null) => real.fetchUrl(url, reachLocal(rules)),
  }
})

let node: ContentNode
let files: Awaited<ReturnType<typeof serveFiles>>
beforeAll(async () => {
  node = await startContentNode({ environment: { ENTENTE_HMA: 'open', ENTENTE_FETCH_HOSTS: '127.0.0.1' } })
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

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { deskPages } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeDesk } from './desk/desk-folder.fixture.ts'
import { isDeskPage } from './desk-files.ts'

const script = `export const words = '${'one release and '.repeat(100)}'`
const one = writeDesk({
  'index.html': '<div id="root"></div>',
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'assets/page-aaaa.js': script,
  'assets/page-aaaa.css': 'p { margin: 0 }',
  'assets/font-aaaa.woff2': 'a font',
})
const two = writeDesk({ 'index.html': '<div id="root"></div>', 'assets/page-bbbb.js': 'export const a = 2' })

let node: TestNode
/** A node with the built desk `one`. */
let small: TestNode
beforeAll(async () => {
  node = await startTestNode()
  small = await startTestNode({ deskFolder: one.folder })
})
afterAll(async () => {
  await node.stop()
  await small.stop()
})

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}
/** Sends a path and headers as they are. `fetch` would change both. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(small.url, { path, method, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })

const nowhere = [
  '/v1/nothing',
  '/v1',
  '/v1/cases/extra/segments/of/no/route',
  '/peer/v1/nothing',
  '/docs/nothing',
  '/assets/nothing.js',
  '/wp-admin',
  '/wp-admin/',
  '/.env',
  '/queue/nothing',
  '/cases',
  '/cases/a/b/c',
  '/cases//print',
  '//queue',
  '/Queue',
  '/cases/%zz',
  '/cases/..%2f..%2fetc%2fpasswd/x',
  '/%00',
  '/queue%3Fnext=1',
]

test.each(nowhere)('GET %s answers 404 with a problem document', async (path) => {
  const reply = await fetch(node.url + path)
  expect(reply.status).toBe(404)
  expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json(;|$)/)
  expect(await reply.json()).toMatchObject({ type: 'urn:entente:error:not-found', status: 404, code: 'not-found' })
})

test.each(['HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
  '%s to an unknown path answers 404',
  async (method) => {
    for (const path of ['/v1/nothing', '/wp-admin', '/nothing/']) {
      const reply = await fetch(node.url + path, { method })
      expect(reply.status, path).toBe(404)
      if (method !== 'HEAD') expect((await reply.json()) as object, path).toMatchObject({ code: 'not-found' })
    }
  },
)

test('pages of the desk refuse requests that change data', async () => {
  for (const method of ['POST', 'PUT', 'DELETE']) {
    const reply = await fetch(`${node.url}/queue`, { method })
    expect(reply.status, method).toBe(404)
    expect((await reply.json()) as object, method).toMatchObject({ code: 'not-found' })
  }
})

test.each([
  '/',
  '/queue',
  '/queue/',
  '/queue?state=open',
  '/cases/5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa',
  '/cases/5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa/print',
  '/flights/QX%20417',
  '/content/banks/a%2Fb',
  '/sign-in?to=%2Fqueue',
])('%s is a page of the desk', (path) => {
  expect(isDeskPage(path)).toBe(true)
})

const built = existsSync(fileURLToPath(new URL('../../desk/dist/index.html', import.meta.url)))
if (!built) process.stderr.write('SKIPPED: the desk is not built, so no page of it is asked for.\n')
test.runIf(built)('GET and HEAD of each page of the desk return its document', async () => {
  for (const page of deskPages) {
    const url = node.url + page.replaceAll(/\$\w+/g, 'a1')
    const reply = await fetch(url)
    expect(reply.status, page).toBe(200)
    expect(reply.headers.get('content-type'), page).toContain('text/html')
    expect(await reply.text(), page).toContain('<div id="root">')
    expect((await fetch(url, { method: 'HEAD' })).status, page).toBe(200)
  }
})

test.each([
  ['br, gzip, deflate', 'br'],
  ['gzip, deflate', 'gzip'],
  ['br;q=0, gzip', 'gzip'],
  ['br;q=0.2, gzip;q=0.8', 'gzip'],
  ['*', 'br'],
  ['*;q=0.5, br;q=0', 'gzip'],
  ['GZIP', 'gzip'],
  ['deflate', undefined],
  ['identity', undefined],
  ['br;q=0, gzip;q=0', undefined],
  ['', undefined],
])('a script is sent in the best form that Accept-Encoding %j allows', async (accepted, encoding) => {
  const { status, headers, body } = await ask('/assets/page-aaaa.js', { 'accept-encoding': accepted })
  expect([status, headers['content-encoding'], headers.vary]).toEqual([200, encoding, 'accept-encoding'])
  const read = encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body
  expect(read.toString()).toBe(script)
  expect(headers['content-length']).toBe(String(body.length))
})

test('files with a digest in their name are cached for ever, and all others are asked for each time', async () => {
  const forEver = 'public, max-age=31536000, immutable'
  const seen = await Promise.all(
    ['/assets/page-aaaa.js', '/assets/page-aaaa.css', '/assets/font-aaaa.woff2', '/icon.svg', '/', '/queue'].map(
      async (path) => {
        // The node sends a browser from 127.0.0.1 to localhost.
        const { headers } = await ask(path, { host: 'localhost' })
        return [path, headers['cache-control'], headers['content-type']]
      },
    ),
  )
  expect(seen).toEqual([
    ['/assets/page-aaaa.js', forEver, 'text/javascript; charset=utf-8'],
    ['/assets/page-aaaa.css', forEver, 'text/css; charset=utf-8'],
    ['/assets/font-aaaa.woff2', forEver, 'font/woff2'],
    ['/icon.svg', 'no-cache', 'image/svg+xml'],
    ['/', 'no-cache', 'text/html; charset=utf-8'],
    ['/queue', 'no-cache', 'text/html; charset=utf-8'],
  ])
})

test('a file that the browser has is not sent again, and each form has its own tag', async () => {
  const tags = []
  for (const accepted of ['br', 'gzip', 'identity']) {
    const first = await ask('/queue', { 'accept-encoding': accepted })
    const tag = String(first.headers.etag)
    const again = await ask('/queue', { 'accept-encoding': accepted, 'if-none-match': `"other", W/${tag}` })
    expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, tag])
    tags.push(tag)
  }
  expect(new Set(tags).size).toBe(3)
  expect((await ask('/queue', { 'accept-encoding': 'br', 'if-none-match': String(tags[1]) })).status).toBe(200)
})

test('HEAD of a file has the headers of GET and no body', async () => {
  const headers = { 'accept-encoding': 'gzip' }
  const [get, head] = [await ask('/assets/page-aaaa.js', headers), await ask('/assets/page-aaaa.js', headers, 'HEAD')]
  expect([head.status, head.body.length]).toEqual([200, 0])
  for (const name of ['content-encoding', 'content-length', 'content-type', 'cache-control', 'etag', 'vary'])
    expect(head.headers[name], name).toBe(get.headers[name])
})

test.each([
  '/assets/page-cccc.js',
  '/assets/page-aaaa.js.br',
  '/assets/page-aaaa.js.gz',
  '/assets/page-aaaa.js%00',
  '/assets/page-aaaa.js/',
  '/assets/',
  '/assets',
  '/assets/../desk.json',
  '/assets/..%2fdesk.json',
  '/assets/%2e%2e%2fdesk.json',
  '/assets/%2e%2e/desk.json',
  '/assets/..%5cdesk.json',
  '/assets/%252e%252e%252fdesk.json',
  '/assets/..%c0%af..%c0%afetc/passwd',
  '/assets/%zz',
  '/assets//page-aaaa.js',
  '//assets/page-aaaa.js',
  '/assets/__proto__',
  '/assets/constructor',
  '/ASSETS/page-aaaa.js',
  '/desk.json',
  '/../package.json',
])('%s is no file of the desk: 404 with a problem document', async (path) => {
  const { status, headers, body } = await ask(path)
  expect(status).toBe(404)
  expect(headers['content-type']).toMatch(/^application\/problem\+json(;|$)/)
  expect(JSON.parse(body.toString())).toMatchObject({ code: 'not-found' })
  expect(headers['cache-control']).toBeUndefined()
})

test('after an update, an open tab gets its files, and requests whose shape changed are refused', async () => {
  await ask('/queue')
  const folder = join(small.dataRoot, 'desk')
  await expect.poll(() => readdirSync(folder)).toEqual([`${one.release}.json`])
  // The shape of one route changed with the update.
  const path = join(folder, `${one.release}.json`)
  const kept = JSON.parse(readFileSync(path, 'utf8'))
  expect(Object.keys(kept.shapes).length).toBeGreaterThan(100)
  kept.shapes['PUT /v1/me/preferences'] = '0'.repeat(16)
  writeFileSync(path, JSON.stringify(kept))
  await small.halt()
  await small.resume(two.folder)
  expect((await ask('/assets/page-aaaa.js', { 'accept-encoding': 'br, gzip' })).headers['content-encoding']).toBe(
    'gzip',
  )
  expect((await ask('/assets/page-aaaa.js')).body.toString()).toBe(script)
  expect((await ask('/assets/page-bbbb.js')).status).toBe(200)

  const analyst = await small.signIn('analyst')
  const from = async (release: string, method: string, to: string, body?: unknown): Promise<unknown> => {
    const answer = await analyst.call(method, to, body, { 'entente-release': release })
    return [answer.status, (answer.body as { code?: string } | undefined)?.code]
  }
  const preferences = ((await analyst.call('GET', '/v1/me')).body as { preferences: object }).preferences
  const purpose = { purpose: 'border-control' }
  expect(await from(one.release, 'PUT', '/v1/me/purpose', purpose)).toEqual([200, undefined])
  expect(await from(one.release, 'PUT', '/v1/me/preferences', preferences)).toEqual([409, 'release-changed'])
  expect(await from(two.release, 'PUT', '/v1/me/preferences', preferences)).toEqual([200, undefined])
  // Nothing is known about the requests of this release.
  expect(await from('f'.repeat(16), 'PUT', '/v1/me/purpose', purpose)).toEqual([409, 'release-changed'])
  expect(await from('f'.repeat(16), 'GET', '/v1/cases')).toEqual([200, undefined])
  expect(await from('f'.repeat(16), 'DELETE', '/v1/session')).toEqual([204, undefined])
})

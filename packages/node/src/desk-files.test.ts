import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { deskPages } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isDeskPage } from './desk-files.ts'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

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

import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

let node: TestNode
let routes: { method: string; path: string }[]
beforeAll(async () => {
  node = await startTestNode()
  const { paths } = (await (await fetch(`${node.url}/docs/json`)).json()) as { paths: Record<string, object> }
  routes = Object.entries(paths)
    // Nodes of members, TAXII clients and HMA clients authenticate in different ways, which are tested elsewhere.
    .filter(([path]) => /^\/(v1\/|health$|metrics$)/.test(path))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })))
})
afterAll(() => node.stop())

const filled = (path: string) => path.replaceAll(/\{[^}]+\}/g, '5f0c9a52-6d1e-4a7b-9c38-0d2f64b1e7aa')
async function statusOf(method: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  const reply = await fetch(node.url + filled(path), { method, headers })
  await reply.arrayBuffer()
  return reply.status
}
const answers = async (wanted: (route: { method: string; path: string }) => boolean, headers = {}) => {
  const all: [string, number][] = []
  for (const route of routes.filter(wanted))
    all.push([`${route.method} ${route.path}`, await statusOf(route.method, route.path, headers)])
  return all
}

test('every route except sign-in, a code, the member’s name and texts, and health requires signing in', async () => {
  expect(routes.length).toBeGreaterThan(50)
  const open = (await answers(() => true)).filter(([, status]) => status !== 401).map(([route]) => route)
  expect(open.filter((route) => !/ \/(health|metrics)$/.test(route))).toEqual([
    'GET /v1/texts/{language}',
    'POST /v1/session',
    'POST /v1/session/options',
    'GET /v1/session/oidc',
    'GET /v1/session/oidc/callback',
    'GET /v1/session/oidc/subject',
    'POST /v1/session/oidc/logout',
    'POST /v1/enrol',
    'GET /v1/member',
  ])
})

test('an administrator reads accounts, senders, settings and own log entries, but no personal data', async () => {
  const { cookie } = await node.signIn('administrator')
  // Leave out the route for live events, because its answer never ends and contains no data.
  const ends = ({ method, path }: { method: string; path: string }) => method === 'GET' && path !== '/v1/events'
  const read = await answers(ends, { cookie, 'entente-purpose': 'border-control' })
  const allowed = read.filter(([, status]) => status === 200).map(([route]) => route.slice(4))
  const personal = allowed.filter((path) => /case|traveller|message|signal|list|flight|people|find/.test(path))
  // Changes and authority of people are about staff.
  expect(personal).toEqual(['/v1/people/changes', '/v1/people/authority'])
})

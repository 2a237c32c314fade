import dns from 'node:dns'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { newPrivateKey, nodeKeyOf } from '../../../safeguards/keys/index.ts'
import { askPeer, type PeerClientDeps } from './peer-request.ts'

const own = 'norland.example'
const member = 'sudmark.example'
const deps: PeerClientDeps = {
  ...{ clock: () => new Date(), member: { id: own, name: own }, nodeKey: nodeKeyOf(newPrivateKey()) },
  tls: { ca: null, cert: null, key: null },
}
const servers: Server[] = []
afterEach(() => {
  vi.restoreAllMocks()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})
async function listen(answer: RequestListener, address = '127.0.0.1', port = 0): Promise<number> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(port, address, resolve))
  return (server.address() as AddressInfo).port
}
const ask = { method: 'GET', path: '/peer/v1/feed' } as const

test('a redirect of a peer is not followed, so it leads to no other machine', async () => {
  const reached: unknown[] = []
  const inner = await listen((request, reply) => {
    reached.push(request.url)
    reply.end('{}')
  })
  const port = await listen((_, reply) => {
    reply.writeHead(302, { location: `http://127.0.0.1:${inner}/secret` }).end()
  })
  const asked = askPeer(deps, { member, url: `http://127.0.0.1:${port}` }, ask)
  await expect(asked).rejects.toMatchObject({ code: 'http-302' })
  expect(reached).toEqual([])
})

test('a name is resolved once, and the connection goes to an address that was checked', async () => {
  const port = await listen((_, reply) => reply.end('{"from":"checked"}'))
  // The name leads nowhere once it was checked.
  const later = vi
    .spyOn(dns, 'lookup')
    .mockImplementation(((_: string, __: unknown, done: (error: Error) => void) =>
      done(new Error('resolved again'))) as unknown as typeof dns.lookup)
  expect(await askPeer(deps, { member, url: `http://localhost:${port}` }, ask)).toEqual({ from: 'checked' })
  expect(later).not.toHaveBeenCalled()
})

test('an answer that is too large or never ends is cut off', async () => {
  const port = await listen((request, reply) => {
    reply.writeHead(200, { 'content-type': 'application/json' })
    reply.write('['.repeat(request.url?.includes('large') ? 3000 : 10))
  })
  const peer = { member, url: `http://127.0.0.1:${port}` }
  const large = askPeer(deps, peer, { ...ask, path: '/large', mostBytes: 2000 })
  await expect(large).rejects.toMatchObject({ code: 'answer-too-large' })
  await expect(askPeer(deps, peer, { ...ask, timeoutMs: 300 })).rejects.toMatchObject({ code: 'timeout' })
  const stop = AbortSignal.abort()
  await expect(askPeer(deps, peer, { ...ask, signal: stop })).rejects.toMatchObject({ code: 'unreachable' })
})

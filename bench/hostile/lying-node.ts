// A member's node that says that its log diverged, and gives a signed summary without end. It runs as a process of its
// own, and sends its address and its key to the bench.
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newPrivateKey, nodeKeyOf, signObject } from '@entente/node'

const perPage = 10_000
const digest = Buffer.alloc(32).toString('base64')
const idOf = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
const key = nodeKeyOf(newPrivateKey())
const epoch = randomUUID()

const server = createServer((request, reply) => {
  const url = new URL(request.url ?? '', 'http://127.0.0.1')
  reply.setHeader('content-type', 'application/json')
  if (url.pathname !== '/peer/v1/feed/summary') return reply.writeHead(409).end('{"code":"feed-diverged"}')
  const after = Number.parseInt(url.searchParams.get('after')?.slice(-12) ?? '0', 16)
  const items = Array.from({ length: perPage }, (_, n) => ({ id: idOf(after + n + 1), version: 1, digest }))
  const page = { epoch, head: 1, items, next: idOf(after + perPage) }
  return reply.end(JSON.stringify({ ...page, signature: signObject(key, 'entente/entry/v1', page, new Date()) }))
})
server.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  process.send?.({ url, keyId: key.keyId, publicKey: key.publicKey.toString('base64') })
})
process.on('disconnect', () => process.exit(0))

import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newPrivateKey, nodeKeyOf, signObject } from '@entente/node'
import { inDatabase } from '../node/node-database.ts'
import type { NodeFolder } from '../node/node-folder.ts'

const perPage = 10_000
const digest = Buffer.alloc(32).toString('base64')
const idOf = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`

/**
 * Starts a member's node that says that its log diverged and gives a signed summary without end, and stores it in the
 * database as a confirmed member. The stopped node learns of it when it starts.
 */
export async function startLyingPeer(folder: NodeFolder): Promise<{ member: string; close(): void }> {
  const member = 'liar.example'
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
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await inDatabase(folder, async (client) => {
    await client.query("insert into peer (member, node, url, state, since) values ($1, $1, $2, 'suspended', now())", [
      ...[member, url],
    ])
    await client.query(
      "insert into member_key (member, key_id, public_key, valid_from) values ($1, $2, $3, now() - interval '1 day')",
      [member, key.keyId, key.publicKey],
    )
  })
  return { member, close: () => server.close() }
}

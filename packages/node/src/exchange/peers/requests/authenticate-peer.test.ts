import { request } from 'node:http'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepMemberKey, newPrivateKey, nodeKeyOf } from '../../../safeguards/keys/index.ts'
import { peerHeader, signRequest } from './peer-token.ts'

const own = 'norland.example'
const peer = 'sudmark.example'
const path = '/peer/v1/feed/wanted'
const now = new Date()
const key = nodeKeyOf(newPrivateKey())
let node: TestNode
beforeAll(async () => {
  node = await startTestNode({ clock: () => now, environment: { ENTENTE_BODY_SECONDS: '2' } })
  await keepMemberKey(node.db, { member: peer, publicKey: key.publicKey, validFrom: now })
  const row = { member: peer, node: peer, url: 'http://127.0.0.1:9', state: 'suspended', since: now }
  await node.db.insertInto('peer').values(row).execute()
})
afterAll(() => node?.stop())

const body = Buffer.from(JSON.stringify({ ids: ['00000000-0000-4000-8000-000000000001'] }))
const tokenBy = (from: string, by: typeof key, signed = body) =>
  signRequest(by, { ...{ from, to: own, url: node.url + path, method: 'POST', path }, body: signed, now })

/** Sends the head of a request, and then its body if there is one. Returns the answer. */
function send(token: string | null, headers: Record<string, string>, sent: Buffer | null) {
  return new Promise<{ status: number | undefined; connection: string | undefined; code: unknown }>(
    (resolve, reject) => {
      const asked = request(
        node.url + path,
        { method: 'POST', headers: { ...(token === null ? {} : { [peerHeader]: token }), ...headers } },
        async (answer) => {
          const parts: Buffer[] = await answer.toArray()
          const { connection } = answer.headers
          const { code } = JSON.parse(Buffer.concat(parts).toString() || '{}') as { code?: unknown }
          resolve({ status: answer.statusCode, connection, code })
          asked.destroy()
        },
      )
      asked.on('error', reject)
      asked.flushHeaders()
      if (sent !== null) asked.end(sent)
    },
  )
}
const announced = { 'content-type': 'application/json', 'content-length': String(10 * 1024 * 1024) }

test('a stranger is refused after the head of its request, before its body', async () => {
  const refused = { status: 401, connection: 'close' }
  expect(await send(null, announced, null)).toEqual({ ...refused, code: 'bad-signature' })
  const unknown = await tokenBy('stranger.example', key)
  expect(await send(unknown, announced, null)).toEqual({ ...refused, code: 'peer-unknown' })
  const forged = await tokenBy(peer, nodeKeyOf(newPrivateKey()))
  expect(await send(forged, announced, null)).toEqual({ ...refused, code: 'bad-signature' })
  const endless = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }
  expect(await send(forged, endless, null)).toEqual({ ...refused, code: 'bad-signature' })
})

test('the body of a peer must be the one that it signed, and is taken once', async () => {
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length) }
  const other = await tokenBy(peer, key, Buffer.from('{}'))
  expect(await send(other, headers, body)).toMatchObject({ status: 401, code: 'bad-signature' })
  const token = await tokenBy(peer, key)
  expect(await send(token, headers, body)).toMatchObject({ status: 200 })
  expect(await send(token, announced, null)).toMatchObject({ status: 401, code: 'replayed', connection: 'close' })
})

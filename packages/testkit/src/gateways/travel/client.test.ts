import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { startCallbackServer } from '../../client/callback-server.ts'
import { createCarrierClient, NotAcknowledged } from './client.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

interface Seen {
  path: string
  authorization: string | undefined
  body: string
}

/** Answers each request with the next element of `answers`, and further requests with the last one. */
async function listener(...answers: ((response: ServerResponse, body: string, request: IncomingMessage) => void)[]) {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('latin1')
      seen.push({ path: request.url ?? '', authorization: request.headers.authorization, body })
      const answer = answers[Math.min(seen.length, answers.length) - 1]
      answer?.(response, body, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { node: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}
const receipt = (response: ServerResponse, body: string) => {
  const sha256 = createHash('sha256').update(body, 'latin1').digest('hex')
  response
    .writeHead(202, { 'content-type': 'application/json' })
    .end(JSON.stringify({ id: 'a1', sha256, duplicate: false }))
}
const refuse = (status: number) => (response: ServerResponse) => void response.writeHead(status).end('{"code":"x"}')
const drop = (_: ServerResponse, __: string, request: IncomingMessage) => void request.socket.destroy()

const message = { bytes: Uint8Array.of(0x55, 0x4e, 0x42, 0xe9), kind: 'paxlst', carrier: 'X0' } as const

test('the same bytes are sent again until they are acknowledged', async () => {
  const { node, seen } = await listener(refuse(503), drop, receipt)
  const client = createCarrierClient({ node, key: 'sender-key', waitMs: 1 })
  const acknowledged = await client.sendMessage(message)
  expect(acknowledged).toMatchObject({ id: 'a1', tries: 3, status: 202 })
  expect(acknowledged.sha256).toBe(createHash('sha256').update(message.bytes).digest('hex'))
  expect(seen.map((s) => s.body)).toEqual(['UNB\u00e9', 'UNB\u00e9', 'UNB\u00e9'])
  expect(seen.every((s) => s.path === '/v1/travel/messages' && s.authorization === 'Bearer sender-key')).toBe(true)
})

test('a permanent refusal is not retried', async () => {
  const { node, seen } = await listener(refuse(401))
  const client = createCarrierClient({ node, key: 'wrong', waitMs: 1 })
  await expect(client.sendMessage(message)).rejects.toMatchObject({ status: 401 })
  expect(seen.length).toBe(1)
})

test('after the last attempt the message is reported as not acknowledged', async () => {
  const { node, seen } = await listener(refuse(503))
  const client = createCarrierClient({ node, key: 'k', waitMs: 1, tries: 3 })
  await expect(client.sendMessage(message)).rejects.toBeInstanceOf(NotAcknowledged)
  expect(seen.length).toBe(3)
})

test('an interactive request returns the answer, and each carrier uses its own key', async () => {
  const { node, seen } = await listener((response) => void response.writeHead(200).end("UNB+UNOA:4'"))
  const client = createCarrierClient({ node, key: ({ carrier }) => `key-of-${carrier}` })
  expect(await client.ask({ ...message, kind: 'interactive' })).toMatchObject({
    cusres: "UNB+UNOA:4'",
    status: 200,
    tries: 1,
  })
  expect(seen[0]).toMatchObject({ path: '/v1/travel/interactive', authorization: 'Bearer key-of-X0' })
})

test('a callback is recorded, and a refused callback can be repeated', async () => {
  const callbacks = await startCallbackServer()
  closing.push(() => void callbacks.close())
  const post = () =>
    fetch(callbacks.url, {
      method: 'POST',
      headers: { 'content-type': 'application/EDIFACT', 'entente-signature': 't=1,v1=ab' },
      body: "BGM+132'",
    })
  callbacks.refuse(1)
  expect((await post()).status).toBe(503)
  const waiting = callbacks.next(({ text }) => text.includes('BGM+132'))
  expect((await post()).status).toBe(204)
  expect(await waiting).toMatchObject({ contentType: 'application/EDIFACT', signature: 't=1,v1=ab', text: "BGM+132'" })
  expect(callbacks.received.length).toBe(1)
})

import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type NetworkNode, startTestNetwork, type TestNetwork } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreementInForce } from '../../../safeguards/access/signal-access/agreement.fixture.ts'
import { beginNewEpoch } from '../../delivery/append-entries.ts'
import { personDraft, shareSignals } from '../signals.fixture.ts'
import { within } from '../within.fixture.ts'

// Two real nodes. The reader reaches the giver through a proxy that fails as told.

const wanted = '/peer/v1/feed/wanted'
let network: TestNetwork
let giver: NetworkNode
let reader: NetworkNode
let agreement: string
let proxy: Server
/** Returns whether the proxy answers a request with 503. */
let fails: (path: string) => boolean = () => false
const asked: string[] = []
beforeAll(async () => {
  const now = new Date()
  network = await startTestNetwork(2, { environment: { ENTENTE_PEER_WAIT_SECONDS: '1' } })
  ;[giver, reader] = network.nodes as [NetworkNode, NetworkNode]
  const members = [giver.member, reader.member]
  agreement = await agreementInForce(giver.db, members, now)
  await agreementInForce(reader.db, members, now, { id: agreement })
  proxy = createServer((incoming, reply) => {
    const path = incoming.url ?? ''
    asked.push(path)
    if (fails(path)) {
      incoming.resume()
      reply.writeHead(503, { 'content-type': 'application/json' }).end('{"code":"overloaded"}')
      return
    }
    const onward = request(
      new URL(path, giver.url),
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        reply.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(reply)
      },
    )
    onward.on('error', () => reply.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  await reader.db.updateTable('peer').set({ url }).where('member', '=', giver.member).execute()
})
afterAll(async () => {
  await network?.stop()
  proxy?.closeAllConnections()
  proxy?.close()
})

const share = (family: string) => shareSignals(giver, [personDraft(family, 'Pia', [agreement])])
const epochs = async () => {
  const head = { from: giver.db, table: 'delivery_head', by: 'recipient', of: reader.member } as const
  const given = await head.from.selectFrom(head.table).select('epoch').where(head.by, '=', head.of).executeTakeFirst()
  const peer = reader.db.selectFrom('peer').select(['epoch', 'trouble']).where('member', '=', giver.member)
  const read = await peer.executeTakeFirst()
  return { given: given?.epoch, read: read?.epoch, trouble: read?.trouble }
}
/** While the reader is stopped, the giver shares a signal and begins its log anew. The new log lacks the signal. */
async function shareUnread(family: string): Promise<string> {
  await reader.halt()
  const [id = ''] = await share(family)
  await within(giver, (tx) => beginNewEpoch(tx, reader.member))
  return id
}
const hasCopy = async (id: string) =>
  (await reader.db.selectFrom('held_signal').select('version').where('signal_id', '=', id).execute()).length === 1

test('signals arrive after a repair that failed before the peer was asked for them', async () => {
  const [first = ''] = await share('Quist')
  await expect.poll(() => hasCopy(first)).toBe(true)
  fails = (path) => path === wanted
  const id = await shareUnread('Ostrander')
  await reader.resume()
  await expect.poll(() => asked.filter((path) => path === wanted).length).toBeGreaterThan(1)
  const { given, read } = await epochs()
  expect(read).not.toBe(given)
  expect(await hasCopy(id)).toBe(false)
  // The node ends between the two steps, and begins again.
  await reader.halt()
  fails = () => false
  await reader.resume()
  await expect.poll(() => hasCopy(id)).toBe(true)
  await network.whenIdle()
  expect(await epochs()).toEqual({ given, read: given, trouble: null })
})

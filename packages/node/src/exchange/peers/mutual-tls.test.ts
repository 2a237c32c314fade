import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { get } from 'node:https'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../config.ts'
import { agreementInForce } from '../../safeguards/access/signal-access/agreement.fixture.ts'
import { keepMemberKey, readNodeKey } from '../../safeguards/keys/index.ts'
import { openLog } from '../delivery/index.ts'
import { askPeer, type PeerTls } from './requests/peer-request.ts'
import { hashDraft, shareSignals } from './signals.fixture.ts'
import { canMakeCertificates, type ThrowawayAuthority, throwawayAuthority } from './throwaway-certificates.fixture.ts'
import { within } from './within.fixture.ts'

// Two nodes use mutual TLS with certificates from a root certificate that exists only during this test.

const members = ['norland.example', 'sudmark.example'] as const
const [norland, sudmark] = members
const nodes = new Map<string, TestNode>()
const nodeOf = (member: string) => nodes.get(member) as TestNode
const agreement = randomUUID()
let authority: ThrowawayAuthority
let shown: PeerTls

beforeAll(async () => {
  if (!canMakeCertificates) return
  authority = throwawayAuthority()
  for (const member of members) {
    const { cert, key } = authority.issue(member)
    const environment = {
      ...{ ENTENTE_MEMBER: member, ENTENTE_NODE: `node.${member}`, ENTENTE_PEER_WAIT_SECONDS: '1' },
      ...{ ENTENTE_TLS_CERT: cert, ENTENTE_TLS_KEY: key, ENTENTE_PEER_CERT: cert, ENTENTE_PEER_KEY: key },
      ...{ ENTENTE_PEER_CA: authority.ca, ENTENTE_PEER_MUTUAL: '1' },
    }
    nodes.set(member, await startTestNode({ environment }))
    shown = { ca: authority.ca, cert, key }
  }
  await joined(norland, sudmark)
  await joined(sudmark, norland)
})
afterAll(async () => {
  for (const node of nodes.values()) await node.stop()
  authority?.remove()
})

/** Stores the other member's address and key at one node, as joining and comparing the words would do. */
async function joined(member: string, other: string): Promise<void> {
  const node = nodeOf(member)
  const now = new Date()
  const { publicKey } = readNodeKey(nodeOf(other).dataRoot)
  await keepMemberKey(node.db, { member: other, publicKey, validFrom: new Date(0) })
  const { url } = nodeOf(other)
  expect(url).toMatch(/^https:/)
  await node.db.insertInto('peer').values({ member: other, node: other, url, state: 'active', since: now }).execute()
  await agreementInForce(node.db, members, now, { id: agreement })
  await within({ store: node.store, member }, async (tx) => {
    await openLog(tx, other)
    await tx.announce('peer.changed', other, 1)
  })
}
/** Sends a request from Sudmark's node to Norland's node with these TLS files. */
const hello = (tls: PeerTls, url = nodeOf(norland).url) =>
  askPeer(
    {
      clock: () => new Date(),
      member: { id: sudmark, name: sudmark },
      nodeKey: readNodeKey(nodeOf(sudmark).dataRoot),
      tls,
    },
    { member: norland, url },
    { method: 'GET', path: '/peer/v1/hello' },
  )

test.runIf(canMakeCertificates)('nodes that present trusted certificates to each other exchange signals', async () => {
  expect(await hello(shown)).toMatchObject({ member: norland, state: 'active' })
  const draft = hashDraft('f'.repeat(64), [agreement])
  const [id = ''] = await shareSignals({ ...nodeOf(norland), member: norland }, [draft])
  const stored = () => nodeOf(sudmark).db.selectFrom('signal').select('owner').where('id', '=', id).executeTakeFirst()
  await expect.poll(stored, { interval: 100 }).toEqual({ owner: norland })
})

test.runIf(canMakeCertificates)(
  'a node without a trusted certificate is refused despite a valid signature',
  async () => {
    const stranger = throwawayAuthority()
    try {
      const foreign = stranger.issue('stranger')
      const own = authority.selfSigned('self')
      const refused = { code: 'bad-signature', detail: expect.stringContaining('certificate') }
      for (const certificate of [{ cert: null, key: null }, foreign, own])
        await expect(hello({ ca: authority.ca, ...certificate })).rejects.toMatchObject(refused)
      // A node also refuses to connect to a server that has no trusted certificate.
      await expect(hello({ ...shown, ca: stranger.ca })).rejects.toMatchObject({ code: 'unreachable' })
    } finally {
      stranger.remove()
    }
  },
)

test.runIf(canMakeCertificates)("people's browsers need no certificate, and plain HTTP gets no answer", async () => {
  const status = await new Promise((resolve, reject) => {
    get(`${nodeOf(norland).url}/v1/me`, { ca: readFileSync(authority.ca) }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    }).on('error', reject)
  })
  // The request reached the node: it fails only because nobody is signed in.
  expect(status).toBe(401)
  await expect(hello(shown, nodeOf(norland).url.replace('https:', 'http:'))).rejects.toMatchObject({
    code: 'unreachable',
  })
  await expect(hello(shown, 'http://192.0.2.7:8400')).rejects.toMatchObject({ code: 'tls-required' })
})

test('client certificates can be required only if the node itself terminates TLS', () => {
  expect(() => readConfig({ ENTENTE_MEMBER: norland, ENTENTE_PEER_MUTUAL: '1' })).toThrow('ENTENTE_TLS_CERT')
})

import { createServer } from 'node:http'
import {
  checkpointText,
  formatNote,
  formatVerifierKey,
  judgeCheckpoint,
  keyKinds,
  leafHash,
  parsePolicy,
  parseVerifierKey,
  sameBytes,
  verifierKey,
  verifyLog,
  type Witnessed,
} from '@entente/contracts'
import { startTestNetwork, type TestNetwork } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeLogCrypto } from '../../safeguards/keys/log-crypto.ts'
import { logOf, verifyNode } from '../../safeguards/log/log-copy.fixture.ts'
import { readLogKey } from '../../safeguards/log/log-key.ts'

let network: TestNetwork
beforeAll(async () => {
  network = await startTestNetwork(3)
})
afterAll(() => network?.stop())

const [north, south, east] = [0, 1, 2].map((at) => () => network.nodes[at] as TestNetwork['nodes'][number]) as [
  () => TestNetwork['nodes'][number],
  () => TestNetwork['nodes'][number],
  () => TestNetwork['nodes'][number],
]
const alarmsOf = async (node: TestNetwork['nodes'][number], code: string) =>
  (await node.db.selectFrom('alarm').select(['ref', 'detail']).where('code', '=', code).execute()) as {
    ref: string
    detail: { notes?: string[] }
  }[]
/** Changes a table as the owner of the database does. */
async function force(node: TestNetwork['nodes'][number], sql: string, values: unknown[] = []): Promise<void> {
  const owner = new pg.Client(node.database.connection('entente_owner'))
  await owner.connect()
  await owner.query(sql, values)
  await owner.end()
}
/** Signs a checkpoint with the key of a node's log, which only that node has. */
async function signedBy(node: TestNetwork['nodes'][number], size: number, root: Uint8Array): Promise<string> {
  const key = readLogKey(node.dataRoot)
  const { origin } = await node.auditLog.sequence()
  const { name, id } = await key.of(origin)
  const text = checkpointText({ origin, size, root })
  return formatNote({ text, signatures: [{ name, id, value: key.sign(Buffer.from(text)) }] })
}

test('members cosign a log, and the export verifies with their keys', async () => {
  await north().auditLog.sequence()
  expect((await north().logWitnesses.askWitnesses()).sort()).toEqual([east().member, south().member])
  const result = await verifyNode(north())
  expect(result).toMatchObject({ ok: true })
  expect(result.witnesses?.sort()).toEqual([east().member, south().member])
  // More entries come: the next cosignatures rest on what was cosigned before.
  await north().signIn('analyst')
  await north().auditLog.sequence()
  expect(await north().logWitnesses.askWitnesses()).toHaveLength(2)
  await north().halt()
  await north().resume()
  await north().auditLog.sequence()
  expect(await north().logWitnesses.askWitnesses()).toHaveLength(2)
})

test('cosigning leaves no log entry, so that two nodes never end in asking each other', async () => {
  await north().auditLog.sequence()
  const { size } = await south().auditLog.sequence()
  await north().logWitnesses.askWitnesses()
  await south().logWitnesses.askWitnesses()
  await north().logWitnesses.compareLogs()
  expect((await south().auditLog.sequence()).size).toBe(size)
})

test('a member that shows two logs is found by a third, with both signatures as evidence', async () => {
  await south().auditLog.sequence()
  await south().logWitnesses.askWitnesses()
  expect(await north().logWitnesses.compareLogs()).toEqual([])
  const { size } = await south().auditLog.sequence()
  const root = await leafHash(nodeLogCrypto, Buffer.from('another log'))
  const forged = await signedBy(south(), size, root)
  await force(east(), 'update audit.witnessed set note = $1 where member = $2', [forged, south().member])
  expect(await north().logWitnesses.compareLogs()).toEqual([south().member])
  const [alarm] = await alarmsOf(north(), 'log-split-view')
  expect(alarm?.ref).toBe(`peer:${south().member}`)
  expect(alarm?.detail.notes).toContain(forged)
  // A larger state that does not contain what the third has seen.
  await force(north(), "delete from alarm where code = 'log-split-view'")
  const larger = await signedBy(south(), size + 1, root)
  await force(east(), 'update audit.witnessed set note = $1 where member = $2', [larger, south().member])
  expect(await north().logWitnesses.compareLogs()).toEqual([south().member])
})

test('a member that never proves that two states belong together is reported after a day', async () => {
  await force(north(), 'delete from alarm')
  const before = await south().auditLog.sequence()
  await south().logWitnesses.askWitnesses()
  await south().signIn('analyst')
  const after = await south().auditLog.sequence()
  const seen = 'update audit.witnessed set note = $1, size = $2, root = $3 where member = $4'
  const note = await signedBy(south(), before.size, before.root)
  await force(east(), seen, [note, before.size, before.root, south().member])
  const newer = await signedBy(south(), after.size, after.root)
  await force(north(), seen, [newer, after.size, after.root, south().member])
  await force(north(), "update peer set url = 'http://127.0.0.1:9' where member = $1", [south().member])
  expect(await north().logWitnesses.compareLogs()).toEqual([])
  expect(await alarmsOf(north(), 'log-unproven')).toEqual([])
  await force(north(), "update audit.witnessed set unproven_since = unproven_since - interval '1 day'")
  expect(await north().logWitnesses.compareLogs()).toEqual([])
  const [alarm] = await alarmsOf(north(), 'log-unproven')
  expect(alarm).toMatchObject({ ref: `peer:${south().member}`, detail: { notes: [newer, note] } })
  // With the proof the time begins anew.
  await force(north(), 'update peer set url = $1 where member = $2', [south().url, south().member])
  expect(await north().logWitnesses.compareLogs()).toEqual([])
  const rows = await north().db.selectFrom('audit.witnessed').select('unproven_since').execute()
  expect(rows.filter(({ unproven_since }) => unproven_since !== null)).toEqual([])
})

test('K3 a rescue at a member raises one alarm at each other member, and names nobody', async () => {
  const { rescueAccount } = await import('../../safeguards/access/changes/rescue-account.ts')
  const { readIndexKey } = await import('../../keys.ts')
  await force(north(), 'delete from alarm')
  expect(await north().logWitnesses.askForNotices()).toEqual([])
  const deps = { ...south(), member: { id: south().member }, triesKey: readIndexKey(south().dataRoot) }
  await rescueAccount(deps, 'supervisor', new Date())
  expect(await north().logWitnesses.askForNotices()).toEqual([south().member])
  const [alarm, ...others] = await alarmsOf(north(), 'member-rescue')
  expect(others).toEqual([])
  expect(alarm).toMatchObject({ ref: `peer:${south().member}`, detail: { records: [expect.any(String)] } })
  // It was seen: the next run raises nothing, also after the alarm was acknowledged.
  await force(north(), 'update alarm set acknowledged_at = now()')
  expect(await north().logWitnesses.askForNotices()).toEqual([])
  expect(await east().logWitnesses.askForNotices()).toEqual([south().member])
})

test('a note that the log did not sign accuses nobody', async () => {
  await force(north(), "delete from alarm where code = 'log-split-view'")
  const root = await leafHash(nodeLogCrypto, Buffer.from('a lie'))
  const { origin, size } = await south().auditLog.sequence()
  const key = readLogKey(east().dataRoot)
  const text = checkpointText({ origin, size, root })
  const [{ id } = { id: '' }] = [await readLogKey(south().dataRoot).of(origin)]
  const lie = formatNote({ text, signatures: [{ name: origin, id, value: key.sign(Buffer.from(text)) }] })
  await force(east(), 'update audit.witnessed set note = $1 where member = $2', [lie, south().member])
  expect(await north().logWitnesses.compareLogs()).toEqual([])
})

test('a witness cosigns a log for its own member alone, and one state of an origin', async () => {
  const { cosignLog } = await import('./cosign-log.ts')
  const { readNodeKey } = await import('../../safeguards/keys/index.ts')
  const witness = { member: { id: north().member, name: '' }, nodeKey: readNodeKey(north().dataRoot) }
  const clock = () => new Date()
  const ask = async (from: string, log: string, note: string) => {
    const request = `old 0\n\n${note}`
    return cosignLog({ ...witness, store: north().store, clock }, from, Buffer.from(JSON.stringify({ log, request })))
  }
  const root = await leafHash(nodeLogCrypto, Buffer.from('another view'))
  const { vkey } = await south().db.selectFrom('audit.log').select('vkey').executeTakeFirstOrThrow()
  const refused = { status: 403, cosignature: null }
  expect(await ask(east().member, vkey, await signedBy(south(), 1, root))).toMatchObject(refused)
  // This node forgot the log: the name of the node says whose it is.
  await force(north(), 'delete from audit.witnessed where member = $1', [south().member])
  expect(await ask(east().member, vkey, await signedBy(south(), 1, root))).toMatchObject(refused)
  expect((await alarmsOf(north(), 'log-foreign')).map(({ ref }) => ref)).toEqual([`peer:${east().member}`])
  expect(await ask(south().member, vkey, await signedBy(south(), 1, root))).toMatchObject({ status: 200 })
  // An origin that no node has: the first member that shows it keeps it.
  const stray = await readLogKey(south().dataRoot).of('stray.example/audit')
  const text = checkpointText({ origin: stray.name, size: 1, root })
  const value = readLogKey(south().dataRoot).sign(Buffer.from(text))
  const note = formatNote({ text, signatures: [{ name: stray.name, id: stray.id, value }] })
  expect(await ask(south().member, stray.text, note)).toMatchObject({ status: 200 })
  expect(await ask(east().member, stray.text, note)).toMatchObject(refused)
  await force(north(), 'delete from audit.witnessed where member = $1', [south().member])
  await south().auditLog.sequence()
  expect(await south().logWitnesses.askWitnesses()).toContain(north().member)
  await force(north(), 'delete from alarm')
})

test('a member joins with a name that no other member has given its node', async () => {
  const { keepPeer } = await import('../peers/join/keep-peer.ts')
  const { systemAccess } = await import('../../safeguards/access/system.ts')
  const { newPrivateKey, nodeKeyOf, readNodeKey } = await import('../../safeguards/keys/index.ts')
  const { publicKey } = nodeKeyOf(newPrivateKey())
  const deps = { store: north().store, member: { id: north().member, name: '' }, clock: () => new Date() }
  const intent = { action: 'record.write', type: 'config.change', impersonal: true } as const
  const join = systemAccess(deps, null).transaction(intent, (tx) => {
    const peer = { member: 'westmoor.example', node: `node.${south().member}`, url: south().url, publicKey }
    return keepPeer(tx, peer, readNodeKey(north().dataRoot).publicKey)
  })
  await expect(join).rejects.toMatchObject({ code: 'peer-state' })
})

test('a member that has no checkpoint of a log learns nothing about it', async () => {
  const { askPeer } = await import('../peers/requests/peer-request.ts')
  const { readNodeKey } = await import('../../safeguards/keys/index.ts')
  const rows = await east().db.selectFrom('audit.witnessed').selectAll().where('member', '=', south().member).execute()
  const [{ member, origin, vkey, note }] = rows as [(typeof rows)[number]]
  const ask = async (item: object) => {
    const deps = {
      clock: () => new Date(),
      member: { id: north().member, name: '' },
      nodeKey: readNodeKey(north().dataRoot),
    }
    const body = { items: [item] }
    const path = '/peer/v1/log/witnessed'
    const peer = { member: east().member, url: east().url }
    const tls = { ca: null, cert: null, key: null }
    return (await askPeer<{ items: unknown[] }>({ ...deps, tls }, peer, { method: 'POST', path, body })).items
  }
  const forged = note.replace(/\n\d+\n/, '\n1\n')
  expect(await ask({ member, origin, vkey, note: forged })).toEqual([])
  expect(await ask({ member, origin: 'tarnhold.example/audit', vkey, note })).toEqual([])
})

test('a restored node that forgot what it published goes on under another origin', async () => {
  const { origin, size } = await east().auditLog.sequence()
  await east().logWitnesses.askWitnesses()
  const root = await leafHash(nodeLogCrypto, Buffer.from('lost'))
  const lost = await signedBy(east(), size + 9, root)
  const seen = 'update audit.witnessed set note = $1, size = $2, root = $3 where member = $4'
  await force(north(), seen, [lost, size + 9, root, east().member])
  await east().logWitnesses.askWitnesses()
  expect((await east().auditLog.sequence()).origin).toBe(`${origin}/1`)
  await east().logWitnesses.askWitnesses()
  expect(await verifyNode(east())).toMatchObject({ ok: true, continues: { size: size + 9, lost: 9 } })
  expect((await alarmsOf(north(), 'log-goes-on')).map(({ ref }) => ref)).toContain(`peer:${east().member}`)
})

test('a standard witness cosigns over tlog-witness, after it says which size it knows', async () => {
  const { askWitnesses } = await import('./ask-witnesses.ts')
  const { readNodeKey } = await import('../../safeguards/keys/index.ts')
  const secret = readLogKey(south().dataRoot)
  const raw = (await secret.of('x')).publicKey
  const key = await verifierKey(nodeLogCrypto, 'witness.example/w1', keyKinds.witness, raw)
  const log = await north().db.selectFrom('audit.log').selectAll().executeTakeFirstOrThrow()
  const logKey = await parseVerifierKey(nodeLogCrypto, log.vkey, 'log')
  let last: Witnessed | null = null
  const answers: number[] = []
  const server = createServer(async (request, reply) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const keysOf = (origin: string) => (origin === log.origin ? [logKey] : [])
    const verdict = await judgeCheckpoint(nodeLogCrypto, Buffer.concat(parts), keysOf, async () => last)
    answers.push(verdict.status)
    if (verdict.status !== 200)
      return reply.writeHead(verdict.status).end(verdict.status === 409 ? `${last?.size ?? 0}\n` : '')
    last = verdict.checkpoint
    const { cosignatureValue, cosignedBytes, formatSignature } = await import('@entente/contracts')
    const seconds = Math.floor(Date.now() / 1000)
    const value = cosignatureValue(seconds, secret.sign(cosignedBytes(verdict.note.text, seconds)))
    reply.end(formatSignature({ name: key.name, id: key.id, value }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const deps = {
    ...{ store: north().store, member: { id: north().member, name: 'x' }, clock: () => new Date(), db: north().db },
    nodeKey: readNodeKey(north().dataRoot),
    ...{ log: { warn() {} }, tls: { ca: null, cert: null, key: null }, auditLog: north().auditLog },
    standardWitnesses: [{ label: 'w1', key, url: `http://127.0.0.1:${port}` }],
    isMet: (labels: ReadonlySet<string>) => labels.has('w1'),
  } as unknown as Parameters<typeof askWitnesses>[0]
  try {
    await north().auditLog.sequence()
    expect((await askWitnesses(deps, new Map())).given).toContain('w1')
    await north().signIn('analyst')
    await north().auditLog.sequence()
    expect((await askWitnesses(deps, new Map())).given).toContain('w1')
    expect(answers).toEqual([200, 409, 200])
    // Members cosign the next state and the witness refuses it: the state with enough lines stays, and oversight is notified.
    const cosigned = async () =>
      north().db.selectFrom('audit.log').select(['cosigned_size', 'cosigned_note']).executeTakeFirstOrThrow()
    const enough = await cosigned()
    last = { size: 1, root: await leafHash(nodeLogCrypto, Buffer.from('another log')) }
    await north().signIn('analyst')
    await north().auditLog.sequence()
    const short = await askWitnesses(deps, new Map())
    expect(short).toMatchObject({ given: expect.arrayContaining([south().member]), missed: ['w1'] })
    expect(await cosigned()).toEqual(enough)
    expect((await alarmsOf(north(), 'log-witness-refused'))[0]?.detail).toMatchObject({ records: ['w1'], value: 422 })
    // The lines of one state are merged: a witness that fails later does not lose its line.
    last = null
    expect((await askWitnesses(deps, new Map())).given).toContain('w1')
    last = { size: 1, root: await leafHash(nodeLogCrypto, Buffer.from('another log')) }
    expect((await askWitnesses(deps, new Map())).missed).toEqual(['w1'])
    expect((await cosigned()).cosigned_note).toContain(key.name)
    const policy = await parsePolicy(
      nodeLogCrypto,
      `log ${log.vkey}\nwitness w1 ${formatVerifierKey(key)}\nquorum w1\n`,
    )
    const source = logOf(north(), await north().signIn('oversight-1'))
    expect(await verifyLog(nodeLogCrypto, source, { policy, now: Math.floor(Date.now() / 1000) })).toMatchObject({
      ok: true,
    })
    expect(sameBytes(raw, key.publicKey)).toBe(true)
  } finally {
    server.close()
  }
})

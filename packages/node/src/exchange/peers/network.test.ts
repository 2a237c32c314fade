import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Invitation, MemberExchange, Peer, SignalDetail, WithdrawalState } from '@entente/contracts'
import { type NetworkNode, startTestNetwork, type TestNetwork } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst } from '../../gateways/travel/edifact.fixture.ts'
import { agreementInForce } from '../../safeguards/access/signal-access/agreement.fixture.ts'
import { keysFolder, newPrivateKey, nodeKeyOf, readNodeKey, signObject } from '../../safeguards/keys/index.ts'
import { storedTexts } from '../stored-texts.fixture.ts'
import { peerHeader, signRequest } from './requests/peer-token.ts'
import { personDraft, shareSignals } from './signals.fixture.ts'

// Three members with separate nodes and databases communicate over real sockets. Each test continues from the state
// that the previous one left.

let network: TestNetwork
let norland: NetworkNode
let sudmark: NetworkNode
let estavia: NetworkNode
let agreement: string
let replacedKey: Buffer
let now = new Date()
const minutes = (count: number) => count * 60_000
beforeAll(async () => {
  network = await startTestNetwork(3, { clock: () => now, environment: { ENTENTE_PEER_WAIT_SECONDS: '2' } })
  ;[norland, sudmark, estavia] = network.nodes as [NetworkNode, NetworkNode, NetworkNode]
  const members = network.nodes.map(({ member }) => member)
  agreement = randomUUID()
  for (const node of network.nodes) await agreementInForce(node.db, members, now, { id: agreement })
})
afterAll(() => network?.stop())

const share = (node: NetworkNode, names: readonly (readonly [string, string])[]) =>
  shareSignals(
    node,
    names.map(([family, given]) => personDraft(family, given, [agreement])),
    now,
  )
const storedOf = (node: NetworkNode, ids: readonly string[]) =>
  node.db
    .selectFrom('signal')
    .select(['id', 'version', 'status', 'owner', 'origin'])
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute()
const until = (condition: () => Promise<boolean>) => expect.poll(condition).toBe(true)
const bytesOf = async (node: NetworkNode, word: string) => {
  const tables = ['signal', 'signal_version', 'hit'] as const
  let found = 0
  for (const table of tables) for (const text of await storedTexts(node, table)) if (text.includes(word)) found += 1
  for (const { object } of await node.db.selectFrom('delivery').select('object').execute())
    if (JSON.stringify(object).includes(word)) found += 1
  return found
}

test('a request must be recent, new, and signed with its body for this node', async () => {
  const key = readNodeKey(sudmark.dataRoot)
  const ask = async (
    change: Partial<Parameters<typeof signRequest>[1]> = {},
    sent: { path?: string; token?: string } = {},
  ) => {
    const path = '/peer/v1/hello'
    const facts = { method: 'GET', path, url: norland.url + path, body: Buffer.alloc(0) }
    const token =
      sent.token ?? (await signRequest(key, { ...facts, from: sudmark.member, to: norland.member, now, ...change }))
    const answer = await fetch(norland.url + (sent.path ?? path), { headers: { [peerHeader]: token } })
    return {
      token,
      status: answer.status,
      body: (await answer.json()) as { code?: string; state?: string; detail?: string },
    }
  }
  const good = await ask()
  expect(good).toMatchObject({ status: 200, body: { member: norland.member, state: 'active' } })
  expect(await ask({}, { token: good.token })).toMatchObject({ status: 401, body: { code: 'replayed' } })
  const late = await ask({ now: new Date(now.getTime() - minutes(3)) })
  expect(late).toMatchObject({
    status: 401,
    body: { code: 'clock-skew', detail: expect.stringContaining(now.toISOString()) },
  })
  for (const [change, sent] of [
    [{ to: estavia.member }, {}],
    [{ from: estavia.member }, {}],
    [{ method: 'POST' }, {}],
    [{ body: Buffer.from('x') }, {}],
    [{}, { path: '/peer/v1/keys' }],
    [{}, { token: 'none' }],
  ] as const)
    expect(await ask(change, sent)).toMatchObject({ status: 401, body: { code: 'bad-signature' } })
  expect(await ask({ from: 'stranger.example' })).toMatchObject({ status: 401, body: { code: 'peer-unknown' } })
  expect((await fetch(`${norland.url}/peer/v1/feed`)).status).toBe(401)
})

test('an invitation works for one member, once, and until it expires', async () => {
  const invite = (member: string, days = 14) =>
    norland.administrator.call('POST', '/v1/peers/invitations', { member, days })
  const invitation = (await invite('westmoor.example')).body as Invitation
  const join = (file: unknown) => sudmark.administrator.call('POST', '/v1/peers/join', file)
  expect((await join(invitation)).body).toMatchObject({ code: 'invitation-invalid' })
  const own = (await invite(sudmark.member)).body as Invitation
  expect((await join({ ...own, coalition: 'Another' })).body).toMatchObject({ code: 'invitation-invalid' })
  // If a member could join with an invitation by itself, that would end its own key.
  const { signature: _, ...file } = own
  const key = nodeKeyOf(newPrivateKey())
  const claimed = { member: sudmark.member, publicKey: key.publicKey.toString('base64') }
  const forged = { ...file, inviter: { ...own.inviter, ...claimed } }
  const refused = await join({ ...forged, signature: signObject(key, 'entente/invitation/v1', forged, now) })
  expect(refused.body).toMatchObject({ code: 'invitation-invalid', detail: expect.stringContaining('own member') })
  const over = { ...own, expiresAt: now.toISOString() }
  expect((await join(over)).body).toMatchObject({ code: 'invitation-invalid' })
  expect(
    (await norland.administrator.call('POST', '/v1/peers/westmoor.example/confirm', { words: 'a b c' })).body,
  ).toMatchObject({
    code: 'peer-state',
  })
  const [peer] = ((await sudmark.officer.call('GET', '/v1/peers')).body as { items: Peer[] }).items.filter(
    ({ member }) => member === norland.member,
  )
  expect(peer).toMatchObject({ state: 'active', trouble: null, keyIds: [readNodeKey(norland.dataRoot).keyId] })
  expect(peer?.fingerprint.split(' ')).toHaveLength(6)
})

test('bad input 20: a node of one person and one of several people do not join, on both sides', async () => {
  const invite = async () =>
    (await norland.administrator.call('POST', '/v1/peers/invitations', { member: sudmark.member, days: 14 })).body
  const refused = { status: 409, body: { code: 'single-operator' } }
  const ofOne = await invite()
  expect(ofOne).toMatchObject({ people: 'single-operator' })
  await norland.db.updateTable('founding').set({ single_operator: false }).execute()
  // The inviting node refuses.
  expect(await sudmark.administrator.call('POST', '/v1/peers/join', ofOne)).toMatchObject(refused)
  await norland.db.updateTable('session').set({ method: 'totp' }).execute()
  const ofSeveral = await invite()
  expect(ofSeveral).not.toHaveProperty('people')
  // The joining node refuses, before it asks the other.
  expect(await sudmark.administrator.call('POST', '/v1/peers/join', ofSeveral)).toMatchObject(refused)
  await norland.db.updateTable('founding').set({ single_operator: true }).execute()
})

let ids: string[]
test('a signal causes a hit at another member, but only its owner can change it', async () => {
  ids = await share(norland, [
    ['Okwuosa', 'Chinedu'],
    ['Zebulonia', 'Marta'],
  ])
  await network.whenIdle()
  for (const node of [sudmark, estavia]) {
    expect(await storedOf(node, ids)).toEqual(
      [...ids]
        .sort()
        .map((id) => ({ id, version: 1, status: 'active', owner: norland.member, origin: norland.member })),
    )
    const read = await node.officer.call('GET', `/v1/signals/${ids[0]}`)
    expect(read).toMatchObject({ status: 200, body: { signature: { keyId: readNodeKey(norland.dataRoot).keyId } } })
  }
  const message = paxlst([
    { surname: 'OKWUOSA', given: 'CHINEDU', birth: '19810517', document: 'QX5550142', issuer: 'NGA' },
  ])
  const sent = await fetch(`${sudmark.url}/v1/travel/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sudmark.sender.key}`, 'content-type': 'application/octet-stream' },
    body: Buffer.from(message),
  })
  expect(sent.status).toBe(202)
  await network.whenIdle()
  expect(await sudmark.db.selectFrom('hit').select(['signal_id', 'source']).execute()).toEqual([
    { signal_id: ids[0], source: norland.member },
  ])
  const edit = await sudmark.officer.call('PATCH', `/v1/signals/${ids[0]}`, personDraft('Okwuosa', 'C', []), {
    'if-match': '1',
  })
  expect(edit).toMatchObject({ status: 403, body: { code: 'not-owner' } })
})

test("feedback is sent to the signal's owner, signed, as codes and counts only", async () => {
  const analyst = await sudmark.signIn('analyst')
  const report = { outcome: 'mistaken', count: 1, firstSeen: null, lastSeen: null }
  const worded = await analyst.call('POST', `/v1/signals/${ids[0]}/feedback`, { ...report, text: 'It was Marta.' })
  expect(worded).toMatchObject({ status: 422, body: { code: 'free-text-personal-data' } })
  expect((await analyst.call('POST', `/v1/signals/${ids[0]}/feedback`, report)).status).toBe(201)
  const other = await estavia.signIn('analyst')
  expect((await other.call('POST', `/v1/signals/${ids[0]}/feedback`, { ...report, outcome: 'confirmed' })).status).toBe(
    201,
  )
  await network.whenIdle()
  const read = await norland.officer.call('GET', `/v1/signals/${ids[0]}`)
  expect(read.body).toMatchObject({
    use: { confirmed: 1, mistaken: 1 },
    disputed: true,
    feedback: [
      { from: estavia.member, confirmed: 1, mistaken: 0, notUseful: 0 },
      { from: sudmark.member, confirmed: 0, mistaken: 1, notUseful: 0 },
    ],
  })
})

test('members see per kind how many signals were given, received and right', async () => {
  const exchange = async (node: NetworkNode) =>
    ((await node.officer.call('GET', '/v1/exchange')).body as { items: MemberExchange[] }).items
  const quiet = { notUseful: 0, precision: null, confirmed: 0, mistaken: 0 }
  const wrong = { ...quiet, mistaken: 1, precision: 0 }
  const right = { ...quiet, confirmed: 1, precision: 100 }
  const lane = { kind: 'person', signals: ids.length }
  const lag = { signals: null, stopped: null, erased: null }
  expect(await exchange(norland)).toEqual([
    { member: estavia.member, received: [], given: [{ ...lane, ...right }], overdue: 0, lag },
    { member: sudmark.member, received: [], given: [{ ...lane, ...wrong }], overdue: 0, lag },
  ])
  expect(await exchange(sudmark)).toEqual([
    { member: estavia.member, received: [], given: [], overdue: 0, lag },
    { member: norland.member, received: [{ ...lane, ...wrong }], given: [], overdue: 0, lag: expect.anything() },
  ])
  const holders = await norland.officer.call('GET', `/v1/signals/${ids[0]}/holders`)
  expect(holders.body).toMatchObject({
    items: [
      { member: estavia.member, version: 1, endedAt: null, reason: null },
      { member: sudmark.member, version: 1, endedAt: null, reason: null },
    ],
  })
  expect((await sudmark.officer.call('GET', `/v1/signals/${ids[0]}/holders`)).status).toBe(404)
  const list = async (from: string) =>
    ((await sudmark.officer.call('GET', `/v1/signals?from=${from}`)).body as { total: number }).total
  expect([await list('received'), await list('own')]).toEqual([ids.length, 0])
})

test('a withdrawal erases a signal at every member, and missing receipts are listed', async () => {
  await estavia.halt()
  const withdrawn = await norland.officer.call('POST', `/v1/signals/${ids[0]}/withdraw`, {
    reason: 'mistaken',
    text: '',
  })
  expect(withdrawn).toMatchObject({ status: 200, body: { complete: false, reason: 'mistaken' } })
  const state = async () =>
    (await norland.officer.call('GET', `/v1/signals/${ids[0]}/receipts`)).body as WithdrawalState
  await until(async () => (await state()).holders.some(({ erased }) => erased !== null))
  const [away, there] = (await state()).holders
  expect(away).toMatchObject({ member: estavia.member, received: null, stopped: null, erased: null, overdue: [] })
  expect(there).toMatchObject({
    member: sudmark.member,
    received: expect.any(String),
    stopped: expect.any(String),
    overdue: [],
  })
  expect(await sudmark.db.selectFrom('hit').select(['withdrawn_at']).execute()).toEqual([
    { withdrawn_at: expect.any(Date) },
  ])
  expect(await sudmark.db.selectFrom('case_file').select('state').execute()).toEqual([{ state: 'closed' }])
  expect(await bytesOf(sudmark, 'Okwuosa')).toBe(0)
  expect(await bytesOf(sudmark, 'Zebulonia')).toBeGreaterThan(0)
  expect(await bytesOf(norland, 'Zebulonia')).toBeGreaterThan(0)
  now = new Date(now.getTime() + minutes(20))
  norland.officer = await norland.signIn('officer')
  norland.administrator = await norland.signIn('administrator')
  const overdue = async () =>
    ((await norland.officer.call('GET', '/v1/withdrawals/overdue')).body as { items: WithdrawalState[] }).items
  // The owner adds and changes signals meanwhile.
  const [later] = await share(norland, [['Varga', 'Mila']])
  const corrected = personDraft('Zebulonia', 'Marta', [agreement], { confidence: 40 })
  const edited = await norland.officer.call('PATCH', `/v1/signals/${ids[1]}`, corrected, { 'if-match': '1' })
  expect(edited).toMatchObject({ status: 200, body: { version: 2 } })
  const second = await norland.signIn('officer-2')
  expect((await second.call('POST', `/v1/signals/${ids[1]}/release`, { version: 2 })).status).toBe(200)
  expect(await overdue()).toMatchObject([
    { signalId: ids[0], holders: [{ overdue: ['received', 'stopped'] }, { overdue: [] }] },
  ])
  const all = async () =>
    ((await norland.officer.call('GET', '/v1/withdrawals')).body as { items: WithdrawalState[] }).items
  expect(await all()).toEqual(await overdue())
  const late = (await norland.officer.call('GET', '/v1/exchange')).body as { items: MemberExchange[] }
  expect(late.items.map((one) => [one.member, one.overdue])).toEqual([
    [estavia.member, 1],
    [sudmark.member, 0],
  ])
  await estavia.resume()
  await until(async () => (await state()).complete)
  await network.whenIdle()
  expect(await overdue()).toEqual([])
  expect(await all()).toMatchObject([{ signalId: ids[0], complete: true }])
  expect(await bytesOf(estavia, 'Okwuosa')).toBe(0)
  expect(await storedOf(estavia, [ids[0] as string])).toMatchObject([{ status: 'withdrawn' }])
  // All nodes, whether they were away or not, now store the same content as the owner.
  const owned = (node: NetworkNode) =>
    node.db
      .selectFrom('signal')
      .select(['id', 'version', 'status'])
      .where('owner', '=', norland.member)
      .orderBy('id')
      .execute()
  expect((await owned(norland)).length).toBe(3)
  const contents = async (node: NetworkNode) => {
    const officer = await node.signIn('officer')
    return Promise.all(
      [ids[1], later].map(async (id) => {
        const { value, version, confidence } = (await officer.call('GET', `/v1/signals/${id}`)).body as SignalDetail
        return { value, version, confidence }
      }),
    )
  }
  for (const node of [sudmark, estavia]) {
    expect(await owned(node)).toEqual(await owned(norland))
    expect(await contents(node)).toEqual(await contents(norland))
  }
})

test('a key rotation is signed by both keys, and members accept the new key', async () => {
  const before = readNodeKey(norland.dataRoot).keyId
  replacedKey = readFileSync(join(keysFolder(norland.dataRoot), 'node.key'))
  const rotated = await norland.administrator.call('POST', '/v1/keys/rotate', { overlapDays: 7 })
  expect(rotated).toMatchObject({ status: 200, body: { oldKeyId: before, member: norland.member } })
  const after = readNodeKey(norland.dataRoot).keyId
  expect(after).not.toBe(before)
  const [id] = await share(norland, [['Halvard', 'Ines']])
  await until(async () => (await storedOf(sudmark, [id as string])).length === 1)
  await network.whenIdle()
  const keys = await sudmark.db
    .selectFrom('member_key')
    .select(['key_id', 'valid_until'])
    .where('member', '=', norland.member)
    .orderBy('valid_from')
    .execute()
  expect(keys).toEqual([
    { key_id: before, valid_until: new Date(now.getTime() + 7 * 1440 * minutes(1)) },
    { key_id: after, valid_until: null },
  ])
})

test('a waiting feed request is answered when an entry arrives, not earlier', async () => {
  const key = readNodeKey(sudmark.dataRoot)
  const head = await norland.db
    .selectFrom('delivery_head')
    .select('last_seq')
    .where('recipient', '=', sudmark.member)
    .executeTakeFirstOrThrow()
  const read = async (wait: number) => {
    const path = `/peer/v1/feed?after=${head.last_seq}&wait=${wait}`
    const facts = { method: 'GET', path, url: norland.url + path, body: Buffer.alloc(0) }
    const token = await signRequest(key, { ...facts, from: sudmark.member, to: norland.member, now })
    const began = performance.now()
    const answer = await fetch(norland.url + path, { headers: { [peerHeader]: token } })
    const { entries } = (await answer.json()) as { entries: unknown[] }
    return { ms: performance.now() - began, entries: entries.length }
  }
  const quiet = await read(1)
  expect([quiet.entries, quiet.ms >= 950]).toEqual([0, true])
  const waiting = read(30)
  await new Promise((resolve) => setTimeout(resolve, 300))
  await share(norland, [['Lindqvist', 'Tove']])
  const news = await waiting
  // After a timeout the answer would contain no entries.
  expect([news.entries, news.ms >= 250]).toEqual([1, true])
})

test('a log restored from a backup is detected, and both nodes agree again', async () => {
  const [kept] = await share(norland, [['Ostrander', 'Pia']])
  await network.whenIdle()
  const { default: pg } = await import('pg')
  const owner = new pg.Client(norland.database.connection('entente_owner'))
  await norland.halt()
  await owner.connect()
  // Simulate that the database was restored from an hour-old backup: the last entries and the signal are missing.
  await owner.query(`alter table delivery disable trigger delivery_is_final`)
  await owner.query(`delete from delivery where signal_id = $1`, [kept])
  await owner.query(`alter table delivery enable trigger delivery_is_final`)
  await owner.query(`delete from visibility where signal_id = $1`, [kept])
  await owner.query(
    `update delivery_head h set last_seq = d.seq, last_hash = d.hash from (select distinct on (recipient) recipient, seq, hash from delivery order by recipient, seq desc) d where d.recipient = h.recipient`,
  )
  await owner.end()
  // Simulate a node that crashed after announcing a new key and before installing it: the old key is still in use.
  const { keyId } = readNodeKey(norland.dataRoot)
  const keys = keysFolder(norland.dataRoot)
  renameSync(join(keys, 'node.key'), join(keys, 'node-next.key'))
  writeFileSync(join(keys, 'node.key'), replacedKey)
  await norland.resume()
  expect(readNodeKey(norland.dataRoot).keyId).toBe(keyId)
  expect(existsSync(join(keys, 'node-next.key'))).toBe(false)
  const [fresh] = await share(norland, [['Quist', 'Aron']])
  await until(async () => (await storedOf(sudmark, [fresh as string])).length === 1)
  await network.whenIdle()
  expect(await storedOf(sudmark, [kept as string])).toMatchObject([{ status: 'expired' }])
  expect(await storedOf(sudmark, [ids[1] as string])).toMatchObject([{ status: 'active', version: 2 }])
})

test('a removed member must erase all signals of this node, and does', async () => {
  await share(estavia, [['Brask', 'Odd']])
  await network.whenIdle()
  const reason = { reason: 'The member left the coalition.' }
  const received = () =>
    estavia.db
      .selectFrom('held_signal')
      .select('signal_id')
      .where('peer', '=', norland.member)
      .where('ended_at', 'is', null)
      .execute()
  expect((await received()).length).toBeGreaterThan(1)
  expect((await norland.administrator.call('POST', `/v1/peers/${estavia.member}/remove`, reason)).body).toMatchObject({
    state: 'removed',
  })
  await until(async () => (await received()).length === 0)
  await until(
    async () =>
      (
        await norland.db
          .selectFrom('erasure_duty')
          .select('entry_id')
          .where('member', '=', estavia.member)
          .where('erased_at', 'is', null)
          .execute()
      ).length === 0,
  )
  expect(await bytesOf(estavia, 'Zebulonia')).toBe(0)
  // Norland also erases the signals that it received from the removed member.
  expect(await norland.db.selectFrom('held_signal').select('peer').execute()).toContainEqual({ peer: estavia.member })
  const left = norland.db.selectFrom('held_signal').select('signal_id').where('peer', '=', estavia.member)
  expect(await left.where('ended_at', 'is', null).execute()).toEqual([])
})

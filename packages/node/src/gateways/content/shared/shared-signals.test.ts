import { randomUUID } from 'node:crypto'
import type { WithdrawalState } from '@entente/contracts'
import { type NetworkNode, startTestNetwork, type TestNetwork } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashDraft, shareSignals } from '../../../exchange/peers/signals.fixture.ts'
import { createSender, createSenderKey } from '../../../index.ts'
import { agreementInForce } from '../../../safeguards/access/signal-access/agreement.fixture.ts'
import { type Answer, flipped, randomPdq } from '../content.fixture.ts'

// Two members have separate nodes and databases and communicate over real sockets. Uploads to one member are matched with
// signals of the other member. Each test uses the state that earlier tests left.

let network: TestNetwork
let norland: NetworkNode
let sudmark: NetworkNode
let agreement: string
let key: string
let now = new Date()
beforeAll(async () => {
  network = await startTestNetwork(2, { clock: () => now, environment: { ENTENTE_PEER_WAIT_SECONDS: '2' } })
  ;[norland, sudmark] = network.nodes as [NetworkNode, NetworkNode]
  const members = network.nodes.map(({ member }) => member)
  agreement = randomUUID()
  for (const node of network.nodes) await agreementInForce(node.db, members, now, { id: agreement })
  const platform = await createSender(sudmark.db, { name: 'Fotovik', gateway: 'content', synthetic: true })
  key = (await createSenderKey(sudmark.db, platform)).key
})
afterAll(() => network?.stop())

const purpose = { 'entente-purpose': 'content-safety' }
const pdq = (value: string) => ({ type: 'pdq', value })
const address = 'https://spread.example/praise/1'
const [hash, stricter] = [randomPdq(), randomPdq()]
let count = 0
const upload = async (...signals: object[]): Promise<Answer> => {
  count += 1
  const answer = await fetch(`${sudmark.url}/v1/content/uploads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ uploadId: `up-${count}`, signals }),
  })
  return answer.json()
}
const until = (what: () => Promise<boolean>) => expect.poll(what).toBe(true)

let id: string
let addressId: string
let caseId: string
test("a member's shared hash or address matches new and earlier uploads elsewhere", async () => {
  const before = await upload(pdq(flipped(hash, 4)))
  expect(before).toMatchObject({ total: 0, caseId: null })
  const value = { url: address, normalised: address, scope: 'url' }
  const threshold = { algorithm: 'pdq', hash: stricter, quality: 100, threshold: 8, mediaType: null }
  ;[id, , addressId] = (await shareSignals(
    norland,
    [
      hashDraft(hash, [agreement]),
      hashDraft(stricter, [agreement], { value: threshold }),
      hashDraft('', [agreement], { kind: 'url', value }),
    ],
    now,
  )) as [string, string, string]
  // One page of the log may contain the first of them alone.
  await until(async () => (await upload(pdq(flipped(hash, 9)), { type: 'url', value: address })).total === 2)
  const found = await upload(pdq(flipped(hash, 9)), { type: 'url', value: address })
  caseId = found.caseId
  expect(found).toMatchObject({ total: 2, state: 'in-review', caseId: expect.any(String) })
  expect(found.matches.find(({ query }: Answer) => query.type === 'pdq')).toMatchObject({
    distance: 9,
    bank: 'SHARED_NORLAND_EXAMPLE',
    source: { member: norland.member, exchange: null },
    explanation:
      'The picture’s PDQ hash differs in 9 of 256 bits (31 allowed) from that of a signal of norland.example.',
  })
  expect((await upload(pdq(flipped(stricter, 8)))).total).toBe(1)
  expect((await upload(pdq(flipped(stricter, 9)))).total).toBe(0)
  await network.whenIdle()
  const earlier = sudmark.db.selectFrom('upload').select('state').where('id', '=', before.messageId)
  expect(await earlier.execute()).toEqual([{ state: 'in-review' }])
})

test('own signals match too, and nobody can change the bank of another member', async () => {
  const mine = randomPdq()
  const added = await sudmark.officer.call('POST', '/v1/signals', hashDraft(mine, []), purpose)
  expect(added).toMatchObject({ status: 201 })
  await until(async () => (await upload(pdq(mine))).matches[0]?.bank === 'OWN_SIGNALS')
  const bank = (method: string, path = '', body?: object) =>
    sudmark.officer.call(method, `/v1/content/banks/SHARED_NORLAND_EXAMPLE${path}`, body, purpose)
  const ofMember = { status: 409, body: { code: 'bank-of-member' } }
  expect(await bank('POST', '/items', { items: [{ signals: [pdq(randomPdq())] }] })).toMatchObject(ofMember)
  expect(await bank('PATCH', '', { tlp: 'clear' })).toMatchObject(ofMember)
  expect(await bank('DELETE')).toMatchObject(ofMember)
  expect(await bank('PATCH', '', { tlp: 'amber', radius: { pdq: 20 } })).toMatchObject({
    status: 200,
    body: { radius: { pdq: 20 }, items: 3, follows: norland.member },
  })
  expect((await upload(pdq(flipped(hash, 21)))).total).toBe(0)
  const { body: page } = await bank('GET', '/items')
  const [item] = (page as Answer).items
  const path = `/v1/content/items/${item.id}`
  expect(await sudmark.officer.call('DELETE', path, undefined, purpose)).toMatchObject({ status: 403 })
})

test('a suspended agreement stops its matches, and remote clients never see them', async () => {
  const rest = async (suspended: boolean) =>
    (suspended ? sudmark.officer : await sudmark.signIn('supervisor')).call(
      'POST',
      `/v1/agreements/${agreement}/suspend`,
      { suspended, reason: 'A review of the terms.' },
    )
  expect((await rest(true)).status).toBe(200)
  expect((await upload(pdq(hash))).total).toBe(0)
  await network.whenIdle()
  const open = sudmark.db.selectFrom('hit').select('id').where('signal_id', '=', id).where('withdrawn_at', 'is', null)
  expect(await open.execute()).toEqual([])
  expect((await rest(false)).status).toBe(200)
  await network.whenIdle()
  const known = await upload(pdq(hash))
  caseId = known.caseId
  expect(known).toMatchObject({ total: 1, caseId: expect.any(String) })
  await until(async () => (await open.execute()).length > 3)
  const remote = await sudmark.officer.call(
    'POST',
    '/v1/content/match/remote',
    { queries: [{ signals: [pdq(hash)] }] },
    purpose,
  )
  expect(remote.body).toMatchObject({ results: [{ matched: false, labels: [] }] })
})

test('a decision about a shared signal is reported to its owner', async () => {
  await sudmark.db
    .insertInto('account_team')
    .columns(['account_id', 'team'])
    .expression((e) =>
      e
        .selectFrom('account')
        .select((s) => ['id', s.val('content').as('team')])
        .where('name', '=', 'analyst'),
    )
    .execute()
  const analyst = await sudmark.signIn('analyst')
  const call = (method: string, path: string, body?: object) =>
    analyst.call(method, `/v1/cases/${caseId}${path}`, body, purpose) as Promise<{ status: number; body: Answer }>
  for (let beat = 0; beat < 4; beat += 1) {
    expect((await call('POST', '/view', {})).status).toBe(200)
    now = new Date(now.getTime() + 5000)
  }
  const { hits } = (await call('GET', '')).body
  const proposal = {
    ...{ outcome: 'no-action', act: 'keep', reasons: ['known-harmless'], text: '', details: null },
    hits: hits.map((hit: Answer) => hit.id),
    alternativesConsidered: ['News, research or counter-speech that shows the same content.'],
    feedback: hits.map((hit: Answer) => ({ hitId: hit.id, outcome: 'not-useful' })),
  }
  expect(await call('POST', '/proposal', proposal)).toMatchObject({ status: 201 })
  await network.whenIdle()
  const answered = await norland.officer.call('GET', `/v1/signals/${id}`, undefined, purpose)
  expect(answered.body).toMatchObject({ feedback: [{ from: sudmark.member, notUseful: 1 }] })
})

test('a withdrawn signal no longer matches, its hash is deleted, and receipts are signed', async () => {
  for (const signal of [id, addressId])
    expect(
      await norland.officer.call('POST', `/v1/signals/${signal}/withdraw`, { reason: 'wrong', text: '' }, purpose),
    ).toMatchObject({ status: 200 })
  const state = async (signal: string) =>
    (await norland.officer.call('GET', `/v1/signals/${signal}/receipts`)).body as WithdrawalState
  await until(async () => (await state(id)).complete && (await state(addressId)).complete)
  expect((await state(id)).holders).toMatchObject([{ member: sudmark.member, stopped: expect.any(String) }])
  expect(await upload(pdq(hash), { type: 'url', value: address })).toMatchObject({ total: 0, caseId: null })
  const items = sudmark.db.selectFrom('item_signal').select('number').where('signal_id', 'in', [id, addressId])
  expect(await items.execute()).toEqual([])
  const hits = await sudmark.db
    .selectFrom('hit')
    .select(['withdrawn_at', 'b'])
    .where('signal_id', 'in', [id, addressId])
    .execute()
  expect(hits.length).toBeGreaterThan(2)
  for (const hit of hits) {
    expect(hit.withdrawn_at).not.toBeNull()
    expect(`${hit.b}`).not.toContain('norland.example')
  }
})

import { randomUUID } from 'node:crypto'
import type { BlindCheckResult, Problem, Signal, SignalDraft } from '@entente/contracts'
import { type NetworkNode, startTestNetwork, type TestNetwork } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreementInForce } from '../../safeguards/access/signal-access/agreement.fixture.ts'
import { readNodeKey } from '../../safeguards/keys/index.ts'
import { peerHeader, signRequest } from '../peers/requests/peer-token.ts'
import { personDraft, shareSignals } from '../peers/signals.fixture.ts'
import { forgetFound } from './reveal.ts'
import { blindItem } from './voprf.ts'

// Norland holds documents and Sudmark asks. Each test continues from the state that the previous one left.

let network: TestNetwork
let norland: NetworkNode
let sudmark: NetworkNode
const agreement = randomUUID()
const closed = randomUUID()
/** Under this agreement only the asker reports counts to the holder; the holder's copy does not require it. */
const oneSided = randomUUID()
let now = new Date()
let known: string

const passport = (number: string, fixed: Partial<SignalDraft> = {}): SignalDraft => ({
  ...personDraft('Unused', 'Unused', [agreement]),
  kind: 'travel-document',
  value: { documentType: 'P', number, issuingState: 'UTO', expiryDate: null },
  ...fixed,
})
const ask = (items: unknown[], more: Record<string, unknown> = {}) =>
  sudmark.officer.call('POST', '/v1/blind/checks', { agreement, kind: 'travel-document', items, ...more })
const asked = async (items: unknown[]) => {
  const answer = await ask(items)
  expect(answer.status).toBe(200)
  return answer.body as BlindCheckResult
}
const code = (answer: { status: number; body: unknown }) => [answer.status, (answer.body as Problem).code]

beforeAll(async () => {
  network = await startTestNetwork(2, { clock: () => now })
  ;[norland, sudmark] = network.nodes as [NetworkNode, NetworkNode]
  const members = network.nodes.map(({ member }) => member)
  const blindCheck = {
    kinds: ['travel-document' as const],
    learns: [sudmark.member],
    tellCount: true,
    quotaPerDay: { single: 40, batch: 150 },
  }
  for (const node of network.nodes) {
    await agreementInForce(node.db, members, now, { id: agreement, blindCheck })
    await agreementInForce(node.db, members, now, { id: closed })
    const tellCount = node === sudmark
    await agreementInForce(node.db, members, now, { id: oneSided, blindCheck: { ...blindCheck, tellCount } })
  }
  ;[known = ''] = await shareSignals(
    norland,
    [
      ...Array.from({ length: 40 }, (_, place) => passport(`K44719${String(place).padStart(2, '0')}B`)),
      passport('AB1234O'),
      passport('R3D000001', { tlp: 'red', recipients: ['westmoor.example'] }),
      passport('N0T5HARED', { agreements: [closed] }),
      passport('UNT0LD001', { agreements: [oneSided] }),
    ],
    now,
  )
})
afterAll(() => network?.stop())

test('a long set is prepared first, and a check reveals only matches and counts', async () => {
  expect(code(await ask(['K4471900B|UTO']))).toEqual([503, 'blind-set-not-ready'])
  await norland.whenIdle()
  const one = await asked(['K44 719-00B|UTO'])
  expect(one).toMatchObject({ mode: 'single', asked: 1, padded: 1, hits: 1, folded: 0, security: 'semi-honest' })
  expect(one.quota).toMatchObject({ remaining: 39 })
  now = new Date(now.getTime() + 1000)
  const three = await asked(['AB12340|UTO', { number: 'K4471939B', issuingState: 'UTO' }, 'ZZ0000000|UTO'])
  expect(three).toMatchObject({ mode: 'batch', asked: 3, padded: 16, hits: 2, folded: 1 })
  expect(three.holders[0]?.items).toEqual(['folded', 'exact', 'none'])

  const log = await norland.db.selectFrom('blind_check').selectAll().orderBy('at').execute()
  // The holder learns only the number of items found, as agreed.
  expect(log.map(({ direction, member, padded, asked, hits }) => [direction, member, padded, asked, hits])).toEqual([
    ['answer', sudmark.member, 1, null, 1],
    ['answer', sudmark.member, 16, null, 2],
  ])
  const own = (await sudmark.officer.call('GET', '/v1/blind/checks')).body as {
    items: { direction: string; asked: number }[]
  }
  expect(own.items.map(({ direction, asked }) => [direction, asked])).toEqual([
    ['ask', 3],
    ['ask', 1],
  ])
})

test('findings stay available if the holder refuses the report of their number', async () => {
  const answer = await ask(['UNT0LD001|UTO'], { agreement: oneSided })
  expect(answer).toMatchObject({ status: 200, body: { hits: 1, quota: { remaining: 39 } } })
  const rows = (node: NetworkNode) =>
    node.db.selectFrom('blind_check').select(['direction', 'hits']).where('agreement_id', '=', oneSided).execute()
  expect(await rows(sudmark)).toEqual([{ direction: 'ask', hits: 1 }])
  expect(await rows(norland)).toEqual([{ direction: 'answer', hits: null }])
})

test('the set contains only signals that the agreement opens to blind checks', async () => {
  expect(await asked(['R3D000001|UTO', 'N0T5HARED|UTO', 'K4471901B|UTO'])).toMatchObject({ asked: 3, hits: 1 })
})

test('findings reveal their signals for one day, to a person who states a reason', async () => {
  const { id } = await asked(['K4471902B|UTO', 'ZZ1|UTO'])
  const reveal = (reason: string) => sudmark.officer.call('POST', `/v1/blind/checks/${id}/reveal`, { reason })
  expect((await reveal('why')).status).toBe(422)
  const { signals } = (await reveal('The holder boards today and has no other paper.')).body as { signals: Signal[] }
  expect(signals.map(({ owner, value }) => [owner, value?.number])).toEqual([[norland.member, 'K4471902B']])
  const nothing = await asked(['ZZ2|UTO', 'ZZ3|UTO'])
  expect(
    code(
      await sudmark.officer.call('POST', `/v1/blind/checks/${nothing.id}/reveal`, {
        reason: 'There is nothing to be seen here.',
      }),
    ),
  ).toEqual([409, 'blind-nothing-found'])
})

test('a withdrawn signal is no longer found, and a new one is', async () => {
  const before = await norland.db.selectFrom('blind_token').select('signal_id').where('signal_id', '=', known).execute()
  expect(before).toHaveLength(1)
  const version = await norland.officer.call('POST', `/v1/signals/${known}/withdraw`, {
    reason: 'wrong',
    text: '',
  })
  expect(version.status).toBe(200)
  expect(
    await norland.db.selectFrom('blind_token').select('signal_id').where('signal_id', '=', known).execute(),
  ).toEqual([])
  await shareSignals(norland, [passport('NEW000001')], now)
  expect(await asked(['NEW000001|UTO'])).toMatchObject({ hits: 1 })
})

test('an unchanged set is not sent again; only its signed statement is sent', async () => {
  const kept = await sudmark.db
    .selectFrom('blind_set')
    .select(['sha256', 'size'])
    .where('agreement_id', '=', agreement)
    .executeTakeFirstOrThrow()
  const get = async (known: string) => {
    const path = `/peer/v1/blind/set?${new URLSearchParams({ agreement, kind: 'travel-document', known })}`
    const facts = { method: 'GET', path, url: norland.url + path, body: Buffer.alloc(0) }
    const key = readNodeKey(sudmark.dataRoot)
    const token = await signRequest(key, { ...facts, from: sudmark.member, to: norland.member, now })
    const answer = await fetch(norland.url + path, { headers: { [peerHeader]: token } })
    const statement = Buffer.from(answer.headers.get('entente-blind-set') ?? '', 'base64').toString()
    return {
      bytes: (await answer.arrayBuffer()).byteLength,
      sha256: (JSON.parse(statement) as { sha256: string }).sha256,
    }
  }
  const known = kept.sha256.toString('base64')
  expect(await get(known)).toEqual({ bytes: 0, sha256: known })
  expect(await get('another')).toEqual({ bytes: kept.size * 8, sha256: known })
})

test('a refusal names the faulty field, but not whether an agreement exists', async () => {
  expect(code(await ask(['x'], { kind: 'person' }))).toEqual([422, 'kind-not-blind-checkable'])
  expect(await ask(['K4471900B|UTO', 'no state'])).toMatchObject({
    status: 422,
    body: { code: 'blind-items-invalid', at: '/items/1' },
  })
  const closedAnswer = await ask(['K4471900B|UTO'], { agreement: closed })
  const unknownAnswer = await ask(['K4471900B|UTO'], { agreement: randomUUID() })
  expect(code(closedAnswer)).toEqual([403, 'blind-not-agreed'])
  const { requestId: _one, ...one } = closedAnswer.body as Problem
  const { requestId: _two, ...two } = unknownAnswer.body as Problem
  expect(one).toEqual(two)
  // Norland is not among the members that may ask.
  expect(
    code(
      await norland.officer.call('POST', '/v1/blind/checks', { agreement, kind: 'travel-document', items: ['X1|UTO'] }),
    ),
  ).toEqual([403, 'blind-not-agreed'])
  expect(
    code(
      await (await sudmark.signIn('administrator')).call('POST', '/v1/blind/checks', {
        agreement,
        kind: 'travel-document',
        items: ['X1|UTO'],
      }),
    )[0],
  ).toBeGreaterThanOrEqual(400)
})

test('invalid elements are refused and use up quota; an exhausted quota blocks until tomorrow', async () => {
  const key = readNodeKey(sudmark.dataRoot)
  const evaluate = async (elements: string[], mode = 'batch') => {
    const url = `${norland.url}/peer/v1/blind/evaluate`
    const body = Buffer.from(JSON.stringify({ agreement, kind: 'travel-document', keyEpoch: 1, mode, elements }))
    const facts = { method: 'POST', path: '/peer/v1/blind/evaluate', url, body }
    const token = await signRequest(key, { ...facts, from: sudmark.member, to: norland.member, now })
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers: { [peerHeader]: token, 'content-type': 'application/json' },
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const element = () => Buffer.from(blindItem(Buffer.from(randomUUID())).blinded).toString('base64')
  const left = async () => ((await evaluate([element()], 'single')).body.quota as { remaining: number }).remaining
  const before = await left()
  expect(await evaluate([Buffer.alloc(31).toString('base64')], 'single')).toMatchObject({
    status: 400,
    body: { code: 'bad-element', at: '/elements/0' },
  })
  expect(await evaluate([Buffer.alloc(32).toString('base64')], 'single')).toMatchObject({
    status: 400,
    body: { code: 'bad-element' },
  })
  expect(await left()).toBe(before - 3)
  expect((await evaluate([element(), element()])).status).toBe(422)
  expect((await evaluate(Array.from({ length: 64 }, element))).status).toBe(200)
  const over = await evaluate(Array.from({ length: 64 }, element))
  expect(over).toMatchObject({ status: 429, body: { code: 'quota-exhausted' } })
  expect(code(await ask(Array.from({ length: 20 }, (_, place) => `Q${place}|UTO`)))).toEqual([429, 'quota-exhausted'])
  now = new Date(now.getTime() + 25 * 3_600_000)
  expect((await evaluate(Array.from({ length: 64 }, element))).status).toBe(200)
})

test('findings are deleted after a day, but the log entry stays', async () => {
  // A day has passed, so the officer signs in again.
  sudmark.officer = await sudmark.signIn('officer')
  const found = await asked(['K4471905B|UTO', 'ZZ1|UTO'])
  const row = () =>
    sudmark.db.selectFrom('blind_check').select(['hits', 'found']).where('id', '=', found.id).executeTakeFirstOrThrow()
  expect(await row()).toMatchObject({ hits: 1, found: expect.any(Buffer) })
  now = new Date(now.getTime() + 25 * 3_600_000)
  await forgetFound({ store: sudmark.store, member: { id: sudmark.member, name: sudmark.member } })
  expect(await row()).toEqual({ hits: 1, found: null })
})

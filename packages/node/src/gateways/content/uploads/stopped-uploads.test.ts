import type { SignedIn } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stopsBy } from '../../../safeguards/stops/stops.fixture.ts'
import { type ContentNode, randomPdq, startContentNode } from '../content.fixture.ts'

let node: ContentNode
let officer: SignedIn
let stops: ReturnType<typeof stopsBy>
const known = { type: 'pdq', value: randomPdq() }
const purpose = { 'entente-purpose': 'content-safety' }
beforeAll(async () => {
  node = await startContentNode()
  const supervisor = await node.signIn('supervisor')
  officer = await node.signIn('officer')
  stops = stopsBy(node, officer, [officer, supervisor])
  await node.bank('FINDS')
  await node.add('FINDS', [known])
})
afterAll(() => node?.stop())

let count = 0
const upload = async () => {
  count += 1
  const given = { uploadId: `up-${count}`, signals: [known] }
  return { given, ...(await node.ask('POST', '/v1/content/uploads', given)) }
}
const match = () => officer.call('POST', '/v1/content/match', { signals: [known] }, purpose)

test('without a stop an upload with a known hash has a match and a case', async () => {
  expect(await upload()).toMatchObject({ status: 202, body: { total: 1, state: 'in-review' } })
  expect(await match()).toMatchObject({ status: 200, body: { total: 1 } })
})

test.each([
  ['gateway', 'content'],
  ['source', 'norland.example'],
])('S40 a stop of the %s %s takes uploads without matches, and they are matched after it', async (type, id) => {
  const stop = await stops.set(type, id)
  const { body, given } = await upload()
  expect(body).toMatchObject({ matches: [], total: 0, caseId: null })
  await node.whenIdle()
  const stateOf = async () => (await node.ask('GET', `/v1/content/uploads/${given.uploadId}`)).body.state
  expect(await stateOf()).toBe(type === 'gateway' ? 'received' : 'no-match')
  const answer = await match()
  if (type === 'gateway') expect(answer).toMatchObject({ status: 503, body: { code: 'matching-stopped' } })
  else expect(answer).toMatchObject({ status: 200, body: { total: 0 } })
  await stops.lift(stop)
  // Its job may begin a second later.
  await expect.poll(stateOf, { timeout: 20_000 }).toBe('in-review')
})

test.each([
  ['content-match', () => match()],
  [
    'content-remote',
    () => officer.call('POST', '/v1/content/match/remote', { queries: [{ signals: [known] }] }, purpose),
  ],
])('S40 a stop of the surface %s refuses its questions, and uploads go on', async (surface, ask) => {
  const stop = await stops.set('surface', surface)
  expect(await ask()).toMatchObject({ status: 503, body: { code: 'matching-stopped' } })
  expect(await upload()).toMatchObject({ status: 202, body: { total: 1 } })
  await stops.lift(stop)
  expect((await ask()).status).not.toBe(503)
})

import type { ThresholdState } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

let node: TestNode
let officer: SignedIn
let supervisor: SignedIn
beforeAll(async () => {
  node = await startTestNode()
  officer = await node.signIn('officer')
  supervisor = await node.signIn('supervisor')
})
afterAll(() => node.stop())

const reason = 'Most of the partial hits of the last month were mistaken.'
const propose = (by: SignedIn, threshold: number) =>
  by.call('POST', '/v1/matching/threshold/proposals', { threshold, reason })
const answer = (by: SignedIn, id: string, agree = true) =>
  by.call('POST', `/v1/matching/threshold/proposals/${id}/answer`, {
    agree,
    reason: 'I read the trial and agree with it.',
  })
const withdraw = (by: SignedIn, id: string) => by.call('POST', `/v1/matching/threshold/proposals/${id}/withdraw`)
const state = async (by: SignedIn) => (await by.call('GET', '/v1/matching/threshold')).body as ThresholdState
const proposed = (reply: { body: unknown }) => (reply.body as ThresholdState).proposals[0]?.id as string
const code = (reply: { status: number; body: unknown }) => `${reply.status} ${(reply.body as { code?: string }).code}`

test('a threshold is in force once a second person agrees, with names, times and reasons', async () => {
  expect(await state(officer)).toMatchObject({
    current: { version: 1, threshold: 0.5, proposedBy: null },
    proposals: [],
    may: { propose: true },
  })
  const asked = await propose(officer, 0.62)
  expect(asked).toMatchObject({
    status: 201,
    body: { current: { version: 1, threshold: 0.5 }, may: { propose: false } },
  })
  const id = proposed(asked)
  expect((await state(supervisor)).proposals[0]).toMatchObject({
    id,
    threshold: 0.62,
    state: 'open',
    reason,
    answer: null,
    trial: expect.any(String),
    may: { answer: true, withdraw: false },
  })
  expect((await state(officer)).proposals[0]?.may).toEqual({ answer: false, withdraw: true })
  expect(await answer(supervisor, id)).toMatchObject({
    status: 200,
    body: {
      current: { version: 2, threshold: 0.62, reason, proposedByName: 'Signal officer', confirmedByName: 'Supervisor' },
      versions: [{ version: 2 }, { version: 1, threshold: 0.5 }],
      proposals: [{ id, state: 'confirmed', answer: { agree: true } }],
    },
  })
  expect(code(await answer(supervisor, id))).toBe('409 no-proposal')
})

test('only another person with the role supervisor can confirm', async () => {
  const id = proposed(await propose(supervisor, 0.7))
  expect(code(await answer(supervisor, id))).toBe('409 same-person')
  expect(code(await answer(officer, id))).toBe('403 role')
  expect((await state(officer)).current.threshold).toBe(0.62)
  expect(code(await withdraw(officer, id))).toBe('403 refused')
  expect((await withdraw(supervisor, id)).status).toBe(200)
  expect(code(await withdraw(supervisor, id))).toBe('409 no-proposal')
})

test('a refusal changes nothing but is recorded with its reason', async () => {
  const before = await state(officer)
  const id = proposed(await propose(officer, 0.4))
  expect(await answer(supervisor, id, false)).toMatchObject({
    body: { current: before.current, proposals: [{ id, state: 'refused', answer: { agree: false } }, {}, {}] },
  })
})

test('a proposal needs a value from .20 to .99, a reason, and no open proposal', async () => {
  expect(code(await propose(officer, 0.62))).toBe('409 threshold-unchanged')
  for (const bad of [0, 0.19, 0.555, 1, 1.5, -0.5])
    expect(code(await propose(officer, bad)), `${bad}`).toBe('422 threshold-invalid')
  expect(code(await propose(officer, 'high' as unknown as number))).toBe('422 body-invalid')
  expect(
    code(await officer.call('POST', '/v1/matching/threshold/proposals', { threshold: 0.6, reason: 'Because.' })),
  ).toBe('422 body-invalid')
  const both = await Promise.all([propose(officer, 0.29), propose(supervisor, 0.57)])
  expect(both.map(code).sort()).toEqual(['201 undefined', '409 proposal-open'])
  const { proposals } = await state(officer)
  const open = proposals.find((one) => one.state === 'open')
  await withdraw(open?.may.withdraw ? officer : supervisor, open?.id as string)
})

test('two simultaneous confirmations make one version', async () => {
  const { version } = (await state(officer)).current
  const id = proposed(await propose(officer, 0.55))
  const replies = await Promise.all([answer(supervisor, id), answer(supervisor, id)])
  expect(replies.map(code).sort()).toEqual(['200 undefined', '409 no-proposal'])
  expect((await state(officer)).current).toMatchObject({ version: version + 1, threshold: 0.55 })
})

test('the log names who proposed and who confirmed a threshold', async () => {
  await officer.call('POST', '/v1/matching/threshold/proposals', { threshold: 0.66, reason })
  const oversight = await node.signIn('oversight-1')
  const { items } = (await oversight.call('GET', '/v1/audit/entries?type=config.change')).body as {
    items: { id: string; role: string }[]
  }
  const details = await Promise.all(
    items.map(async ({ id, role }) => {
      const opening = await oversight.call('GET', `/v1/audit/entries/${id}/opening`)
      return { role, ...(opening.body as { details: Record<string, unknown> }).details }
    }),
  )
  expect(details).toContainEqual(
    expect.objectContaining({ role: 'signal-officer', what: 'threshold-proposed', from: '0.55', to: '0.66' }),
  )
  expect(details).toContainEqual(
    expect.objectContaining({ role: 'supervisor', what: 'threshold-confirmed', to: '0.55' }),
  )
})

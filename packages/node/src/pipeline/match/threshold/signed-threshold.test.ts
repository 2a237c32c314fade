import { type ThresholdState, thresholdContent } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signerOf } from '../../../safeguards/access/acts/sign.fixture.ts'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

test('3.3 the agreement to a threshold is signed over the values that were shown', async () => {
  const officer = await node.signIn('officer')
  const reason = 'Too many hits are mistaken since the new list.'
  const made = await officer.call('POST', '/v1/matching/threshold/proposals', { threshold: 0.71, reason })
  const { current, proposals } = made.body as ThresholdState
  const [proposal] = proposals
  if (proposal === undefined) throw new Error('no proposal')
  const supervisor = await signerOf(node, 'supervisor')
  await node.db.updateTable('founding').set({ single_operator: false }).execute()
  const path = `/v1/matching/threshold/proposals/${proposal.id}/answer`
  const body = { agree: true, reason: 'The trial shows fewer mistaken hits.' }
  expect(await supervisor.session.call('POST', path, body)).toMatchObject({
    ...{ status: 401, body: { code: 'signature-needed' } },
  })
  const asking = { type: 'threshold.confirm', about: `threshold:${proposal.id}`, body }
  const { content } = (await supervisor.ask(asking)).body
  expect(content).toEqual(thresholdContent(proposal, current.threshold, body.reason))
  const signed = await supervisor.sign(asking)
  const other = { ...body, reason: 'Something else than what was signed here.', signed }
  expect(await supervisor.session.call('POST', path, other)).toMatchObject({ status: 401, body: { at: '/content' } })
  const again = await supervisor.sign(asking)
  expect(await supervisor.session.call('POST', path, { ...body, signed: again })).toMatchObject({
    ...{ status: 200, body: { current: { threshold: 0.71 } } },
  })
})

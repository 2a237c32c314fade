import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ContentNode, flipped, type Person, randomPdq, startContentNode } from '../content.fixture.ts'

let node: ContentNode
let analyst: Person
const now = new Date('2026-11-24T12:40:00.000Z')
beforeAll(async () => {
  node = await startContentNode({ clock: () => now })
  analyst = await node.person('analyst')
  await node.bank('FINDS')
})
afterAll(() => node.stop())

test('rates count uploads, matches and cases by hour, hits and opinions by bank', async () => {
  const hash = randomPdq()
  const [itemId] = await node.add('FINDS', [{ type: 'pdq', value: hash }])
  for (const [place, value] of [randomPdq(), randomPdq(), flipped(hash, 6)].entries())
    await node.ask('POST', '/v1/content/uploads', { uploadId: `up-${place}`, signals: [{ type: 'pdq', value }] })
  await node.ask('POST', `/v1/content/items/${itemId}/feedback`, { outcome: 'mistaken', reason: 'A news report.' })
  const { status, body } = await analyst.call('GET', '/v1/content/rates')
  expect(status).toBe(200)
  expect(body.hours).toHaveLength(7 * 24)
  expect(body.hours.at(-1)).toEqual({ at: '2026-11-24T12:00:00.000Z', uploads: 3, found: 1, cases: 1 })
  expect(body.hours[0]).toEqual({ at: '2026-11-17T13:00:00.000Z', uploads: 0, found: 0, cases: 0 })
  expect(body.banks).toEqual([
    { name: 'FINDS', negative: false, shadow: false, hits: 1, opinions: { confirmed: 0, mistaken: 1, notUseful: 0 } },
  ])
})

test('uploads are counted in the queue and for their own page, and can be listed apart', async () => {
  const [badges, apart, own] = await Promise.all([
    analyst.call('GET', '/v1/badges'),
    analyst.call('GET', '/v1/cases?without=content'),
    analyst.call('GET', '/v1/cases?gateway=content'),
  ])
  expect(badges.body).toMatchObject({ queue: 1, content: 1 })
  expect(apart.body).toMatchObject({ items: [], counts: { open: 0, unassigned: 0 } })
  expect(own.body).toMatchObject({ items: [{ gateway: 'content' }], counts: { open: 1, unassigned: 1 } })
})

import type { DisparityReports } from '@entente/contracts'
import { startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeReports } from './make-reports.ts'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
  const rows = (a: number) =>
    [a, 40, 40, 40, 40].map((with_hit, place) => ({
      ...{ attribute: 'sex', grp: `g${place}`, source: '', subjects: 4000, with_hit, mistaken: 0, confirmed: 0 },
    }))
  for (const [period, closed, a] of [
    ['2026-09', true, 40],
    ['2026-10', true, 60],
    ['2026-11', false, 0],
  ] as const) {
    await node.db
      .insertInto('disparity_period')
      .values({ gateway: 'travel', period, closed_at: closed ? new Date() : null })
      .execute()
    const reports = JSON.stringify(makeReports('travel', period, rows(a)))
    if (closed)
      await node.db
        .insertInto('disparity_report')
        .values({ gateway: 'travel', period, made_at: new Date(), reports })
        .execute()
  }
})
afterAll(() => node?.stop())

test('F9: oversight and supervisors read the newest closed month, and others by their months', async () => {
  const { call } = await node.signIn('oversight-1')
  const { status, body } = await call('GET', '/v1/disparity')
  expect(status).toBe(200)
  const { items, open } = body as DisparityReports
  expect(items.map(({ period, measure }) => [period.to, measure])).toEqual([
    ['2026-10', 'hitRate'],
    ['2026-10', 'falsePositiveRate'],
  ])
  expect(items[0]?.groups[0]).toMatchObject({ group: 'g0', ratio: 1.5, status: 'alarm' })
  expect(open).toEqual([{ gateway: 'travel', period: '2026-11', evaluatedFrom: '2026-12-08T00:00:00.000Z' }])
  const months = await call('GET', '/v1/disparity?from=2026-01&to=2026-09&measure=hitRate&attribute=sex')
  expect((months.body as DisparityReports).items.map(({ period }) => period.to)).toEqual(['2026-09'])
  expect((await (await node.signIn('supervisor')).call('GET', '/v1/disparity')).status).toBe(200)
  expect((await (await node.signIn('analyst')).call('GET', '/v1/disparity')).status).toBe(403)
})

test('people are never grouped by belief, politics or health, and bad months are named', async () => {
  const { call } = await node.signIn('oversight-1')
  for (const attribute of ['religion', 'politics', 'health', '%00'])
    expect(await call('GET', `/v1/disparity?attribute=${attribute}`)).toMatchObject({
      ...{ status: 422, body: { code: 'attribute-forbidden', at: '/attribute' } },
    })
  for (const query of ['from=2026-13', 'from=2026-10&to=2026-09', 'measure=rate', 'group=x'])
    expect([query, (await call('GET', `/v1/disparity?${query}`)).status]).toEqual([query, 422])
})

import type { CaseDetail, CaseList } from '@entente/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerOf } from '../client/answer-of.ts'
import { type CallbackServer, startCallbackServer } from '../client/callback-server.ts'
import { testPassword } from '../client/sign-in.ts'
import { syntheticGateways } from '../gateways/index.ts'
import { startTestNode, type TestNode } from '../node/start-test-node.ts'
import { createMovedClock, type MovedClock } from './history/moved-clock.ts'
import { planHistory } from './history/plan-history.ts'
import { type HistoryReport, playHistory } from './play-history.ts'

/** A short history of few people, because each case needs a dozen requests. */
const order = { seed: '7', months: 1, end: new Date('2026-11-29T20:00:00Z'), rate: 0.35 }
let node: TestNode
let callbacks: CallbackServer
let clock: MovedClock
let report: HistoryReport
beforeAll(async () => {
  clock = createMovedClock(planHistory(order).foundedAt)
  node = await startTestNode({ clock: clock.now, jobPollMs: 50, environment: { ENTENTE_COVER_MINUTES: '120' } })
  callbacks = await startCallbackServer()
  const stage = { node, clock, password: testPassword, callbackUrl: callbacks.url, senderKeys: new Map() }
  report = await playHistory({ ...order, ...stage, gateways: syntheticGateways })
})
afterAll(async () => {
  await node?.stop()
  await callbacks?.close()
})

test('every entry of the log has a moved time, in the order in which it was recorded', async () => {
  const entries = await node.db.selectFrom('audit.entry').select(['at', 'recorded_at']).orderBy('recorded_at').execute()
  expect(entries.length).toBeGreaterThan(300)
  const { foundedAt } = planHistory(order)
  let latest = 0
  for (const { at } of entries) {
    expect(at.getTime()).toBeGreaterThanOrEqual(foundedAt.getTime())
    expect(at.getTime()).toBeLessThanOrEqual(order.end.getTime())
    // Two transactions at one time may commit in either order. The clock passes six seconds while people view a case.
    expect(at.getTime()).toBeGreaterThanOrEqual(latest - 60_000)
    latest = Math.max(latest, at.getTime())
  }
})

test('an adverse decision has a second person, who viewed the case and did not propose', async () => {
  const decisions = await node.db.selectFrom('decision').selectAll().execute()
  expect(decisions.length).toBe(report.decided)
  const adverse = decisions.filter((each) => each.adverse)
  expect(adverse.length).toBeGreaterThan(0)
  for (const { case_id, proposed_by, proposed_at, confirmed_by, confirmed_at } of adverse) {
    expect(confirmed_by).not.toBeNull()
    expect(confirmed_by).not.toBe(proposed_by)
    expect(confirmed_at?.getTime()).toBeGreaterThan(proposed_at.getTime())
    const views = await node.db.selectFrom('case_view').selectAll().where('case_id', '=', case_id).execute()
    for (const person of [proposed_by, confirmed_by])
      expect(views.find(({ person_id }) => person_id === person)?.active_ms).toBeGreaterThanOrEqual(20_000)
  }
})

test('no decision is faster than the least time of viewing', async () => {
  const decisions = await node.db.selectFrom('decision').select('active_seconds').execute()
  expect(Math.min(...decisions.map(({ active_seconds }) => active_seconds))).toBeGreaterThanOrEqual(8)
})

test('the last day leaves a proposal that waits, and a case whose deadline passed', async () => {
  const analyst = await node.signIn('supervisor')
  const { items } = await answerOf<CaseList>(analyst.call('GET', '/v1/cases?gateway=travel&limit=200'))
  expect(items.filter(({ state }) => state === 'awaiting-second').length).toBeGreaterThan(0)
  const open = items.filter(({ state }) => state === 'open' || state === 'in-review')
  expect(open.filter(({ changes }) => changes !== null).length).toBeGreaterThan(0)
})

test('a rule in force was tested, and approved by a person who did not write it', async () => {
  const rules = await node.db
    .selectFrom('cargo_rule_version')
    .select(['authors', 'approver_id', 'hash'])
    .where('approved_at', 'is not', null)
    .execute()
  expect(rules.length).toBeGreaterThan(3)
  for (const { authors, approver_id, hash } of rules) {
    expect(authors).not.toContain(approver_id)
    const tests = await node.db.selectFrom('cargo_rule_test').select('enough').where('hash', '=', hash).execute()
    expect(tests.some(({ enough }) => enough === true)).toBe(true)
  }
})

test('a do-not-load went through two people, and its filer has the answer', async () => {
  const refusals = await node.db
    .selectFrom('cargo_answer as a')
    .innerJoin('decision as d', 'd.id', 'a.decision_id')
    .select(['d.proposed_by', 'd.confirmed_by', 'a.delivered_at'])
    .where('a.result', '=', 'DNL')
    .execute()
  expect(refusals.length).toBeGreaterThan(1)
  for (const { proposed_by, confirmed_by, delivered_at } of refusals) {
    expect(confirmed_by).not.toBeNull()
    expect(confirmed_by).not.toBe(proposed_by)
    expect(delivered_at).not.toBeNull()
  }
})

test('the last evening leaves goods in each state of their life', async () => {
  const referrals = await node.db.selectFrom('cargo_referral').select('state').execute()
  expect(referrals.map(({ state }) => state)).toEqual(expect.arrayContaining(['open', 'answered', 'missed']))
  const orders = await node.db.selectFrom('cargo_inspection').select('state').execute()
  expect(orders.map(({ state }) => state)).toEqual(expect.arrayContaining(['open', 'closed']))
  const photos = await node.db
    .selectFrom('cargo_inspection as i')
    .innerJoin('cargo_photo as p', 'p.inspection_id', 'i.id')
    .select('i.outcome')
    .execute()
  expect(photos.map(({ outcome }) => outcome)).toContain('found')
  const supervisor = await node.signIn('supervisor')
  const purpose = { 'entente-purpose': 'customs-security' }
  const cases = supervisor.call('GET', '/v1/cases?gateway=cargo&limit=200', undefined, purpose)
  const { items } = await answerOf<CaseList>(cases)
  expect(items.map(({ state }) => state)).toEqual(expect.arrayContaining(['open', 'in-review', 'awaiting-second']))
})

test('a case of the history is masked once its time is over', async () => {
  const analyst = await node.signIn('supervisor')
  const decided = await node.db
    .selectFrom('case_file')
    .select(['id', 'mask_at'])
    .where('gateway', '=', 'travel')
    .where('state', '=', 'decided')
    .executeTakeFirstOrThrow()
  const before = await answerOf<CaseDetail>(analyst.call('GET', `/v1/cases/${decided.id}`))
  expect(before.record.masked).toBe(false)
  clock.moveTo(new Date((decided.mask_at as Date).getTime() + 86_400_000))
  const later = await node.signIn('supervisor')
  const after = await answerOf<CaseDetail>(later.call('GET', `/v1/cases/${decided.id}`))
  expect(after.record.masked).toBe(true)
  expect(JSON.stringify(after)).not.toContain(before.subject.label)
  expect(after.hits.every(({ cells, matchedName }) => cells.length === 0 && matchedName === null)).toBe(true)
})

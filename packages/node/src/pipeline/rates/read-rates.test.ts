import { randomUUID } from 'node:crypto'
import { type Actor, OversightRates } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DecideStage, openDecideStage } from '../decide/decide-stage.fixture.ts'
import { readCurve } from '../match/threshold/read-curve.ts'
import { lastMonday, readOversightRates } from './read-rates.ts'

let database: TestDatabase
let stage: DecideStage
let oversight: Actor
/** The stage starts on Tuesday, 24 November 2026. */
const weekMs = 7 * 86_400_000
const monday = new Date('2026-11-23T00:00:00.000Z')
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openDecideStage(database.connection('entente_app'))
  oversight = await stage.world.person('Oversight', 'oversight')
  for (let n = 0; n < 40; n += 1)
    await decided({ weeksAgo: 1, source: 'Sudmark', outcome: n < 20 ? 'mistaken' : 'confirmed' })
  for (let n = 0; n < 12; n += 1) await decided({ weeksAgo: 3, source: 'Own list', outcome: 'not-useful' })
  for (let n = 0; n < 3; n += 1) await decided({ weeksAgo: 2, source: 'Tiny', outcome: 'mistaken' })
  // Not counted: this week, which is not over, and earlier feedback that was corrected.
  await decided({ weeksAgo: 0, source: 'Sudmark', outcome: 'mistaken' })
})
afterAll(async () => {
  await stage?.world.close()
  await database?.drop()
})

let first: { id: string; hits: string[] } | null = null
async function decided({ weeksAgo, source, outcome }: { weeksAgo: number; source: string; outcome: string }) {
  first ??= await stage.newCase()
  const at = new Date(monday.getTime() - weeksAgo * weekMs + 36 * 3_600_000)
  const [caseId, hitId] = [randomUUID(), randomUUID()]
  await sql`insert into case_file (id, gateway, team, regime, purposes, received_at, mask_at, delete_at, subject_id, context_id, opened_at, due_at, state, strength, compared_fields, band, b)
    select ${caseId}, gateway, team, regime, purposes, ${at}, mask_at, delete_at, ${randomUUID()}, context_id, ${at}, ${at}, 'decided', strength, compared_fields, band, b
    from case_file where id = ${first.id}`.execute(stage.world.db)
  await sql`insert into hit (id, case_id, subject_id, party, signal_id, signal_version, score, log_odds, threshold, threshold_version, band, strength, compared_fields, kind, source, at, engine, selectors, b)
    select ${hitId}, ${caseId}, subject_id, party, signal_id, signal_version, score, log_odds, threshold, threshold_version, band, strength, compared_fields, kind, ${source}, ${at}, engine, selectors, b
    from hit where id = ${first.hits[0]}`.execute(stage.world.db)
  await stage.world.db
    .insertInto('feedback')
    .values({
      ...{ id: randomUUID(), signal_id: stage.signal.id, signal_version: 1, case_id: caseId, hit_id: hitId },
      ...{ outcome, first_seen: at, last_seen: at, at, person_id: stage.analyst.person },
    })
    .execute()
}
const read = (weeks?: 4 | 13 | 52) =>
  stage.world
    .access(oversight, 'human-rights-review')
    .transaction({ action: 'oversight.read', type: 'oversight.read', impersonal: true }, async (tx) =>
      OversightRates.parse(await readOversightRates(tx, stage.world.gateways, { weeks })),
    )

test.each([
  ['2026-11-23T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
  ['2026-11-29T23:59:59.999Z', '2026-11-23T00:00:00.000Z'],
  ['2027-01-01T12:00:00.000Z', '2026-12-28T00:00:00.000Z'],
])('the figures of %s end at %s', (now, end) => {
  expect(lastMonday(new Date(now)).toISOString()).toBe(end)
})

test('the figures count the newest own feedback of whole weeks, and add up', async () => {
  const rates = await read(4)
  expect(rates).toMatchObject({
    from: '2026-10-26T00:00:00.000Z',
    until: '2026-11-23T00:00:00.000Z',
    gateway: 'travel',
  })
  expect(rates.mistaken).toMatchObject({ state: 'shown', n: 55, count: 23, before: { n: 0 } })
  expect(rates.sources.map(({ source, n, count }) => [source, n, count])).toEqual([
    ['Sudmark', 40, 20],
    [null, 15, 3],
  ])
  // The week with three decided hits is hidden, and with it the smallest other one.
  expect(rates.decided.map(({ confirmed, mistaken, notUseful }) => [confirmed, mistaken, notUseful])).toEqual([
    [0, 0, 0],
    [null, null, null],
    [null, null, null],
    [20, 20, 0],
  ])
  expect(rates.mistaken.weeks.map((share) => share === null)).toEqual([true, true, true, false])
  const longer = await read(13)
  expect(longer.decided.slice(-4)).toEqual(rates.decided)
  for (const { weeks } of longer.sources) expect(weeks.slice(-3, -1)).toEqual([null, null])
})

test('feedback of another member, and feedback that was corrected, do not count', async () => {
  const before = (await read(4)).mistaken
  const of = stage.world.db.selectFrom('feedback').selectAll().where('source', '=', 'Sudmark').where('at', '<', monday)
  const {
    id: _,
    source: _s,
    kind: _k,
    band: _b,
    latest: _l,
    body: _y,
    ...corrected
  } = await of.limit(1).executeTakeFirstOrThrow()
  const outcome = corrected.outcome === 'mistaken' ? 'confirmed' : 'mistaken'
  const at = new Date(corrected.at.getTime() + 1000)
  await stage.world.db
    .insertInto('feedback')
    .values({ ...corrected, id: randomUUID(), at, outcome })
    .execute()
  const other = { ...corrected, id: randomUUID(), at, hit_id: null, from_member: 'sudmark.example' }
  await stage.world.db.insertInto('feedback').values(other).execute()
  const { n, count } = (await read(4)).mistaken
  expect([n, count]).toEqual([before.n, (before.count ?? 0) + (outcome === 'mistaken' ? 1 : -1)])
})

test('figures about the work of two people are hidden', async () => {
  const rates = await read(13)
  for (const figure of [rates.disagreed, rates.late]) {
    expect(figure.weeks).toEqual([])
    expect(figure.share).toBeNull()
  }
})

test('the curve begins at the threshold in force, falls, and hides small counts', async () => {
  const until = new Date(monday.getTime())
  const from = new Date(until.getTime() - 4 * weekMs)
  const curve = await stage.world
    .access(oversight, 'human-rights-review')
    .transaction({ action: 'trial.read', type: 'oversight.read', impersonal: true }, (tx) =>
      readCurve(tx, { kind: 'travel', from, until, weeks: 4 }),
    )
  expect(curve.points[0]).toEqual({ threshold: curve.inForce, hits: 13.8, mistaken: expect.any(Number) })
  const hits = curve.points.map((point) => point.hits ?? 0)
  expect(hits.every((value, place) => place === 0 || value <= (hits[place - 1] ?? 0))).toBe(true)
  expect(JSON.stringify(curve.points)).not.toMatch(/"hits":(0\.[1-9]|1(\.\d)?|2(\.[0-4])?)[,}]/)
})

test('a lowered threshold is judged only by the time since it was in force', async () => {
  const { db } = stage.world
  const [lowered, hitAt] = [new Date(monday.getTime() - 2 * weekMs), new Date(monday.getTime() - weekMs)]
  const ids = { proposal: randomUUID(), answer: randomUUID() }
  const who = { person_id: stage.supervisor.person, account_id: stage.supervisor.account }
  const reason = 'Invented to test the curve.'
  await db
    .insertInto('threshold_proposal')
    .values({ id: ids.proposal, threshold: 0.4, follows: 1, reason, at: lowered, ...who })
    .execute()
  const second = { person_id: stage.other.person, account_id: stage.other.account }
  await db
    .insertInto('threshold_answer')
    .values({ id: ids.answer, proposal_id: ids.proposal, agree: true, reason, at: lowered, ...second })
    .execute()
  await db
    .insertInto('threshold_version')
    .values({ version: 2, threshold: 0.4, proposal_id: ids.proposal, answer_id: ids.answer, at: lowered })
    .execute()
  // The forty hits of the last week were made under the lower threshold, and some of them only by it.
  await sql`update hit set threshold = 0.4, score = 0.45 where at >= ${hitAt} and at < ${monday}`.execute(db)
  const window = { kind: 'travel', from: new Date(monday.getTime() - 4 * weekMs), until: monday, weeks: 4 }
  const curve = await stage.world
    .access(oversight, 'human-rights-review')
    .transaction({ action: 'trial.read', type: 'oversight.read', impersonal: true }, (tx) => readCurve(tx, window))
  expect(curve).toMatchObject({ inForce: 0.4, since: lowered.toISOString(), before: { threshold: 0.5 } })
  expect(curve.points[0]).toMatchObject({ threshold: 0.4, hits: 20 })
  expect(curve.points.find(({ threshold }) => threshold === 0.5)).toMatchObject({ hits: 3.8 })
})

test('the answer names no person, and no list of a few', async () => {
  const answer = JSON.stringify(await read(52))
  for (const { person, account } of [stage.analyst, stage.colleague, stage.supervisor, stage.other])
    for (const id of [person, account]) expect(answer).not.toContain(id)
  for (const word of ['Analyst', 'Supervisor', 'Tiny', 'proposed', 'person']) expect(answer).not.toContain(word)
})

test('changes that could explain a change have their dates', async () => {
  const list = randomUUID()
  await stage.world.db
    .insertInto('list')
    .values({ id: list, title: 'Invented list', format: 'csv', terms: JSON.stringify({}), created_at: monday })
    .execute()
  await stage.world.db
    .insertInto('list_version')
    .values({
      ...{ list_id: list, version: 1, at: new Date(monday.getTime() - weekMs), by_account: stage.analyst.account },
      ...{ sha256: Buffer.alloc(32), counts: JSON.stringify({ read: 4100, created: 4100 }) },
    })
    .execute()
  expect((await read(4)).changes).toEqual([
    { kind: 'list', at: '2026-11-16T00:00:00.000Z', title: 'Invented list', version: 1, entries: 4100 },
    { kind: 'threshold', at: '2026-11-09T00:00:00.000Z', from: 0.5, to: 0.4 },
  ])
})

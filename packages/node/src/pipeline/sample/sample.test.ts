import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { Actor } from '@entente/contracts'
import { checkSample, type Sample, type SampleWeek } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeLogCrypto } from '../../safeguards/keys/log-crypto.ts'
import { liftRules } from '../../store/migrate.ts'
import { withClient } from '../../store/postgres/index.ts'
import { confirm } from '../decide/confirm.ts'
import { adverse, agree, codeOf, type DecideStage, innocent, openDecideStage } from '../decide/decide-stage.fixture.ts'
import { reviewSettings } from '../decide/settings.ts'
import { commitWeeks, noteLostSeeds } from './commit-weeks.ts'
import { drawWeeks, readList } from './draw-weeks.ts'
import { answerOf, answerQuestion, listQuestions, noteOverdue } from './questions.ts'
import { readSample } from './read-sample.ts'
import { readingOf, writeReading } from './write-reading.ts'

let database: TestDatabase
let stage: DecideStage
let world: DecideStage['world']
let oversight: Actor
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openDecideStage(database.connection('entente_app'))
  world = stage.world
  oversight = await world.person('Oversight', 'oversight')
})
afterAll(async () => {
  await stage?.world.close()
  await database?.drop()
})

const keysOf = (secret: string) => ({ of: (label: string) => createHmac('sha256', secret).update(label).digest() })
let secret = 'first'
const deps = () => ({ ...world, drawKeys: keysOf(secret) })
const tick = async () => {
  await drawWeeks(deps())
  await commitWeeks(deps())
}
/** Sets the clock of the world, which only goes on. */
const goTo = (time: string) => world.pass((Date.parse(time) - world.clock().getTime()) / 1000)
const sample = (week?: string): Promise<Sample> =>
  world
    .access(oversight, 'human-rights-review')
    .transaction({ action: 'oversight.read', type: 'oversight.read', decision: 'allow' }, (tx) => readSample(tx, week))
const weekOf = async (week: string) => (await sample()).weeks.find((each) => each.week === week) as SampleWeek
const entriesOf = (type: string) =>
  world.db.selectFrom('audit.entry').select(['ref', 'entry']).where('type', '=', type).orderBy('at').execute()
const alarms = async (code: string) =>
  (await world.db.selectFrom('alarm').select('ref').where('code', '=', code).execute()).map(({ ref }) => ref)
/** Registers decisions as the database does, so that a draw has enough cases. */
const register = (count: number) =>
  withClient(database.connection('entente_owner'), (owner) =>
    owner.query(
      `insert into decided_case (decision_id, case_id, gateway, at, adverse, minor)
        select gen_random_uuid(), gen_random_uuid(), 'travel', $2, n % 50 = 0, n % 50 = 0 from generate_series(1, $1) n`,
      [count, world.clock()],
    ),
  )
/** Lets the analyst decide a case, or the analyst and a supervisor adversely. */
async function decided(second: Actor | null) {
  const made = await stage.newCase()
  await stage.view(stage.analyst, made.id, 25)
  if (second === null) await stage.asked(stage.analyst, made.id, innocent(made.hits))
  else {
    await stage.asked(stage.analyst, made.id, adverse(made.hits))
    await stage.view(second, made.id, 25)
    await stage.read(second, made.id)
    await stage.answered(second, made.id, agree)
  }
  return made
}
const write = (sampleId: string, verdict: 'agree' | 'question' | 'disagree', actor = oversight) =>
  world
    .access(actor, 'human-rights-review')
    .transaction(readingOf(sampleId), (tx) =>
      writeReading(tx, sampleId, { verdict, text: 'The photograph was not compared.' }),
    )
const answer = (readingId: string, actor: Actor) =>
  world
    .access(actor)
    .transaction(answerOf(readingId), (tx) => answerQuestion(tx, readingId, 'The photograph was compared on paper.'))
const questionsOf = (actor: Actor) =>
  world
    .access(actor)
    .transaction({ action: 'sample.questions', type: 'record.read', decision: 'allow' }, (tx) => listQuestions(tx))

// The world begins on Tuesday, 24 November 2026.
test('H4, S9: the seed of a week is committed before its first decision and shown on Saturday, with the list', async () => {
  await tick()
  await tick()
  const committed = await entriesOf('sample.commit')
  expect(committed.map(({ ref }) => ref)).toEqual(['sample:2026-11-23', 'sample:2026-11-30'])
  expect(await alarms('sample-commitment-late')).toEqual([])
  await register(400)
  const mine = await decided(null)
  goTo('2026-11-27T23:59:00Z')
  await tick()
  expect(await weekOf('2026-11-23')).toMatchObject({ seed: null, drawnAt: null, late: false, drawn: null })
  // No seed is in the database before its Saturday.
  const stored = await withClient(database.connection('entente_owner'), (owner) =>
    owner.query('select * from sample_week'),
  )
  expect(JSON.stringify(stored.rows)).not.toContain(
    keysOf(secret).of('entente/oversight-sample/v1\n2026-11-23').toString('hex'),
  )
  goTo('2026-11-28T00:00:00Z')
  await tick()
  const { weeks, cases } = await sample('2026-11-23')
  const drawn = weeks.find(({ week }) => week === '2026-11-23') as SampleWeek
  const list = await world
    .access(oversight, null)
    .transaction({ action: 'oversight.read', type: 'oversight.read', impersonal: true }, (tx) =>
      readList(tx, drawn.week),
    )
  expect([drawn.listed, list.length, drawn.drawn]).toEqual([401, 401, cases.length])
  expect(list.map(({ id }) => id)).toContain(mine.id)
  expect(cases.filter(({ minor }) => minor)).toHaveLength(8)
  const toCheck = { ...drawn, listDigest: drawn.listDigest as string, cases: list, sample: cases.map((c) => c.caseId) }
  expect(await checkSample(nodeLogCrypto, toCheck)).toEqual([])
  const lists = await entriesOf('sample.list')
  expect(lists.map(({ entry }) => (JSON.parse(entry) as { count: number }).count)).toEqual([401])
})

test('a week is never drawn again, also by a node that runs twice', async () => {
  const before = await sample('2026-11-23')
  await register(20)
  await Promise.all([tick(), tick()])
  expect(await sample('2026-11-23')).toEqual(before)
  expect(await entriesOf('sample.draw')).toHaveLength(1)
})

test('a node that was off on Saturday draws when it runs again, and one that was off on Monday says so', async () => {
  goTo('2026-12-15T08:00:00Z')
  await tick()
  expect(await weekOf('2026-11-30')).toMatchObject({ drawnAt: '2026-12-15T08:00:00.000Z', listed: 20 })
  expect(await alarms('sample-commitment-late')).toEqual(['sample:2026-12-14'])
  expect((await sample()).weeks.map(({ week }) => week)).toEqual([
    '2026-12-21',
    '2026-12-14',
    '2026-11-30',
    '2026-11-23',
  ])
})

test('the role of the node can neither draw early, nor leave a case out, nor add one, nor draw twice', async () => {
  const of = (week: string) => keysOf(secret).of(`entente/oversight-sample/v1\n${week}`)
  const draw = (week: string, seed: Buffer | null, at: string) =>
    sql`select draw_sample(${week}, ${seed}, ${new Date(at)})`.execute(world.db)
  const refused = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code })
  await refused(draw('2026-12-14', of('2026-12-14'), '2026-12-18T23:59:59Z'), 'EN007')
  await refused(draw('2026-12-14', of('2026-12-21'), '2026-12-19T00:00:00Z'), '23514')
  await refused(draw('2026-11-23', of('2026-11-23'), '2026-12-19T00:00:00Z'), 'EN007')
  await refused(draw('2026-12-21', of('2026-12-21'), '2026-12-26T00:00:00Z'), 'EN007')
  await register(1)
  for (const statement of [
    'delete from decided_case',
    "update decided_case set week = '2026-11-23'",
    'delete from sampled_case',
    "insert into sampled_case (week, case_id, gateway, by_lot, minor) values ('2026-11-23', gen_random_uuid(), 'travel', true, false)",
    "update sample_week set commitment = repeat('0', 64)",
    "update sample_week set drawn_at = now() where week = '2026-12-14'",
    'delete from sample_reading',
    "update sample_reading set verdict = 'agree'",
    'delete from sample_answer',
    'update sample_answer set at = now()',
  ])
    await refused(world.pool.query(statement), '42501')
  await refused(world.pool.query('update decided_case set minor = false where week is null'), 'EN003')
  await refused(world.pool.query("update decided_case set minor = true where adverse and week = '2026-11-23'"), 'EN003')
})

test('with the clock in force no seed is shown before Saturday, whatever time the node claims', async () => {
  const week = '2099-12-28'
  await world.pool.query('insert into sample_week (week, commitment, committed_at) values ($1, $2, now())', [
    week,
    createHash('sha256').update('seed').digest('hex'),
  ])
  await liftRules(database.connection('entente_owner'), [])
  await withClient(database.connection('entente_owner'), async (owner) => {
    const draw = owner.query("select draw_sample($1, 'seed', '2100-01-10')", [week])
    await expect(draw).rejects.toThrow('the seed is secret until Saturday')
    await owner.query('delete from sample_week where week = $1', [week])
  })
  await liftRules(database.connection('entente_owner'), ['clock', 'people'])
})

test('H4: an adverse decision about somebody under 18 is noted when it is made', async () => {
  const { analyst, supervisor } = stage
  const born = (date: string) => ({
    ...world.gateways,
    of: (kind: string) => {
      const gateway = world.gateways.of(kind)
      const facts = async (_tx: unknown, ids: readonly string[]) =>
        ids.map((id) => ({ id, regime: 'icao', facts: { receivedAt: world.clock(), born: date } }))
      return { ...gateway, subjects: { ...gateway.subjects, clocks: { facts, move: async () => {} } } }
    },
  })
  for (const [date, minor] of [
    ['2012-03-01', true],
    ['1981-05-17', false],
  ] as const) {
    const { id, hits } = await stage.newCase()
    await stage.view(analyst, id, 25)
    await stage.asked(analyst, id, adverse(hits))
    await stage.view(supervisor, id, 25)
    await stage.read(supervisor, id)
    await confirm(world.access(supervisor), { review: reviewSettings, gateways: born(date) }, id, agree)
    const row = world.db.selectFrom('decided_case').select(['adverse', 'minor', 'week']).where('case_id', '=', id)
    expect(await row.executeTakeFirstOrThrow()).toEqual({ adverse: true, minor, week: null })
  }
})

/** Puts a decided case into the sample of its week, as an adverse one about a minor. */
async function sampled(second: Actor = stage.supervisor) {
  const made = await decided(second)
  await world.pool.query('update decided_case set minor = true where case_id = $1', [made.id])
  const waiting = (await sample()).weeks.filter(({ drawnAt }) => drawnAt === null).at(-1) as SampleWeek
  goTo(waiting.drawsAt)
  await tick()
  const found = (await sample(waiting.week)).cases.find(({ caseId }) => caseId === made.id)
  return { ...made, sampleId: found?.id as string, week: waiting.week }
}

test('oversight asks, and a supervisor who did not decide the case answers once', async () => {
  const { supervisor, other, analyst } = stage
  const { sampleId, week, id } = await sampled()
  expect(await questionsOf(other)).toEqual([])
  const asked = await write(sampleId, 'question')
  expect(await questionsOf(supervisor)).toMatchObject([{ caseId: id, may: false, answer: null }])
  expect(await questionsOf(other)).toMatchObject([{ may: true, text: 'The photograph was not compared.' }])
  await expect(questionsOf(analyst)).rejects.toMatchObject({ code: 'role' })
  expect(await codeOf(answer(asked, supervisor))).toBe('same-person')
  expect(await codeOf(answer(randomUUID(), other))).toBe('not-found')
  expect(await codeOf(answer(asked, other))).toBe('done')
  expect(await codeOf(answer(asked, other))).toBe('sample-state')
  world.pass(1)
  await write(sampleId, 'agree')
  const { cases, figures } = await sample(week)
  expect(cases.find(({ caseId }) => caseId === id)).toMatchObject({
    minor: true,
    outcome: 'adverse',
    readings: [
      {
        verdict: 'question',
        by: 'Oversight',
        answer: { by: 'Other supervisor', text: 'The photograph was compared on paper.' },
      },
      { verdict: 'agree', answer: null, dueAt: null },
    ],
  })
  expect(figures).toMatchObject({ read: 1, agree: 1, question: 0, unanswered: 0, overdue: 0 })
})

test('reviewers cannot write a reading, nor find in the log which cases are in the sample', async () => {
  const { sampleId, id } = await sampled()
  for (const actor of [stage.analyst, stage.supervisor])
    expect(await codeOf(write(sampleId, 'agree', actor))).toBe('role')
  await write(sampleId, 'question')
  const ofCase = await world.db.selectFrom('audit.entry').select('type').where('ref', '=', `case:${id}`).execute()
  expect(ofCase.filter(({ type }) => type.startsWith('sample.'))).toEqual([])
})

test('a question that nobody answers for 14 days is overdue, and raises one alarm', async () => {
  const { sampleId, week } = await sampled()
  const asked = await write(sampleId, 'question')
  world.pass(14 * 86_400 - 1)
  await noteOverdue(world)
  expect(await alarms('sample-answer-overdue')).not.toContain(`sample:${asked}`)
  world.pass(1)
  await noteOverdue(world)
  await noteOverdue(world)
  expect((await alarms('sample-answer-overdue')).filter((ref) => ref === `sample:${asked}`)).toHaveLength(1)
  expect((await sample(week)).cases.find(({ id }) => id === sampleId)).toMatchObject({ readings: [{ overdue: true }] })
})

test('S20: a planted case may be drawn, is marked for oversight alone and is not read', async () => {
  await tick()
  const made = await decided(stage.supervisor)
  await sql`insert into planted_case (case_id, message_id, subject_id, gateway, asked_for, planted_at)
    values (${made.id}::uuid, ${randomUUID()}::uuid, ${made.subjectId}::uuid, 'travel', ${stage.analyst.person}::uuid, now())`.execute(
    world.db,
  )
  await world.pool.query('update decided_case set minor = true where case_id = $1', [made.id])
  const before = (await sample()).figures.drawn
  const waiting = (await sample()).weeks.filter(({ drawnAt }) => drawnAt === null).at(-1) as SampleWeek
  goTo(waiting.drawsAt)
  await tick()
  const { cases, figures } = await sample(waiting.week)
  const found = cases.find(({ caseId }) => caseId === made.id)
  expect([found?.planted, figures.drawn]).toEqual([true, before])
  expect(await codeOf(write(found?.id as string, 'agree'))).toBe('sample-planted')
})

test('the database refuses a reading of others, and an answer by who decided the case', async () => {
  const { sampleId } = await sampled()
  await liftRules(database.connection('entente_owner'), [])
  const reading = randomUUID()
  const insert = (person: string, id = randomUUID()) =>
    world.pool.query("insert into sample_reading values ($1, $2, $3, now(), 'question')", [id, sampleId, person])
  await expect(insert(stage.supervisor.person)).rejects.toMatchObject({ code: 'EN002' })
  await insert(oversight.person, reading)
  const reply = (person: string) =>
    world.pool.query('insert into sample_answer values ($1, $2, now())', [reading, person])
  await expect(reply(stage.supervisor.person)).rejects.toMatchObject({ code: 'EN001' })
  await expect(reply(stage.colleague.person)).rejects.toMatchObject({ code: 'EN002' })
  await reply(stage.other.person)
  await liftRules(database.connection('entente_owner'), ['clock', 'people'])
})

test('a seed whose key file was replaced is said to be lost, and only minors are drawn', async () => {
  const waiting = (await sample()).weeks.filter(({ drawnAt }) => drawnAt === null).at(-1) as SampleWeek
  await register(50)
  secret = 'second'
  await noteLostSeeds(deps())
  expect(await alarms('sample-seed-lost')).toContain(`sample:${waiting.week}`)
  goTo(waiting.drawsAt)
  await tick()
  const { cases } = await sample(waiting.week)
  expect(await weekOf(waiting.week)).toMatchObject({ lost: true, seed: null, late: false })
  expect(cases.length).toBeGreaterThan(0)
  expect(cases.every(({ minor, byLot }) => minor && !byLot)).toBe(true)
})

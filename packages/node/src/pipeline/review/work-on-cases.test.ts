import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf, openReviewStage, type ReviewStage } from './review-stage.fixture.ts'
import { viewCase } from './view-case.ts'
import { assignCase, handOver, listPeople, printCase } from './work-on-cases.ts'

let database: TestDatabase
let stage: ReviewStage
let world: ReviewStage['world']
let analyst: ReviewStage['analyst']
let colleague: ReviewStage['colleague']
let supervisor: ReviewStage['supervisor']
let oversight: ReviewStage['oversight']
let newCase: ReviewStage['newCase']
let view: ReviewStage['view']
let read: ReviewStage['read']
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openReviewStage(database.connection('entente_app'))
  ;({ world, analyst, colleague, supervisor, oversight, newCase, view, read } = stage)
})
afterAll(async () => {
  await stage?.world.close()
  await database?.drop()
})

test('active time counts at most the time passed, once for all open tabs', async () => {
  const reader = await world.person('Reader', 'analyst')
  const { id } = await newCase()
  const beat = async (caseId = id) => (await viewCase(world.access(reader), caseId)).activeSeconds
  expect(await beat()).toBe(0)
  world.pass(5)
  expect(await beat()).toBe(5)
  expect(await beat()).toBe(5)
  world.pass(2)
  expect(await beat()).toBe(7)
  world.pass(3600)
  expect(await beat()).toBe(13)
  const tabs = await Promise.all(Array.from({ length: 3 }, () => newCase()))
  for (const tab of tabs) await beat(tab.id)
  let total = 0
  world.pass(5)
  for (const tab of tabs) total += await beat(tab.id)
  expect(total).toBe(5)
})

test('only the first view is logged, and it starts the review', async () => {
  const { id, subjectId } = await newCase()
  await view(analyst, id)
  const entries = await world.db
    .selectFrom('audit.entry')
    .select('id')
    .where('ref', '=', `case:${id}`)
    .where('type', '=', 'case.view')
    .execute()
  expect(entries).toHaveLength(1)
  expect((await world.caseOf(subjectId)).state).toBe('in-review')
})

test('a case is taken, given back and handed over within its team, with a reason', async () => {
  const { id, subjectId } = await newCase()
  await assignCase(world.access(analyst), id, analyst.person)
  expect((await world.caseOf(subjectId)).assigned_to).toBe(analyst.person)
  expect(await codeOf(assignCase(world.access(colleague), id, colleague.person))).toBe('refused')
  expect(await codeOf(assignCase(world.access(analyst), id, colleague.person))).toBe('role')
  expect(await codeOf(handOver(world.access(analyst), id, { to: oversight.person, text: 'x' }))).toBe('body-invalid')
  await handOver(world.access(analyst), id, { to: colleague.person, text: 'I know the family.' })
  expect((await read(colleague, id)).notes).toMatchObject([{ text: 'I know the family.', byName: 'A. Analyst' }])
  await assignCase(world.access(colleague), id, null)
  expect((await world.caseOf(subjectId)).assigned_to).toBeNull()
  expect((await listPeople(world.access(analyst))).map((person) => person.name)).toEqual(
    expect.arrayContaining(['A. Analyst', 'C. Colleague', 'S. Supervisor']),
  )
})

test('the reason for printing is in the log', async () => {
  const { id } = await newCase()
  await printCase(world.access(supervisor), id, 'For the court file 17.')
  const entry = await world.db
    .selectFrom('audit.entry')
    .select('details')
    .where('ref', '=', `case:${id}`)
    .where('type', '=', 'case.print')
    .executeTakeFirstOrThrow()
  expect(JSON.parse(entry.details.toString())).toEqual({ reason: 'For the court file 17.' })
})

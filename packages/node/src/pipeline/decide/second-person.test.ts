import { randomUUID } from 'node:crypto'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { confirm } from './confirm.ts'
import {
  adverse,
  agree,
  codeOf,
  type DecideStage,
  disagree,
  innocent,
  openDecideStage,
} from './decide-stage.fixture.ts'
import { propose } from './propose.ts'
import { reopen } from './reopen.ts'
import { reviewSettings } from './settings.ts'

let database: TestDatabase
let stage: DecideStage
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openDecideStage(database.connection('entente_app'))
})
afterAll(async () => {
  await stage?.world.close()
  await database?.drop()
})

/** Returns a case with the analyst's proposal, viewed long enough by the supervisor. */
async function proposed() {
  const made = await stage.newCase()
  await stage.view(stage.analyst, made.id, 20)
  await stage.asked(stage.analyst, made.id, adverse(made.hits))
  await stage.view(stage.supervisor, made.id, 20)
  return made
}

test('a second person answers the version of the case that they read', async () => {
  const { supervisor, answered, world } = stage
  const { id, subjectId } = await proposed()
  const { version } = await world.caseOf(subjectId)
  for (const answer of [agree, disagree])
    expect(await codeOf(answered(supervisor, id, { ...answer, version: version - 1 }))).toBe('case-changed')
  expect(await answered(supervisor, id, { ...agree, version })).toMatchObject({ state: 'decided' })
})

test('an answer that names another case than its path is refused', async () => {
  const { supervisor, answered } = stage
  const { id } = await proposed()
  expect(await codeOf(answered(supervisor, id, { ...agree, caseId: randomUUID() }))).toBe('body-invalid')
  expect(await codeOf(answered(supervisor, id, { ...agree, caseId: id }))).toBe('done')
})

test('an answer takes only reasons of its outcome', async () => {
  const { supervisor, answered } = stage
  const { id } = await proposed()
  expect(await codeOf(answered(supervisor, id, { ...agree, reasons: ['different-person'] }))).toBe('body-invalid')
  expect(await codeOf(answered(supervisor, id, { ...disagree, reasons: ['same-document'] }))).toBe('body-invalid')
})

test('proposals and confirmations of one person count together towards the hourly limit', async () => {
  const { analyst, world, newCase, view, asked } = stage
  const quick = await world.person('Quick', 'supervisor')
  const settings = { review: { ...reviewSettings, decisionsPerHour: 2 }, gateways: world.gateways }
  const own = await newCase()
  await view(quick, own.id, 20)
  await propose(world.access(quick), settings, own.id, innocent(own.hits))
  const answers: string[] = []
  for (let n = 0; n < 2; n += 1) {
    const { id, hits } = await newCase()
    await view(analyst, id, 20)
    await asked(analyst, id, adverse(hits))
    await view(quick, id, 20)
    answers.push(await codeOf(confirm(world.access(quick), settings, id, agree)))
  }
  expect(answers).toEqual(['done', 'rate-exceeded'])
})

test('a person who reopened a case cannot confirm it afterwards', async () => {
  const { analyst, supervisor, other, world, newCase, view, asked, answered } = stage
  const { id, hits } = await newCase()
  await view(analyst, id, 20)
  await asked(analyst, id, innocent(hits))
  await reopen(world.access(supervisor), id, { reason: 'The airline corrected the passport number.' })
  await asked(analyst, id, adverse(hits))
  for (const second of [supervisor, other]) await view(second, id, 20)
  expect(await codeOf(answered(supervisor, id, agree))).toBe('case-edited')
  expect(await answered(other, id, agree)).toMatchObject({ state: 'decided' })
})

test('an adverse proposal cannot be confirmed after its hit was withdrawn', async () => {
  const { supervisor, world, answered } = stage
  const { id, hits } = await proposed()
  await world.db.updateTable('hit').set({ withdrawn_at: world.clock() }).where('id', 'in', hits).execute()
  expect(await codeOf(answered(supervisor, id, agree))).toBe('case-changed')
})

test('a proposal cannot name a withdrawn hit', async () => {
  const { analyst, world, newCase, view, asked } = stage
  const { id, hits } = await newCase()
  await view(analyst, id, 20)
  await world.db.updateTable('hit').set({ withdrawn_at: world.clock() }).where('id', 'in', hits).execute()
  const failure = await asked(analyst, id, innocent(hits)).catch((error) => error)
  expect(failure).toMatchObject({ code: 'body-invalid', fields: { errors: [{ code: 'hit-unknown', at: '/hits/0' }] } })
})

test('a closed case is not decided', async () => {
  const { analyst, world, newCase, view, asked } = stage
  const { id, hits } = await newCase()
  await view(analyst, id, 20)
  await world.db.updateTable('case_file').set({ state: 'closed' }).where('id', '=', id).execute()
  expect(await codeOf(asked(analyst, id, innocent(hits)))).toBe('case-closed')
})

test('a decision before the disagreement does not count as the third person', async () => {
  const { analyst, supervisor, other, world, newCase, view, asked, answered } = stage
  const { id, hits } = await newCase()
  await view(analyst, id, 20)
  await asked(analyst, id, innocent(hits))
  await reopen(world.access(other), id, { reason: 'The airline corrected the passport number.' })
  await asked(analyst, id, adverse(hits))
  await view(supervisor, id, 20)
  await answered(supervisor, id, disagree)
  expect(await codeOf(asked(analyst, id, innocent(hits)))).toBe('third-person-required')
})

test('five seconds of viewing are required whatever the settings say', async () => {
  const { analyst, world, newCase, view } = stage
  const { id, hits } = await newCase()
  const settings = { review: { ...reviewSettings, minReviewSecondsOther: 0 }, gateways: world.gateways }
  await view(analyst, id, 0)
  expect(await codeOf(propose(world.access(analyst), settings, id, innocent(hits)))).toBe('too-soon')
  await view(analyst, id, 5)
  expect(await codeOf(propose(world.access(analyst), settings, id, innocent(hits)))).toBe('done')
})

test('a reasoning of only spaces is refused', async () => {
  const { analyst, newCase, view, asked } = stage
  const { id, hits } = await newCase()
  await view(analyst, id, 20)
  const failure = await asked(analyst, id, { ...adverse(hits), text: ' '.repeat(40) }).catch((error) => error)
  expect(failure).toMatchObject({ code: 'body-invalid', fields: { errors: [{ code: 'text-too-short' }] } })
})

test('the defaults are 20 seconds of viewing if adverse, else 8, and 60 decisions hourly', () => {
  expect(reviewSettings).toEqual({ minReviewSecondsAdverse: 20, minReviewSecondsOther: 8, decisionsPerHour: 60 })
})

test('an adverse proposal on a withdrawn signal is refused', async () => {
  const { analyst, world, signal, newCase, view, asked } = stage
  const { id, hits } = await newCase()
  await view(analyst, id, 20)
  const withdrawal = { at: world.clock().toISOString(), reason: 'wrong' as const }
  await world.changeSignal(signal, { status: 'withdrawn', withdrawal })
  expect(await codeOf(asked(analyst, id, adverse(hits)))).toBe('case-changed')
})

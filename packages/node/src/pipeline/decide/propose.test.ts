import { randomUUID } from 'node:crypto'
import type { Actor, Purpose } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordFeedback } from '../cases/record-feedback.ts'
import { assignCase } from '../review/work-on-cases.ts'
import { adverse, agree, codeOf, type DecideStage, innocent, openDecideStage } from './decide-stage.fixture.ts'
import { propose } from './propose.ts'
import { ReviewSettings, reviewSettings } from './settings.ts'

let database: TestDatabase
let stage: DecideStage
let world: DecideStage['world']
let analyst: DecideStage['analyst']
let colleague: DecideStage['colleague']
let supervisor: DecideStage['supervisor']
let newCase: DecideStage['newCase']
let view: DecideStage['view']
let asked: DecideStage['asked']
let answered: DecideStage['answered']
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openDecideStage(database.connection('entente_app'))
  ;({ world, analyst, colleague, supervisor, newCase, view, asked, answered } = stage)
})
afterAll(async () => {
  await stage?.world.close()
  await database?.drop()
})

test('a case that was not viewed, or not for long enough, is not decided', async () => {
  const { id, hits } = await newCase()
  expect(await codeOf(asked(analyst, id, innocent(hits)))).toBe('not-viewed')
  await view(analyst, id, 5)
  const soon = await asked(analyst, id, innocent(hits)).catch((error) => error)
  expect(soon).toMatchObject({ code: 'too-soon', fields: { retryAfterMs: 3000 } })
  await view(analyst, id, 5)
  expect(await codeOf(asked(analyst, id, adverse(hits)))).toBe('too-soon')
  expect(await asked(analyst, id, innocent(hits))).toMatchObject({ state: 'decided', decision: { adverse: false } })
  expect(await codeOf(asked(analyst, id, innocent(hits)))).toBe('case-decided')
})

test('the minimum review time cannot be set below five seconds', () => {
  expect(ReviewSettings.safeParse({ ...reviewSettings, minReviewSecondsOther: 4 }).success).toBe(false)
})

test('a proposal is refused if the case changed since it was opened', async () => {
  const { id, hits } = await newCase()
  await view(analyst, id, 20)
  expect(await codeOf(asked(analyst, id, { ...innocent(hits), version: 2 }))).toBe('case-changed')
  expect(await codeOf(asked(analyst, id, { ...innocent(hits), version: 1 }))).toBe('done')
})

test('a refused proposal lists all its errors and changes no case', async () => {
  const { id, subjectId, hits } = await newCase()
  await view(analyst, id, 20)
  const bad = {
    ...adverse([randomUUID()]),
    act: 'ok-to-board',
    reasons: ['same-document', 'looks-wrong'],
    text: 'Short.',
  }
  const failure = await asked(analyst, id, bad).catch((error) => error)
  expect(failure.code).toBe('body-invalid')
  expect(failure.fields.errors.map((e: { code: string; at: string }) => [e.code, e.at])).toEqual([
    ['act-unknown', '/act'],
    ['reason-unknown', '/reasons/1'],
    ['text-too-short', '/text'],
    ['hit-unknown', '/hits/0'],
  ])
  expect(await codeOf(asked(analyst, id, { ...adverse([]), hits: [] }))).toBe('body-invalid')
  expect(await codeOf(asked(analyst, id, { ...innocent(hits), caseId: randomUUID() }))).toBe('body-invalid')
  expect(await world.caseOf(subjectId)).toMatchObject({ state: 'in-review', version: 1 })
})

test('a case assigned to a colleague cannot be decided, not even by a supervisor', async () => {
  const { id, hits } = await newCase()
  await view(colleague, id, 20)
  await view(supervisor, id, 20)
  await assignCase(world.access(colleague), id, colleague.person)
  expect(await codeOf(asked(analyst, id, innocent(hits)))).toBe('refused')
  expect(await codeOf(asked(supervisor, id, innocent(hits)))).toBe('refused')
  expect(await codeOf(asked(colleague, id, innocent(hits)))).toBe('done')
})

test('one person makes at most sixty decisions an hour', async () => {
  const quick = await world.person('Quick', 'analyst')
  const settings = { review: { ...reviewSettings, decisionsPerHour: 3 }, gateways: world.gateways }
  for (let made = 0; made < 3; made += 1) {
    const { id, hits } = await newCase()
    await view(quick, id, 10)
    await propose(world.access(quick), settings, id, innocent(hits))
  }
  const { id, hits } = await newCase()
  await view(quick, id, 10)
  const refused = await propose(world.access(quick), settings, id, innocent(hits)).catch((error) => error)
  expect(refused).toMatchObject({ code: 'rate-exceeded' })
  expect(refused.fields.retryAfterMs).toBeGreaterThan(3_500_000)
  world.pass(3600)
  await view(quick, id, 5)
  expect(await codeOf(propose(world.access(quick), settings, id, innocent(hits)))).toBe('done')
})

test('a decision without purpose, for a wrong purpose or by oversight is refused and logged', async () => {
  const { id, hits } = await newCase()
  await view(analyst, id, 20)
  const refused = async (actor: Actor, purpose: Purpose | null) => {
    const failure = await propose(
      world.access(actor, purpose),
      { review: reviewSettings, gateways: world.gateways },
      id,
      innocent(hits),
    ).catch((error) => error)
    const log = await world.db
      .selectFrom('audit.entry')
      .select('entry')
      .where('ref', '=', `case:${id}`)
      .orderBy('recorded_at', 'desc')
      .executeTakeFirstOrThrow()
    return {
      code: failure.code,
      failed: failure.fields.clauses
        .filter((c: { result: string }) => c.result === 'fail')
        .map((c: { id: string }) => c.id),
      logged: JSON.parse(log.entry).decision,
    }
  }
  const oversight = await world.person('Oversight', 'oversight')
  expect(await refused(analyst, null)).toEqual({
    code: 'purpose-missing',
    failed: ['purpose-stated', 'purpose-of-regime'],
    logged: 'deny',
  })
  expect(await refused(analyst, 'terrorism-investigation')).toEqual({
    code: 'refused',
    failed: ['purpose-of-regime'],
    logged: 'deny',
  })
  expect(await refused(oversight, 'human-rights-review')).toEqual({ code: 'role', failed: ['role'], logged: 'deny' })
})

test('each decision records feedback once: the given one, else one derived from the outcome', async () => {
  const { id, hits } = await newCase()
  await view(analyst, id, 20)
  await asked(analyst, id, adverse(hits))
  const recorded = () =>
    world.db.selectFrom('feedback').select(['outcome', 'hit_id']).where('case_id', '=', id).execute()
  expect((await world.jobs()).filter((job) => job.task === 'record-feedback' && job.payload.caseId === id)).toEqual([])
  await view(supervisor, id, 20)
  const { decision } = await answered(supervisor, id, agree)
  expect(await recorded()).toEqual([])
  expect(
    (await world.jobs()).some((job) => job.task === 'record-feedback' && job.payload.decisionId === decision?.id),
  ).toBe(true)
  await recordFeedback(world, { decisionId: decision?.id ?? '' })
  await recordFeedback(world, { decisionId: decision?.id ?? '' })
  expect(await recorded()).toEqual([{ outcome: 'confirmed', hit_id: hits[0] }])

  const silent = await newCase()
  await view(analyst, silent.id, 20)
  const quiet = await asked(analyst, silent.id, {
    ...innocent(silent.hits),
    feedback: [{ hitId: silent.hits[0] ?? '', outcome: null }],
  })
  await recordFeedback(world, { decisionId: quiet.decision?.id ?? '' })
  expect(await world.db.selectFrom('feedback').select('id').where('case_id', '=', silent.id).execute()).toEqual([])
})

import { travelVocabulary } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemAccess } from '../../safeguards/access/system.ts'
import { answerSubject } from '../answer/answer-subject.ts'
import { adverse, agree, codeOf, type DecideStage, innocent, openDecideStage } from './decide-stage.fixture.ts'
import { reopen, reopenForCause } from './reopen.ts'

let database: TestDatabase
let stage: DecideStage
let world: DecideStage['world']
let analyst: DecideStage['analyst']
let newCase: DecideStage['newCase']
let view: DecideStage['view']
let asked: DecideStage['asked']
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openDecideStage(database.connection('entente_app'))
  ;({ world, analyst, newCase, view, asked } = stage)
})
afterAll(async () => {
  await stage?.world.close()
  await database?.drop()
})

test('a reopened decision stays on record but is not in force', async () => {
  const { id, subjectId, hits } = await newCase()
  await view(analyst, id, 10)
  const first = await asked(analyst, id, innocent(hits))
  await reopen(world.access(analyst), id, { reason: 'The airline corrected the passport number.' })
  await answerSubject(world, { gateway: 'travel', subjectId })
  expect(world.outcomes.at(-1)?.standing.outcome).toMatchObject({ basis: 'hit-under-review', act: 'further-check' })
  const second = await asked(analyst, id, innocent(hits))
  expect(second.decision).toMatchObject({ supersedes: first.decision?.id })
  expect(
    await codeOf(reopen(world.access(analyst), (await newCase()).id, { reason: 'There is nothing to reopen here.' })),
  ).toBe('case-not-decided')
})

test('no cause of a gateway lifts an adverse decision', async () => {
  const { id, subjectId, hits } = await newCase()
  await view(analyst, id, 20)
  await asked(analyst, id, adverse(hits))
  await view(stage.supervisor, id, 20)
  await stage.answered(stage.supervisor, id, agree)
  const vocabulary = { ...travelVocabulary, reopenCauses: ['deadline-missed'] }
  const intent = { action: 'record.write', type: 'record.read' } as const
  const reopened = await systemAccess(world.match, 'terrorism-prevention').transaction(intent, (tx) =>
    reopenForCause(tx, vocabulary, subjectId, 'deadline-missed'),
  )
  expect([reopened, (await world.caseOf(subjectId)).state]).toEqual([null, 'decided'])
})

/** Misses a deadline of a new case that people review, and returns the case before it. */
async function missed() {
  const { subjectId } = await newCase()
  const before = await world.caseOf(subjectId)
  const vocabulary = { ...travelVocabulary, reopenCauses: ['deadline-missed'] }
  const intent = { action: 'record.write', type: 'record.read' } as const
  const reopened = await systemAccess(world.match, 'terrorism-prevention').transaction(intent, (tx) =>
    reopenForCause(tx, vocabulary, subjectId, 'deadline-missed', { first: true }),
  )
  expect(reopened).toBeNull()
  return before
}

test('a missed deadline puts an open case first, and a new version does not move it back', async () => {
  const before = await missed()
  const first = world.clock()
  expect(before.due_at?.getTime()).toBeGreaterThan(first.getTime())
  const open = { state: 'open', due_at: first }
  expect(await world.caseOf(before.subject_id)).toMatchObject({ ...open, version: before.version + 1 })
  world.pass(60)
  await stage.pushed(before.subject_id, { version: 2, nationality: 'UTO' })
  expect(await world.caseOf(before.subject_id)).toMatchObject(open)
})

test.each([
  ['without a deadline that passed', 0],
  ['after its own deadline', 120],
])('a case that was put first %s stays there after a new version of its subject', async (_, minutes) => {
  const { id, subjectId, hits } = await newCase()
  await view(analyst, id, 10)
  await asked(analyst, id, innocent(hits))
  world.pass(minutes * 60)
  const vocabulary = { ...travelVocabulary, reopenCauses: ['deadline-missed'] }
  const intent = { action: 'record.write', type: 'record.read' } as const
  await systemAccess(world.match, 'terrorism-prevention').transaction(intent, (tx) =>
    reopenForCause(tx, vocabulary, subjectId, 'deadline-missed', { first: true }),
  )
  const { due_at: first } = await world.caseOf(subjectId)
  expect(first).toEqual(world.clock())
  world.pass(60)
  await stage.pushed(subjectId, { version: 2, nationality: 'UTO' })
  expect(await world.caseOf(subjectId)).toMatchObject({ state: 'in-review', due_at: first })
  await stage.read(analyst, id)
  await view(analyst, id, 10)
  await asked(analyst, id, innocent(hits))
  await stage.pushed(subjectId, { version: 3 })
  expect((await world.caseOf(subjectId)).due_at).toEqual(new Date('2026-11-24T13:35:00.000Z'))
})

test('an overdue case keeps its place after a missed deadline', async () => {
  world.pass(120 * 60)
  const { subject_id: subjectId, due_at } = await missed()
  expect(due_at?.getTime()).toBeLessThan(world.clock().getTime())
  await stage.pushed(subjectId, { version: 2, nationality: 'UTO' })
  expect(await world.caseOf(subjectId)).toMatchObject({ state: 'open', due_at })
})

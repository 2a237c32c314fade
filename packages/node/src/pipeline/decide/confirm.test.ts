import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerSubject } from '../answer/answer-subject.ts'
import { assignCase, handOver, writeNote } from '../review/work-on-cases.ts'
import {
  adverse,
  agree,
  codeOf,
  type DecideStage,
  disagree,
  innocent,
  openDecideStage,
} from './decide-stage.fixture.ts'

let database: TestDatabase
let stage: DecideStage
let world: DecideStage['world']
let analyst: DecideStage['analyst']
let colleague: DecideStage['colleague']
let supervisor: DecideStage['supervisor']
let other: DecideStage['other']
let newCase: DecideStage['newCase']
let view: DecideStage['view']
let asked: DecideStage['asked']
let answered: DecideStage['answered']
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openDecideStage(database.connection('entente_app'))
  ;({ world, analyst, colleague, supervisor, other, newCase, view, asked, answered } = stage)
})
afterAll(async () => {
  await stage?.world.close()
  await database?.drop()
})

test('an adverse proposal becomes a decision and is answered once a second person agrees', async () => {
  const { id, subjectId, hits } = await newCase()
  await view(analyst, id, 20)
  expect(await asked(analyst, id, adverse(hits))).toEqual({ state: 'awaiting-second', decision: null })
  expect((await world.caseOf(subjectId)).state).toBe('awaiting-second')
  await view(supervisor, id, 20)
  const { state, decision } = await answered(supervisor, id, agree)
  expect(state).toBe('decided')
  expect(decision).toMatchObject({
    adverse: true,
    act: 'do-not-board',
    proposedBy: analyst.person,
    confirmedBy: supervisor.person,
  })
  await answerSubject(world, { gateway: 'travel', subjectId })
  expect(world.outcomes.at(-1)).toMatchObject({
    subjectId,
    standing: { outcome: { adverse: true, act: 'do-not-board' }, documents: ['K4471506B'] },
  })
})

test('no adverse decision is made while the gateway is stopped, and one made before is answered as a further check', async () => {
  const { id, hits } = await newCase()
  await view(analyst, id, 20)
  world.stop({ type: 'gateway', id: 'travel' })
  expect(await codeOf(asked(analyst, id, adverse(hits)))).toBe('decisions-paused')
  world.stop()
  await asked(analyst, id, adverse(hits))
  await view(supervisor, id, 20)
  world.stop({ type: 'all', id: null })
  expect(await codeOf(answered(supervisor, id, agree))).toBe('decisions-paused')
  world.stop()
  const { subjectId } = await world.db
    .selectFrom('case_file')
    .select('subject_id as subjectId')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect((await answered(supervisor, id, agree)).state).toBe('decided')
  world.stop({ type: 'gateway', id: 'travel' })
  await answerSubject(world, { gateway: 'travel', subjectId })
  expect(world.outcomes.at(-1)).toMatchObject({
    ...{
      subjectId,
      standing: { outcome: { adverse: false, act: 'further-check', basis: 'unchecked' }, documents: [] },
    },
  })
  const noted = await world.db.selectFrom('unchecked_subject').select('subject_id').execute()
  expect(noted).toEqual([{ subject_id: subjectId }])
  world.stop()
})

test('nobody confirms their own proposal, not even from another account', async () => {
  const { id, hits } = await newCase()
  await view(supervisor, id, 20)
  await asked(supervisor, id, adverse(hits))
  expect(await codeOf(answered(supervisor, id, agree))).toBe('same-person')
  expect(await codeOf(answered({ ...other, person: supervisor.person }, id, agree))).toBe('same-person')
})

test('only a supervisor who viewed the case and never worked on it confirms', async () => {
  const { id, hits } = await newCase()
  await view(analyst, id, 20)
  await asked(analyst, id, adverse(hits))
  await view(colleague, id, 20)
  expect(await codeOf(answered(colleague, id, agree))).toBe('role')
  expect(await codeOf(answered(supervisor, id, agree))).toBe('not-viewed')
  await view(supervisor, id, 10)
  expect(await codeOf(answered(supervisor, id, agree))).toBe('too-soon')
  await writeNote(world.access(supervisor), id, 'The photograph looks like him.')
  await view(supervisor, id, 20)
  expect(await codeOf(answered(supervisor, id, agree))).toBe('case-edited')
  await view(other, id, 20)
  expect(await answered(other, id, agree)).toMatchObject({ state: 'decided' })
})

test('a supervisor who assigned or handed over a case cannot confirm it', async () => {
  const { id, hits } = await newCase()
  await assignCase(world.access(supervisor), id, supervisor.person)
  await handOver(world.access(supervisor), id, { to: analyst.person, text: 'You know this airline better.' })
  await view(analyst, id, 20)
  await asked(analyst, id, adverse(hits))
  await view(supervisor, id, 20)
  expect(await codeOf(answered(supervisor, id, agree))).toBe('case-edited')
})

test('a disagreement keeps the answer at further check, and neither person may clear the traveller', async () => {
  const { id, subjectId, hits } = await newCase()
  await view(analyst, id, 20)
  await asked(analyst, id, adverse(hits))
  await view(supervisor, id, 20)
  expect(await answered(supervisor, id, disagree)).toEqual({ state: 'in-review', decision: null })
  await answerSubject(world, { gateway: 'travel', subjectId })
  expect(world.outcomes.at(-1)?.standing.outcome).toMatchObject({
    adverse: false,
    act: 'further-check',
    basis: 'hit-under-review',
  })
  expect(await codeOf(asked(analyst, id, innocent(hits)))).toBe('third-person-required')
  expect(await codeOf(asked(supervisor, id, adverse(hits)))).toBe('third-person-required')
  await view(colleague, id, 20)
  await asked(colleague, id, adverse(hits))
  expect(await codeOf(answered(supervisor, id, agree))).toBe('case-edited')
  await view(other, id, 20)
  expect(await answered(other, id, agree)).toMatchObject({
    decision: { proposedBy: colleague.person, confirmedBy: other.person },
  })
})

test('two people who disagreed can still decide a further check', async () => {
  const { id, hits } = await newCase()
  await view(analyst, id, 20)
  await asked(analyst, id, adverse(hits))
  await view(supervisor, id, 20)
  await answered(supervisor, id, disagree)
  const check = { ...innocent(hits), outcome: 'further-check' as const, act: 'further-check', reasons: ['time-short'] }
  expect(await asked(analyst, id, check)).toMatchObject({ state: 'decided', decision: { act: 'further-check' } })
})

test('adverse proposals and confirmations are refused after the lawful basis of the signal ended', async () => {
  const basis = (days: number) => ({
    reference: 'Invented Act, section 9',
    validUntil: new Date(world.clock().getTime() + days * 86_400_000).toISOString(),
  })
  const cases = [await newCase(), await newCase()] as const
  for (const { id } of cases) await view(analyst, id, 20)
  await asked(analyst, cases[0].id, adverse(cases[0].hits))
  await view(supervisor, cases[0].id, 20)
  await world.changeSignal(stage.signal, { lawfulBasis: basis(1) })
  world.pass(86_400)
  expect(await codeOf(answered(supervisor, cases[0].id, agree))).toBe('case-changed')
  expect(await codeOf(asked(analyst, cases[1].id, adverse(cases[1].hits)))).toBe('case-changed')
  expect(await answered(supervisor, cases[0].id, disagree)).toMatchObject({ state: 'in-review' })
})

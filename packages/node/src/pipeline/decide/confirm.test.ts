import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerSubject } from '../answer/index.ts'
import { assignCase } from '../review/assign-case.ts'
import { handOver } from '../review/hand-over-case.ts'
import { writeNote } from '../review/write-note.ts'
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
let look: DecideStage['look']
let asked: DecideStage['asked']
let answered: DecideStage['answered']
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openDecideStage(database.connection('entente_app'))
  ;({ world, analyst, colleague, supervisor, other, newCase, look, asked, answered } = stage)
})
afterAll(async () => {
  await stage?.world.close()
  await database?.drop()
})

test('an adverse proposal waits for a second person; with their agreement it is a decision, and the sender is to be told', async () => {
  const { id, subjectId, hits } = await newCase()
  await look(analyst, id, 20)
  expect(await asked(analyst, id, adverse(hits))).toEqual({ state: 'awaiting-second', decision: null })
  expect((await world.caseOf(subjectId)).state).toBe('awaiting-second')
  await look(supervisor, id, 20)
  const { state, decision } = await answered(supervisor, id, agree)
  expect(state).toBe('decided')
  expect(decision).toMatchObject({
    adverse: true,
    act: 'do-not-board',
    proposedBy: analyst.person,
    confirmedBy: supervisor.person,
  })
  await answerSubject(world, { gateway: 'travel', subjectId })
  expect(world.told.at(-1)).toMatchObject({
    subjectId,
    standing: { outcome: { adverse: true, act: 'do-not-board' }, documents: ['K4471506B'] },
  })
})

test('whoever proposed cannot be their own second person, not even under another account of theirs', async () => {
  const { id, hits } = await newCase()
  await look(supervisor, id, 20)
  await asked(supervisor, id, adverse(hits))
  expect(await codeOf(answered(supervisor, id, agree))).toBe('same-person')
  expect(await codeOf(answered({ ...other, person: supervisor.person }, id, agree))).toBe('same-person')
})

test('a second person is a supervisor, looked at the case themselves, and had no hand in it', async () => {
  const { id, hits } = await newCase()
  await look(analyst, id, 20)
  await asked(analyst, id, adverse(hits))
  await look(colleague, id, 20)
  expect(await codeOf(answered(colleague, id, agree))).toBe('role')
  expect(await codeOf(answered(supervisor, id, agree))).toBe('not-viewed')
  await look(supervisor, id, 10)
  expect(await codeOf(answered(supervisor, id, agree))).toBe('too-soon')
  await writeNote(world.access(supervisor), id, 'The photograph looks like him.')
  await look(supervisor, id, 20)
  expect(await codeOf(answered(supervisor, id, agree))).toBe('case-edited')
  await look(other, id, 20)
  expect(await answered(other, id, agree)).toMatchObject({ state: 'decided' })
})

test('assigning or handing over a case is having a hand in it', async () => {
  const { id, hits } = await newCase()
  await assignCase(world.access(supervisor), id, supervisor.person)
  await handOver(world.access(supervisor), id, { to: analyst.person, text: 'You know this airline better.' })
  await look(analyst, id, 20)
  await asked(analyst, id, adverse(hits))
  await look(supervisor, id, 20)
  expect(await codeOf(answered(supervisor, id, agree))).toBe('case-edited')
})

test('if the two disagree the sender keeps being told further check, and neither of them lets the traveller board', async () => {
  const { id, subjectId, hits } = await newCase()
  await look(analyst, id, 20)
  await asked(analyst, id, adverse(hits))
  await look(supervisor, id, 20)
  expect(await answered(supervisor, id, disagree)).toEqual({ state: 'in-review', decision: null })
  await answerSubject(world, { gateway: 'travel', subjectId })
  expect(world.told.at(-1)?.standing.outcome).toMatchObject({
    adverse: false,
    act: 'further-check',
    basis: 'hit-under-review',
  })
  expect(await codeOf(asked(analyst, id, innocent(hits)))).toBe('third-person-required')
  expect(await codeOf(asked(supervisor, id, adverse(hits)))).toBe('third-person-required')
  await look(colleague, id, 20)
  await asked(colleague, id, adverse(hits))
  expect(await codeOf(answered(supervisor, id, agree))).toBe('case-edited')
  await look(other, id, 20)
  expect(await answered(other, id, agree)).toMatchObject({
    decision: { proposedBy: colleague.person, confirmedBy: other.person },
  })
})

test('two who disagreed can still settle for a further check', async () => {
  const { id, hits } = await newCase()
  await look(analyst, id, 20)
  await asked(analyst, id, adverse(hits))
  await look(supervisor, id, 20)
  await answered(supervisor, id, disagree)
  const check = { ...innocent(hits), outcome: 'further-check' as const, act: 'further-check', reasons: ['time-short'] }
  expect(await asked(analyst, id, check)).toMatchObject({ state: 'decided', decision: { act: 'further-check' } })
})

test('nothing adverse is asked for or agreed to once the lawful basis of its signal has ended, though the signal itself would go on', async () => {
  const basis = (days: number) => ({
    reference: 'Invented Act, section 9',
    validUntil: new Date(world.clock().getTime() + days * 86_400_000).toISOString(),
  })
  const cases = [await newCase(), await newCase()] as const
  for (const { id } of cases) await look(analyst, id, 20)
  await asked(analyst, cases[0].id, adverse(cases[0].hits))
  await look(supervisor, cases[0].id, 20)
  await world.changeSignal(stage.signal, { lawfulBasis: basis(1) })
  world.pass(86_400)
  expect(await codeOf(answered(supervisor, cases[0].id, agree))).toBe('case-changed')
  expect(await codeOf(asked(analyst, cases[1].id, adverse(cases[1].hits)))).toBe('case-changed')
  expect(await answered(supervisor, cases[0].id, disagree)).toMatchObject({ state: 'in-review' })
})

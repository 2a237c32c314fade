import type { Actor } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerSubject } from '../answer/index.ts'
import { openWorld, personValue, type World } from '../case-world.fixture.ts'
import { matchSubjects } from '../match/index.ts'
import { viewCase } from '../review/view-case.ts'
import { confirm } from './confirm.ts'
import { propose } from './propose.ts'
import { reopen } from './reopen.ts'
import { reviewSettings } from './settings.ts'

let database: TestDatabase
let world: World
let analyst: Actor
let colleague: Actor
let supervisor: Actor
let other: Actor
beforeAll(async () => {
  database = await createTestDatabase()
  world = await openWorld(database.connection('entente_app'))
  analyst = await world.person('Analyst', 'analyst')
  colleague = await world.person('Colleague', 'analyst')
  supervisor = await world.person('Supervisor', 'supervisor')
  other = await world.person('Other supervisor', 'supervisor')
  await world.signal({
    value: personValue('Qarmouti', 'Youssef Hamdan', {
      birthDates: ['1981-05-17'],
      identifiers: [{ type: 'passport', number: 'K4471506B', issuer: 'UTO' }],
    }),
  })
  await world.index.load()
})
afterAll(async () => {
  await world?.close()
  await database?.drop()
})

/** A new case, and its hits. */
async function newCase(): Promise<{ id: string; subjectId: string; hits: string[] }> {
  const subjectId = await world.traveller({
    surname: 'QARMOUTI',
    given: 'YUSUF HAMDAN',
    birthDate: '1981-05-17',
    document: { number: 'K4471506B', issuer: 'UTO' },
  })
  await matchSubjects(world.match, { travellerIds: [subjectId] })
  const { id } = await world.caseOf(subjectId)
  const hits = await world.db.selectFrom('hit').select('id').where('case_id', '=', id).execute()
  return { id, subjectId, hits: hits.map((hit) => hit.id) }
}
async function look(actor: Actor, caseId: string, seconds: number): Promise<void> {
  await viewCase(world.door(actor), caseId)
  for (let passed = 0; passed < seconds; passed += 5) {
    world.pass(5)
    await viewCase(world.door(actor), caseId)
  }
}
const adverse = (hits: string[]) => ({
  outcome: 'adverse' as const,
  act: 'do-not-board',
  reasons: ['same-document'],
  text: 'The passport is the one that was named.',
  hits,
  alternativesConsidered: [],
  details: null,
})
const innocent = (hits: string[]) => ({
  outcome: 'no-action' as const,
  act: 'ok-to-board',
  reasons: ['different-person'],
  text: '',
  hits,
  alternativesConsidered: [],
  details: null,
})
const agree = { agree: true, reasons: ['same-document'], text: 'I compared the passport numbers myself.' }
const disagree = { agree: false, reasons: ['identity-unclear'], text: 'The photograph has to be seen first.' }
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => error.code,
  )
const asked = (actor: Actor, id: string, input: Parameters<typeof propose>[3]) =>
  propose(world.door(actor), reviewSettings, id, input)
const answered = (actor: Actor, id: string, input: Parameters<typeof confirm>[3]) =>
  confirm(world.door(actor), reviewSettings, id, input)

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
  await answerSubject(world, { subjectId })
  expect(world.told.at(-1)).toMatchObject({
    subjectId,
    standing: { outcome: { adverse: true, act: 'do-not-board' }, documents: ['K4471506B'] },
  })
})
void colleague
void other
void innocent
void disagree
void codeOf
void reopen

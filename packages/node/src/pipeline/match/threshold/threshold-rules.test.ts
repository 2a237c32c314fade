import { randomUUID } from 'node:crypto'
import type { Actor } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type World } from '../../case-world.fixture.ts'

// The database enforces the rules of a threshold for every writer.
let database: TestDatabase
let world: World
let officer: Actor
let supervisor: Actor
let analyst: Actor
beforeAll(async () => {
  database = await createTestDatabase()
  world = await openWorld(database.connection('entente_app'))
  officer = await world.person('Officer', 'signal-officer')
  supervisor = await world.person('Supervisor', 'supervisor')
  analyst = await world.person('Analyst', 'analyst')
})
afterAll(async () => {
  await world?.close()
  await database?.drop()
})

const words = 'Enough words for a second person.'
const by = ({ person, account }: Actor) => ({
  person_id: person,
  account_id: account,
  at: world.clock(),
  reason: words,
})
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )
const propose = async (actor: Actor, more = {}) => {
  const id = randomUUID()
  await world.db
    .insertInto('threshold_proposal')
    .values({ id, threshold: 0.6, follows: 1, ...by(actor), ...more })
    .execute()
  return id
}
const answer = async (actor: Actor, proposal: string, agree = true) => {
  const id = randomUUID()
  await world.db
    .insertInto('threshold_answer')
    .values({ id, proposal_id: proposal, agree, ...by(actor) })
    .execute()
  return id
}
const enforce = (proposal: string, answered: string, more = {}) =>
  world.db
    .insertInto('threshold_version')
    .values({ version: 2, threshold: 0.6, proposal_id: proposal, answer_id: answered, at: world.clock(), ...more })
    .execute()
const close = (id: string, state: 'confirmed' | 'refused' | 'withdrawn') =>
  world.db.updateTable('threshold_proposal').set({ state }).where('id', '=', id).execute()

test('the database refuses a threshold from a wrong role or without two different people', async () => {
  expect(await codeOf(propose(analyst)), 'an analyst').toBe('EN002')
  expect(await codeOf(propose({ ...officer, person: supervisor.person })), 'in another’s name').toBe('EN009')
  expect(await codeOf(propose(officer, { follows: 4 })), 'after a version that is not in force').toBe('EN003')
  expect(await codeOf(propose(officer, { threshold: 0.1 })), 'under what a weak match is').toBe('23514')
  const id = await propose(officer)
  expect(await codeOf(propose(supervisor)), 'a second one').toBe('23505')
  expect(await codeOf(answer(analyst, id)), 'an analyst').toBe('EN002')
  expect(await codeOf(answer(officer, id)), 'themselves').toBe('EN001')
  expect(await codeOf(enforce(id, randomUUID())), 'without an answer').toBe('EN005')
  expect(await codeOf(close(id, 'confirmed')), 'confirmed by nobody').toBe('EN005')
  const no = await answer(supervisor, id, false)
  expect(await codeOf(enforce(id, no)), 'against the answer').toBe('EN005')
  await close(id, 'refused')
  expect(await codeOf(close(id, 'confirmed')), 'opened again').toBe('EN003')

  const own = await propose(supervisor)
  expect(await codeOf(answer(supervisor, own)), 'their own').toBe('EN001')
  await close(own, 'withdrawn')

  const next = await propose(officer)
  const yes = await answer(supervisor, next)
  expect(await codeOf(enforce(next, yes, { threshold: 0.7 })), 'another threshold').toBe('EN003')
  expect(await codeOf(enforce(next, yes, { version: 3 })), 'a gap').toBe('EN003')
  await enforce(next, yes)
  await close(next, 'confirmed')
})

test('neither the node nor the owner of the tables can change the history', async () => {
  const app = world.pool
  for (const statement of [
    'update threshold_version set threshold = 0.3',
    'delete from threshold_version',
    'delete from threshold_answer',
    'update threshold_answer set agree = false',
    'delete from threshold_proposal',
    `update threshold_proposal set reason = '${words}'`,
  ]) {
    expect(await codeOf(app.query(statement)), statement).toBe('42501')
  }
  const owner = new pg.Client(database.connection('entente_owner'))
  await owner.connect()
  try {
    for (const statement of [
      'update threshold_version set threshold = 0.3',
      'delete from threshold_version',
      'truncate threshold_answer cascade',
      'delete from threshold_proposal',
    ]) {
      expect(await codeOf(owner.query(statement)), statement).toBe('EN007')
    }
  } finally {
    await owner.end()
  }
})

import { randomUUID } from 'node:crypto'
import type { Actor } from '@entente/contracts'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from '../../store/postgres/index.ts'
import { adverse, agree, type DecideStage, innocent, openDecideStage } from '../decide/decide-stage.fixture.ts'
import { reviewSettings } from '../decide/settings.ts'
import { checkJudgement } from './check-judgement.ts'
import { tellResults } from './plant-due.ts'
import { readFigures, readOwnResults } from './routes.ts'

let database: TestDatabase
let stage: DecideStage
let world: DecideStage['world']
beforeAll(async () => {
  database = await createTestDatabase()
  stage = await openDecideStage(database.connection('entente_app'))
  world = stage.world
})
afterAll(async () => {
  await stage?.world.close()
  await database?.drop()
})

const check = () =>
  checkJudgement({ ...world, gateways: { ...world.gateways, all: planting() }, review: reviewSettings })
/** The gateway of the stage, as one that plants. */
const planting = () =>
  world.gateways.all.map((gateway) => ({ ...gateway, plants: { invent: async () => null, areNew: async () => true } }))
const alarms = async () =>
  (await world.db.selectFrom('alarm').select(['code', 'ref', 'detail']).orderBy('code').execute()).map(
    ({ code, ref, detail }) => ({ code, ref, people: (detail as { people: string[] }).people }),
  )
const impersonal = { action: 'record.write', type: 'oversight.read', impersonal: true } as const
/** Marks a case as planted, as the transaction that makes one does. The node's role may add the row. */
const markPlanted = (caseId: string, subjectId: string, person: string) =>
  sql`insert into planted_case (case_id, message_id, subject_id, gateway, asked_for, planted_at)
    values (${caseId}::uuid, ${randomUUID()}::uuid, ${subjectId}::uuid, 'travel', ${person}::uuid, ${world.clock()})`.execute(
    world.db,
  )
async function decideAdversely(first: Actor, second: Actor) {
  const made = await stage.newCase()
  await stage.view(first, made.id, 25)
  await stage.asked(first, made.id, adverse(made.hits))
  await stage.view(second, made.id, 25)
  await stage.read(second, made.id)
  await stage.answered(second, made.id, agree)
  return made
}

test('S20: the role of the node may mark a case as planted, and cannot read which are', async () => {
  const client = new pg.Client(database.connection('entente_app'))
  await client.connect()
  try {
    for (const query of [
      'select * from planted_case',
      'select * from judged_cases()',
      'update planted_case set told_at = now()',
      'delete from planted_case',
    ])
      await expect(client.query(query)).rejects.toMatchObject({ code: '42501' })
  } finally {
    await client.end()
  }
  await withClient(database.connection('entente_oversight'), (oversight) =>
    oversight.query('select * from planted_case'),
  )
})

test('S20, S21: a planted case that two people decide adversely has no effect, and becomes known a day later', async () => {
  const { id, subjectId, hits } = await decideAdversely(stage.analyst, stage.supervisor)
  await markPlanted(id, subjectId, stage.analyst.person)
  const own = (actor: Actor) =>
    world.access(actor, null).transaction({ action: 'planted.own', type: 'planted.result', impersonal: true }, (tx) => {
      tx.leavesNoEntry()
      return readOwnResults(tx)
    })
  expect((await own(stage.analyst)).items).toEqual([])
  for (const view of ['counted_case', 'counted_hit', 'counted_decision', 'counted_proposal', 'counted_confirmation'])
    expect(
      (await world.pool.query(`select from ${view} where ${view === 'counted_case' ? 'id' : 'case_id'} = $1`, [id]))
        .rowCount,
    ).toBe(0)
  // The database refuses what would leave the node, whoever writes it.
  await expect(
    world.pool.query(
      `insert into feedback (id, signal_id, signal_version, case_id, hit_id, outcome, at, person_id, body)
        select gen_random_uuid(), signal_id, signal_version, case_id, id, 'confirmed', now(), $2, '{}' from hit where id = $1`,
      [hits[0], stage.analyst.person],
    ),
  ).rejects.toMatchObject({ code: 'EN017' })
  const evidence = await world.pool.query<{ id: string }>(
    `insert into retained_evidence (id, gateway, subject_id, ground, reference, set_by, set_at)
      values (gen_random_uuid(), 'travel', $1, 'investigation', 'x', $2, now()) returning id`,
    [subjectId, stage.analyst.person],
  )
  await expect(
    world.pool.query('update retained_evidence set approved_by = $2, approved_at = now() where id = $1', [
      evidence.rows[0]?.id,
      stage.supervisor.person,
    ]),
  ).rejects.toMatchObject({ code: 'EN017' })
  expect(await tellResults(world)).toBe(0)
  world.pass(24 * 3600 - 60)
  expect(await tellResults(world)).toBe(0)
  expect((await own(stage.analyst)).items).toEqual([])
  await check()
  expect(await alarms()).toEqual([])
  world.pass(61)
  expect(await tellResults(world)).toBe(1)
  expect(await tellResults(world)).toBe(0)
  expect((await own(stage.analyst)).items).toMatchObject([{ caseId: id, outcome: 'adverse', missed: true }])
  expect((await own(stage.supervisor)).items).toMatchObject([{ caseId: id, missed: true }])
  expect((await own(stage.colleague)).items).toEqual([])
  const entries = await world.db.selectFrom('audit.entry').select('ref').where('type', '=', 'planted.result').execute()
  expect(entries.filter(({ ref }) => ref === `case:${id}`)).toHaveLength(1)
  await check()
  const missed = await alarms()
  expect(missed.map(({ code }) => code)).toEqual(['planted-miss', 'planted-miss', 'planted-miss'])
  expect(missed.map(({ ref }) => ref).filter((ref) => ref === 'queue:travel')).toHaveLength(1)
  await check()
  expect(await alarms()).toHaveLength(3)
})

test('S21, S46: the database keeps an alarm from the people whom it concerns', async () => {
  const people = [stage.analyst.person, stage.supervisor.person]
  const acknowledge = (person: string) =>
    world.pool.query(
      `update alarm set acknowledged_by = $1::uuid, acknowledged_at = now() where code = 'planted-miss' and detail -> 'people' ? $1::text`,
      [person],
    )
  for (const person of people) await expect(acknowledge(person)).rejects.toMatchObject({ code: 'EN014' })
})

test('S21: haste in twenty answers raises an alarm about the person and the queue', async () => {
  for (let n = 0; n < 20; n++) {
    const { id, hits } = await stage.newCase()
    await stage.view(stage.colleague, id, 10)
    await stage.asked(stage.colleague, id, innocent(hits))
    world.pass(120)
    if (n === 18) {
      await check()
      expect((await alarms()).filter(({ code }) => code === 'review-speed')).toEqual([])
    }
  }
  await check()
  const hasty = (await alarms()).filter(({ code }) => code === 'review-speed')
  expect(hasty.map(({ ref }) => ref).sort()).toEqual([expect.stringMatching(/^account:/), 'queue:travel'])
  expect((await alarms()).filter(({ code }) => code === 'acceptance-rate')).toEqual([])
})

test('figures of planted cases name queues and no person', async () => {
  const figures = await world.access(stage.supervisor, null).transaction(impersonalRead, (tx) => readFigures(tx, true))
  expect(figures).toEqual({
    days: 30,
    plants: true,
    queues: [{ gateway: 'travel', cases: 21, planted: 1, misses: 1, share: 0.048 }],
  })
})
const impersonalRead = { ...impersonal, action: 'planted.read', decision: 'allow' } as const

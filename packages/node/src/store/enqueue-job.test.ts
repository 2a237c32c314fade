import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rematchJob } from '../exchange/jobs.ts'
import { deliverAnswerJob } from '../gateways/travel/store/jobs.ts'
import { answerSubjectJob, matchSubjectsJob, readMessageJob } from '../pipeline/jobs/jobs.ts'
import { createDatabase } from './database.ts'
import { enqueueJobs } from './define-job.ts'
import { openPool } from './postgres/index.ts'

let database: TestDatabase
let pool: pg.Pool
beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.connection('entente_app'), { max: 2, log: () => {} })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

test('a job that keeps its time is not delayed by the next one with its key', async () => {
  const db = createDatabase(pool)
  const [first, second] = [new Date(Date.now() + 60_000), new Date(Date.now() + 110_000)]
  const { name: task } = matchSubjectsJob
  for (const runAt of [first, second])
    await enqueueJobs([
      { task, payload: {}, options: { jobKey: 'kept', runAt, keepsTime: true } },
      { task, payload: {}, options: { jobKey: 'moved', runAt } },
    ]).execute(db)
  const owner = new pg.Client(database.connection('entente_owner'))
  await owner.connect()
  const { rows } = await owner.query(
    "select key, run_at from graphile_worker._private_jobs where key in ('kept', 'moved') order by key",
  )
  await owner.end()
  expect(rows).toEqual([
    { key: 'kept', run_at: first },
    { key: 'moved', run_at: second },
  ])
})

test('answers to carriers and changes of signals run before a backlog of messages', async () => {
  const db = createDatabase(pool)
  const types = [readMessageJob, matchSubjectsJob, readMessageJob, rematchJob, deliverAnswerJob, answerSubjectJob]
  for (const { name: task, priority } of types)
    await enqueueJobs([{ task, payload: {}, options: { priority } }]).execute(db)
  const owner = new pg.Client(database.connection('entente_owner'))
  await owner.connect()
  const { rows } = await owner.query(
    `select t.identifier as task from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     order by j.priority, j.run_at, j.id`,
  )
  await owner.end()
  expect(rows.slice(0, 3).map(({ task }) => task)).toEqual(['deliver-answer', 'answer-subject', 'rematch-signals'])
})

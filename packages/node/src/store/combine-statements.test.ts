import { createTestDatabase } from '@entente/testkit'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { combineStatements } from './combine-statements.ts'
import { createDatabase } from './database.ts'
import { enqueueJobs } from './define-job.ts'
import { openPool } from './postgres/index.ts'

test('changes are combined into one statement with all parameters, including function calls', async () => {
  const database = await createTestDatabase()
  const db = createDatabase(openPool(database.connection('entente_app'), { max: 2, log: () => {} }))
  try {
    const statements = [
      db.insertInto('event').values({ type: 'flight.changed', ref: 'a', version: 1 }).compile(),
      enqueueJobs([{ task: 'read-message', payload: { messageId: 'm' }, options: { jobKey: 'read:m' } }]).compile(db),
      db.insertInto('event').values({ type: 'message.read', ref: 'b', version: 2 }).compile(),
    ]
    const combined = combineStatements(statements)
    expect(combined).toHaveLength(1)
    for (const { sql: text, parameters } of combined)
      await db.executeQuery({ ...statements[0]!, sql: text, parameters })
    expect(await db.selectFrom('event').select(['type', 'ref', 'version']).orderBy('ref').execute()).toEqual([
      { type: 'flight.changed', ref: 'a', version: 1 },
      { type: 'message.read', ref: 'b', version: 2 },
    ])
    const jobs = await sql<{ key: string }>`select key from graphile_worker._private_jobs`.execute(db)
    expect(jobs.rows).toEqual([{ key: 'read:m' }])
  } finally {
    await db.destroy()
    await database.drop()
  }
})

test('changes with too many parameters for one statement are split over several', () => {
  const many = {
    sql: `values (${Array.from({ length: 20_000 }, (_, i) => `$${i + 1}`)})`,
    parameters: Array(20_000).fill(1),
  }
  expect(combineStatements([many, many, many]).map(({ parameters }) => parameters.length)).toEqual([
    20_000, 20_000, 20_000,
  ])
  expect(combineStatements([])).toEqual([])
})

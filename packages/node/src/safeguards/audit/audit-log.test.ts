import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase } from '../../store/database.ts'
import { openPool } from '../../store/postgres/index.ts'
import { createAuditLog } from './audit-log.ts'

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

const actor = { account: 'a', person: 'p', member: 'm', role: 'analyst', teams: [] } as const

test('transactions that use all connections can still write their log entries', async () => {
  const db = createDatabase(pool)
  const clock = () => new Date('2026-11-24T12:00:00.000Z')
  await createAuditLog({ db, node: 'test', clock }).prepare()
  // A restarted node has not loaded the key yet, and its first requests arrive all at once.
  const log = createAuditLog({ db, node: 'test', clock })
  let arrived = 0
  let open = () => {}
  const all = new Promise<void>((resolve) => {
    open = resolve
  })
  const act = () =>
    db.transaction().execute(async (tx) => {
      arrived += 1
      if (arrived === 2) open()
      await all
      await log.append(tx, { type: 'record.read', decision: 'allow' }, { ...actor, teams: [] }, null)
    })
  await Promise.all([act(), act()])
  const written = await db.selectFrom('audit.entry').select('actor').execute()
  expect(written).toHaveLength(2)
  expect(written[0]?.actor).toBe(written[1]?.actor)
})

test('keys of this and the next year are created early, so midnight blocks nothing', async () => {
  const db = createDatabase(pool)
  await createAuditLog({ db, node: 'test', clock: () => new Date('2031-12-31T23:59:00.000Z') }).prepare()
  const years = await db.selectFrom('audit.actor_key').select('year').execute()
  expect(years.map(({ year }) => year)).toEqual(expect.arrayContaining([2031, 2032]))
})

import { randomUUID } from 'node:crypto'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import type pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openPool } from '../../store/postgres/index.ts'
import { type FollowedStops, followStops } from './follow-stops.ts'

const log = pino({ level: 'silent' })
let database: TestDatabase
let owner: pg.Pool
const pools: pg.Pool[] = []
const followers: FollowedStops[] = []
const pool = (): pg.Pool => {
  const made = openPool(database.connection('entente_app'), { max: 1, log: () => {} })
  pools.push(made)
  return made
}
beforeAll(async () => {
  database = await createTestDatabase()
  owner = openPool(database.connection('entente_owner'), { max: 1, log: () => {} })
})
afterAll(async () => {
  for (const one of followers) await one.stop()
  for (const one of pools) await one.end()
  await owner?.end()
  await database?.drop()
})

const stop = async (type: string, scope: string | null): Promise<string> => {
  const id = randomUUID()
  await owner.query(
    "insert into stop (id, scope_type, scope_id, reason, set_at) values ($1, $2, $3, 'A list is wrong.', now())",
    [id, type, scope],
  )
  return id
}

test('S40 every one of 8 threads has a stop in force and confirms it', async () => {
  for (let n = 0; n < 8; n += 1) followers.push(await followStops({ pool: pool(), kind: 'readers', log }))
  const id = await stop('gateway', 'travel')
  await Promise.all(followers.map((one) => one.refresh()))
  for (const one of followers)
    expect([one.current().stopsGateway('travel'), one.current().stopsGateway('cargo')]).toEqual([true, false])
  const { rows } = await owner.query(
    'select effective_ms, (select count(*)::int from stop_confirmation where stop_id = $1) as confirmed from stop where id = $1',
    [id],
  )
  expect(rows).toEqual([{ effective_ms: expect.any(Number), confirmed: 8 }])
  await owner.query('update stop set off_at = now() where id = $1', [id])
  await Promise.all(followers.map((one) => one.refresh()))
  expect(followers.map((one) => one.current().stopsGateway('travel'))).toEqual(Array(8).fill(false))
})

test('a thread whose database is away stops everything after ten seconds, until it reads again', async () => {
  let at = 0
  let isAway = false
  const own = pool()
  const query = ((...given: Parameters<pg.Pool['query']>) =>
    isAway ? Promise.reject(new Error('away')) : own.query(...given)) as pg.Pool['query']
  const one = await followStops({ pool: { query }, kind: 'readers', log, now: () => at })
  followers.push(one)
  isAway = true
  at = 10_000
  await expect(one.refresh()).rejects.toThrow('away')
  expect(one.current().stopsGateway('travel')).toBe(false)
  at = 10_001
  expect([one.current().stopsGateway('travel'), one.current().stopsSurface('blind-check', null)]).toEqual([true, true])
  isAway = false
  await one.refresh()
  expect(one.current().stopsGateway('travel')).toBe(false)
})

import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { followEvents } from './events.ts'
import { createDatabase } from './store/database.ts'
import { openPool } from './store/postgres/index.ts'

let database: TestDatabase
let owner: pg.Client
beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client(database.connection('entente_root'))
  await owner.connect()
})
afterAll(async () => {
  await owner?.end()
  await database?.drop()
})

const announce = (ref: string) =>
  owner.query("insert into event (type, ref, version) values ('case.changed', $1, 1)", [ref])
const listeners = async () => {
  const { rows } = await owner.query(
    "select pid from pg_stat_activity where datname = current_database() and query ilike 'listen%'",
  )
  return rows.map((row) => row.pid as number)
}

test('a listener that is repeatedly disconnected gets every event and leaks no connection', async () => {
  const pool = openPool(database.connection('entente_app'), { max: 3, log: () => {} })
  const db = createDatabase(pool)
  const events = await followEvents({ db, pool, log: pino({ level: 'silent' }) })
  const heard: string[] = []
  events.on((event) => heard.push(event.ref))
  try {
    for (let cut = 0; cut < 5; cut += 1) {
      await expect.poll(async () => (await listeners()).length).toBe(1)
      const [pid] = await listeners()
      await owner.query('select pg_terminate_backend($1)', [pid])
      // Announce this event while the listener is disconnected.
      await announce(`case:${cut}`)
      await expect.poll(() => heard).toContain(`case:${cut}`)
    }
    const all = await Promise.all([1, 2].map((n) => db.selectNoFrom((e) => e.val(n).as('n')).executeTakeFirst()))
    expect(all).toHaveLength(2)
    expect(new Set(heard).size).toBe(heard.length)
  } finally {
    await events.close()
    await pool.end()
  }
})

test('a desk that missed too many events reloads everything', async () => {
  const pool = openPool(database.connection('entente_app'), { max: 3, log: () => {} })
  const db = createDatabase(pool)
  const events = await followEvents({ db, pool, log: pino({ level: 'silent' }) })
  try {
    const { rows } = await owner.query('select max(id) as id from event')
    const insert =
      "insert into event (type, ref, version) select 'case.changed', 'case:' || n, 1 from generate_series(1, $1::int) n"
    await owner.query(insert, [500])
    expect(await events.since(rows[0].id)).toHaveLength(500)
    await owner.query(insert, [1])
    expect(await events.since(rows[0].id)).toBeNull()
  } finally {
    await events.close()
    await pool.end()
  }
})

import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDatabase } from './database.ts'
import { createStatementNames } from './named-statements.ts'
import { openPool, openPostgres, type PostgresServer } from './postgres/index.ts'
import { withClient } from './postgres/provision.ts'
import { temporaryFolder } from './postgres/temporary-root.fixture.ts'

const folder = temporaryFolder()
let server: PostgresServer

beforeAll(async () => {
  server = await openPostgres({ dataRoot: folder.path, fsync: false, log: () => {} })
})
afterAll(async () => {
  await server?.stop()
  folder.remove()
})

async function withDatabase<T>(work: (db: ReturnType<typeof createDatabase>) => Promise<T>): Promise<T> {
  const pool = openPool(server.connection('entente_owner'), { max: 1, log: () => {} })
  try {
    return await work(createDatabase(pool))
  } finally {
    await pool.end()
  }
}
const repeat = async <T>(times: number, work: () => Promise<T>): Promise<void> => {
  for (let turn = 0; turn < times; turn++) await work()
}

test('a frequent query is prepared once, and other parameters give the right rows', async () => {
  await withDatabase(async (db) => {
    const double = (n: number) => sql<{ double: number }>`select ${n}::int * 2 as double`.execute(db)
    await repeat(10, () => double(1))
    expect((await double(21)).rows).toEqual([{ double: 42 }])
    const prepared = await sql<{ statement: string; runs: string }>`
      select statement, generic_plans + custom_plans as runs from pg_prepared_statements where statement like '%as double%'`.execute(
      db,
    )
    expect(prepared.rows).toEqual([{ statement: 'select $1::int * 2 as double', runs: '8' }])
  })
})

test('a statement with a long list is planned for its run, and is prepared for short ones', async () => {
  await withDatabase(async (db) => {
    const count = (length: number) =>
      sql<{
        n: number
      }>`select count(*)::int as n from unnest(${Array.from({ length }, () => 'a')}::text[]) as listed`.execute(db)
    const prepared = async () =>
      (await sql`select 1 from pg_prepared_statements where statement like '%as listed'`.execute(db)).rows.length
    await repeat(8, async () => expect((await count(50)).rows).toEqual([{ n: 50 }]))
    expect(await prepared()).toBe(0)
    await repeat(8, () => count(49))
    expect(await prepared()).toBe(1)
  })
})

test('after a migration, a broken prepared statement fails once and its connection is replaced', async () => {
  await withDatabase(async (db) => {
    await sql`create table changing (n int)`.execute(db)
    const ask = () => sql`select * from changing`.execute(db)
    await repeat(6, ask)
    await withClient(server.connection('entente_owner'), (other) =>
      other.query('alter table changing add column added text; insert into changing values (1, $$new$$)'),
    )
    await expect(ask()).rejects.toThrow('cached plan must not change result type')
    expect((await ask()).rows).toEqual([{ n: 1, added: 'new' }])
  })
})

test('rare, very long and always different statements are not prepared', () => {
  const nameOf = createStatementNames()
  const named = (text: string, times: number) => Array.from({ length: times }, () => nameOf(text)).at(-1)
  expect(named('select 1', 3)).toBe(undefined)
  expect(named('select 2', 4)).toBe('s0')
  expect(named(`select ${' '.repeat(20_000)}`, 9)).toBe(undefined)
  const many = new Set(Array.from({ length: 1000 }, (_, n) => named(`select ${n + 10}`, 5)))
  expect(many.size).toBe(400)
})

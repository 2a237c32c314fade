import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findRunningPostgres, openPostgres } from './open-postgres.ts'
import { isRetryable, openPool } from './pool.ts'
import { withClient } from './provision.ts'
import { temporaryFolder } from './temporary-root.fixture.ts'
import type { PostgresServer } from './types.ts'

const folder = temporaryFolder()
const ups: (() => void)[] = []
let server: PostgresServer

beforeAll(async () => {
  server = await openPostgres({
    dataRoot: join(folder.path, 'node'),
    fsync: false,
    log: () => {},
    onUp: () => ups.shift()?.(),
  })
})
afterAll(async () => {
  await server?.stop()
  folder.remove()
})

test('when the server restarts, only the running query fails, and it is retryable', async () => {
  const logged: unknown[] = []
  const pool = openPool(server.connection('entente_app'), {
    max: 3,
    log: (event, fields) => logged.push({ event, ...fields }),
  })
  try {
    // One connection is idle in the pool while another one runs a query.
    const idle = await pool.connect()
    const inFlight = pool.query('select pg_sleep(60)').catch((error: unknown) => error)
    await expect
      .poll(async () => (await idle.query("select 1 from pg_stat_activity where wait_event = 'PgSleep'")).rowCount)
      .toBe(1)
    idle.release()
    const up = new Promise<void>((resolve) => ups.push(resolve))
    process.kill(server.pid!, 'SIGKILL')
    expect(isRetryable(await inFlight)).toBe(true)
    await up
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    expect(logged).toContainEqual({ event: 'postgres.connection-lost', code: expect.any(String) })
  } finally {
    await pool.end()
  }
})

test('a lost connection is retryable, an error in the query is not', async () => {
  const nowhere = await withClient({ host: folder.path, port: 5432, user: 'nobody' }, async () => {}).catch(
    (error: unknown) => error,
  )
  expect(isRetryable(nowhere)).toBe(true)
  const owner = server.connection('entente_owner')
  const cut = await withClient(owner, (client) => client.query('select pg_terminate_backend(pg_backend_pid())')).catch(
    (e: unknown) => e,
  )
  expect(isRetryable(cut)).toBe(true)
  const mistake = await withClient(owner, (client) => client.query('select nothing')).catch((error: unknown) => error)
  expect(isRetryable(mistake)).toBe(false)
})

test('the transaction that loses a serializable conflict is retryable and then succeeds', async () => {
  const owner = server.connection('entente_owner')
  await withClient(owner, async (first) => {
    await first.query('create table counter (n int); insert into counter values (0)')
    const lost = await withClient(owner, async (second) => {
      for (const client of [first, second]) {
        await client.query('begin isolation level repeatable read')
        await client.query('select n from counter')
      }
      await first.query('update counter set n = n + 1')
      await first.query('commit')
      const error = await second.query('update counter set n = n + 1').catch((e: unknown) => e)
      await second.query('rollback')
      await second.query('update counter set n = n + 1')
      return error
    })
    expect(isRetryable(lost)).toBe(true)
    expect((await first.query('select n from counter')).rows).toEqual([{ n: 2 }])
  })
})

test('a command finds the server of a running node, or none if no node runs', async () => {
  const running = findRunningPostgres(join(folder.path, 'node'))
  expect(running?.node.pid).toBe(process.pid)
  const rows = await withClient(
    running!.connection('entente_app'),
    async (client) => (await client.query('select current_user as me')).rows,
  )
  expect(rows).toEqual([{ me: 'entente_app' }])
  expect(findRunningPostgres(folder.path)).toBe(null)
})

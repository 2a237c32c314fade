import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type JobRunner, runJobs, type Task } from './jobs.ts'
import { migrate } from './migrate.ts'
import { openPool, openPostgres, type PostgresServer } from './postgres/index.ts'
import { temporaryFolder } from './postgres/temporary-root.fixture.ts'

const folder = temporaryFolder()
const log = pino({ level: 'silent' })
let server: PostgresServer
let pool: pg.Pool
const pools: pg.Pool[] = []
const runners: JobRunner[] = []
beforeAll(async () => {
  server = await openPostgres({ dataRoot: join(folder.path, 'node'), fsync: false, log: () => {} })
  await migrate(server.connection('entente_owner'))
  pool = openNewPool()
})
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop()
})
afterAll(async () => {
  for (const one of pools) await one.end()
  await server?.stop()
  folder.remove()
})

function openNewPool(): pg.Pool {
  const opened = openPool(server.connection('entente_app'), { max: 6, log: () => {} })
  pools.push(opened)
  return opened
}
/** Starts a runner as a node with DATABASE_URL has it. */
async function startRunner(tasks: Record<string, Task>): Promise<void> {
  runners.push(
    await runJobs({ pool: openNewPool(), tasks, cron: [], concurrency: 2, alone: false, deadAfterMs: 1000, log }),
  )
}
const add = (name: string, queue: string | null = null) =>
  pool.query('select graphile_worker.add_job($1, $2::json, $3)', [name, '{}', queue])
const left = async () =>
  (await pool.query<{ n: number }>('select count(*)::int as n from graphile_worker.jobs')).rows[0]?.n
const locked = async () =>
  (
    await pool.query<{ n: number }>(
      `select (select count(*) from graphile_worker._private_jobs where locked_by is not null)::int
        + (select count(*) from graphile_worker._private_job_queues where locked_by is not null)::int as n`,
    )
  ).rows[0]?.n
const patient = { timeout: 60_000 }

test('after PostgreSQL restarts in the middle of jobs, every job is done and none stays locked', async () => {
  const own = openNewPool()
  let begun = 0
  const work: Task = async () => {
    begun += 1
    await own.query('select pg_sleep(0.05)')
  }
  for (let n = 0; n < 40; n++) await add('work', n % 2 === 0 ? `queue ${n % 4}` : null)
  await startRunner({ work })
  for (const signal of ['SIGINT', 'SIGKILL', 'SIGINT'] as const) {
    const before = begun
    await expect.poll(() => begun, patient).toBeGreaterThan(before + 2)
    const pid = server.pid!
    process.kill(pid, signal)
    await expect.poll(() => server.state() === 'ready' && server.pid !== null && server.pid !== pid, patient).toBe(true)
  }
  await expect.poll(() => left().catch(() => -1), patient).toBe(0)
  expect(await locked()).toBe(0)
}, 180_000)

test('the jobs of a killed process are run by another one', async () => {
  await add('slow', 'a queue')
  const script = fileURLToPath(new URL('./locking-node.fixture.ts', import.meta.url))
  const settings = JSON.stringify(server.connection('entente_app'))
  const child = spawn(
    process.execPath,
    ['--conditions', 'entente-source', '--import', import.meta.resolve('tsx'), script, settings],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { PATH: process.env.PATH, TSX_DISABLE_CACHE: '1' } },
  )
  try {
    await once(child.stdout, 'data')
    let done = 0
    const slow: Task = async () => {
      done += 1
    }
    await startRunner({ slow })
    // While the other process lives, its job is not taken away, however long it takes.
    await new Promise((resolve) => setTimeout(resolve, 4000))
    expect({ done, locked: await locked() }).toEqual({ done: 0, locked: 2 })
    child.kill('SIGKILL')
    await expect.poll(() => done, patient).toBe(1)
    await expect.poll(left, patient).toBe(0)
  } finally {
    child.kill('SIGKILL')
  }
}, 120_000)

test('a job that still runs keeps its lock when its runner restarts', async () => {
  const running: (() => void)[] = []
  const slow: Task = () => new Promise((resolve) => running.push(resolve))
  let quick = 0
  const fast: Task = async () => {
    quick += 1
  }
  await startRunner({ slow, fast })
  try {
    await add('slow')
    await expect.poll(() => running.length, patient).toBe(1)
    // Ends the runner, as an error of the database while a job ends does.
    process.emit('unhandledRejection', Object.assign(new Error('cut'), { code: '57P01' }), Promise.resolve())
    await add('fast')
    await expect.poll(() => quick, patient).toBe(1)
    expect({ begun: running.length, left: await left() }).toEqual({ begun: 1, left: 1 })
  } finally {
    for (const finish of running) finish()
  }
  await expect.poll(left, patient).toBe(0)
  expect({ begun: running.length, locked: await locked() }).toEqual({ begun: 1, locked: 0 })
}, 120_000)

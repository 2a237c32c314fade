import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { followJobLocks } from './job-locks.ts'
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
async function startRunner(tasks: Record<string, Task>, own = openNewPool()): Promise<void> {
  runners.push(await runJobs({ pool: own, tasks, cron: [], concurrency: 2, alone: false, deadAfterMs: 1000, log }))
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
/** The sessions that have the lock of a runner. */
const sessions = async () =>
  (await pool.query<{ pid: number }>("select pid from pg_locks where locktype = 'advisory' and objsubid = 2")).rows.map(
    ({ pid }) => pid,
  )
/** Ends the runners of this process, as an error of the database while a job ends does. */
const interrupt = () =>
  process.emit('unhandledRejection', Object.assign(new Error('cut'), { code: '57P01' }), Promise.resolve())
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

/**
 * Starts a job, replaces its runner, and does the work while the job runs on. Then lets the job end, which must have
 * begun once.
 */
async function whileJobOutlivesRunner(
  queue: string | null,
  work: (tasks: Record<string, Task>, begun: () => number) => Promise<void> = async () => {},
): Promise<void> {
  const running: (() => void)[] = []
  const slow: Task = () => new Promise((resolve) => running.push(resolve))
  let quick = 0
  const fast: Task = async () => {
    quick += 1
  }
  await startRunner({ slow, fast })
  try {
    await add('slow', queue)
    await expect.poll(() => running.length, patient).toBe(1)
    interrupt()
    await add('fast')
    // The row of a finished job is deleted a moment after the job ended.
    await expect.poll(async () => ({ quick, left: await left() }), patient).toEqual({ quick: 1, left: 1 })
    await work({ slow, fast }, () => running.length)
  } finally {
    for (const finish of running) finish()
  }
  await expect.poll(left, patient).toBe(0)
  expect({ begun: running.length, locked: await locked() }).toEqual({ begun: 1, locked: 0 })
}

test('a job that still runs keeps its lock when its runner restarts', async () => {
  await whileJobOutlivesRunner(null)
}, 120_000)

test('another node does not repeat a job that runs on after its runner restarted', async () => {
  await whileJobOutlivesRunner('a queue', async (tasks, begun) => {
    // The session that is opened next must have the locks of both runners.
    await pool.query("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objsubid = 2")
    await expect.poll(async () => (await sessions()).length, patient).toBe(2)
    await startRunner(tasks)
    // This is longer than the other node waits before it frees the jobs of a dead one.
    await new Promise((resolve) => setTimeout(resolve, 4000))
    expect({ begun: begun(), locked: await locked() }).toEqual({ begun: 1, locked: 2 })
  })
  // The lock of the runner that ended is released after its last job: each node has one lock.
  await expect.poll(async () => (await sessions()).length, patient).toBe(2)
}, 120_000)

test('the lock of a job that has just ended is not freed by the next sweep', async () => {
  const own = openNewPool()
  const locks = followJobLocks({ pool: own, log, alone: true })
  try {
    await locks.begin('own')
    await locks.begin('next')
    locks.end('own')
    await add('ended')
    const { rows } = await pool.query<{ id: string }>(
      "update graphile_worker._private_jobs set locked_by = 'own', locked_at = now() returning id",
    )
    const finish = locks.start(rows[0]?.id ?? '', 'own')
    await locks.free()
    finish()
    await locks.free()
    expect(await locked()).toBe(1)
    // Its row was not deleted, so the job runs again.
    await expect.poll(() => locks.free().then(locked), patient).toBe(0)
  } finally {
    locks.stop()
    await pool.query('delete from graphile_worker._private_jobs')
  }
}, 120_000)

test('a runner takes its lock in a new session when its connections hang', async () => {
  const open: Socket[] = []
  const target = server.connection('entente_app')
  const proxy = createServer((socket) => {
    const beyond = connect(`${target.host}/.s.PGSQL.${target.port ?? 5432}`)
    for (const one of [socket, beyond]) one.on('error', () => {})
    open.push(socket, beyond)
    socket.pipe(beyond).pipe(socket)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = proxy.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const own = openPool({ ...target, host: '127.0.0.1', port }, { max: 12, log: () => {} })
  try {
    await startRunner({ none: async () => {} }, own)
    await expect.poll(async () => (await sessions()).length, patient).toBe(1)
    const before = await sessions()
    // The machine of the database vanished: nothing answers, and nothing ends the connections.
    for (const socket of open) socket.unpipe().pause()
    await expect.poll(async () => (await sessions()).filter((pid) => !before.includes(pid)).length, patient).toBe(1)
  } finally {
    for (const socket of open) socket.destroy()
    proxy.close()
  }
}, 120_000)

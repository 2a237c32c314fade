import { writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase, startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { jobQueue, shareReads } from './node-state.ts'
import { liftRules } from './store/migrate.ts'
import { openPool } from './store/postgres/index.ts'

interface Shown {
  messages: { waiting: number; oldestSeconds: number }
}
const patient = { timeout: 20_000 }
const token = 'a-token-of-the-operator'
let node: TestNode
let withToken: TestNode
beforeAll(async () => {
  // Call the node at another address of this machine, over plain HTTP: the settings say that a proxy terminates TLS.
  node = await startTestNode({ environment: { ENTENTE_HOST: '0.0.0.0', ENTENTE_TRUST_PROXY: '192.0.2.1' } })
  withToken = await startTestNode({ environment: { ENTENTE_METRICS_TOKEN: token } })
})
afterAll(async () => {
  await node?.stop()
  await withToken?.stop()
})

const elsewhere = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address
const metrics = async (url: string, headers: Record<string, string> = {}) =>
  (await fetch(`${url}/metrics`, { headers })).status

test('metrics can be read from the same machine, but not through a proxy there', async () => {
  const here = `http://127.0.0.1:${node.port}`
  expect(await metrics(here)).toBe(200)
  expect(await metrics(here, { 'x-forwarded-for': '203.0.113.7' })).toBe(404)
  expect(await metrics(here, { forwarded: 'for=203.0.113.7' })).toBe(404)
  // A remote monitor must not learn the number of signals or the amount of work either.
  const health = async (headers: Record<string, string> = {}) => (await fetch(`${here}/health`, { headers })).json()
  expect(await health()).toMatchObject({ status: 'ok', jobs: { failed: 0 }, signals: 0 })
  expect(await health({ 'x-forwarded-for': '203.0.113.7' })).toMatchObject({ status: 'ok', jobs: null, signals: null })
})

test.runIf(elsewhere !== undefined)('metrics cannot be read from another address without a token', async () => {
  expect(await metrics(`http://${elsewhere}:${node.port}`)).toBe(404)
})

test('if a token is set, metrics can be read from anywhere, only with it', async () => {
  const { url } = withToken
  const bearer = (shown: string) => ({ authorization: `Bearer ${shown}` })
  expect(await metrics(url)).toBe(404)
  expect(await metrics(url, bearer('another-token-of-it'))).toBe(404)
  expect(await metrics(url, bearer(withToken.sender.key))).toBe(404)
  expect(await metrics(url, bearer(token))).toBe(200)
})

test('the state is degraded with each reason, which only readers of the metrics see', async () => {
  const sick = await startTestNode({ environment: { ENTENTE_DISK_LEAST_MB: '1000000000' } })
  try {
    const health = async (headers: Record<string, string> = {}) => {
      const answer = await fetch(`${sick.url}/health`, { headers })
      return { code: answer.status, ...((await answer.json()) as Record<string, unknown>) }
    }
    expect(await health()).toMatchObject({ code: 200, status: 'degraded', reasons: ['disk-nearly-full'] })
    const { db } = sick
    // The workers know tasks by their numbers, so they do not take jobs of these tasks, which get new numbers.
    await sql`update graphile_worker._private_tasks set identifier = 'old-' || identifier
      where identifier in ('deliver-answer', 'index-signals')`.execute(db)
    const add = (task: string, key: string) =>
      sql`select graphile_worker.add_job(${task}, job_key := ${key}, run_at := now() - interval '5 minutes')`.execute(
        db,
      )
    await add('deliver-answer', 'late')
    await add('deliver-answer', 'failed')
    await sql`update graphile_worker._private_jobs set attempts = max_attempts, updated_at = now() where key = 'failed'`.execute(
      db,
    )
    await add('index-signals', 'change')
    await sql`insert into peer (member, node, state, since, url) values ('sudmark.example', 'n', 'active', now() - interval '1 hour', 'https://127.0.0.1:9')`.execute(
      db,
    )
    // A message too large for a row needs the folder that cannot be made here.
    writeFileSync(join(sick.dataRoot, 'raw'), '')
    const refused = await fetch(`${sick.url}/v1/travel/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sick.sender.key}`, 'content-type': 'application/EDIFACT' },
      body: Buffer.alloc(9 * 1024 * 1024, 0x20),
    })
    expect(refused.status).toBe(503)
    const reasons = ['receipts-failing', 'disk-nearly-full', 'jobs-late', 'jobs-failed', 'peers-late', 'index-late']
    await expect.poll(health, patient).toMatchObject({
      ...{ code: 200, status: 'degraded', reasons, jobs: { failed: 1 } },
      ...{ peers: { active: 1, late: 1 }, index: { waiting: 1 } },
    })
    const elsewhere = await health({ 'x-forwarded-for': '203.0.113.7' })
    const hidden = { reasons: null, messages: null, jobs: null, signals: null, index: null, peers: null, disk: null }
    expect(elsewhere).toMatchObject({ code: 200, status: 'degraded', ...hidden })
    const text = await (await fetch(`${sick.url}/metrics`)).text()
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
    expect(value('entente_state_known')).toBe(1)
    expect(value('entente_receipts_refused_total')).toBe(1)
    expect(value('entente_jobs_oldest_seconds')).toBeGreaterThan(290)
    expect(value('entente_index_oldest_seconds')).toBeGreaterThan(290)
    expect(value('entente_jobs_failed')).toBe(1)
    expect(value('entente_peers_late')).toBe(1)
    expect(value('entente_peers_longest_seconds')).toBeGreaterThan(3500)
    expect(value('entente_disk_free_bytes')).toBeGreaterThan(0)
    for (const reason of reasons) expect(text).toContain(`entente_degraded{reason="${reason}"} 1`)
  } finally {
    await sick.stop()
  }
})

test('a message that cannot be read shows in the age of the messages, not of the jobs', async () => {
  const message = await fetch(`${node.url.replace('0.0.0.0', '127.0.0.1')}/v1/travel/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${node.sender.key}`, 'content-type': 'application/EDIFACT' },
    body: 'no message of any format',
  })
  expect(message.status).toBe(202)
  await node.whenIdle()
  // The next attempt is in an hour, as after many attempts.
  await sql`update message set attempts = 9, received_at = now() - interval '10 minutes', read_at = now() + interval '1 hour'`.execute(
    node.db,
  )
  const health = async () => (await (await fetch(`http://127.0.0.1:${node.port}/health`)).json()) as Shown
  await expect.poll(health, patient).toMatchObject({
    status: 'degraded',
    reasons: ['messages-late'],
    messages: { waiting: 1 },
    jobs: { oldestSeconds: 0 },
  })
  expect((await health()).messages.oldestSeconds).toBeGreaterThan(590)
})

test('callers share one read of the state, and a slow one does not count as a lost database', async () => {
  const holder = new pg.Client(withToken.database.connection('entente_owner'))
  await holder.connect()
  try {
    await holder.query('begin; lock table peer')
    const waits = sql<{ n: number }>`select count(*)::int as n from pg_locks
      where not granted and relation = 'peer'::regclass and database = (select oid from pg_database where datname = current_database())`
    const reading = async () => (await waits.execute(withToken.db)).rows[0]?.n
    const headers = { authorization: `Bearer ${token}` }
    const answers = Array.from({ length: 30 }, () => fetch(`${withToken.url}/health`, { headers }))
    await expect.poll(reading, patient).toBe(1)
    expect(await reading()).toBe(1)
    for (const answer of await Promise.all(answers)) {
      const shown = await answer.json()
      expect(shown).toMatchObject({ status: 'degraded', database: 'ready', reasons: ['state-unknown'], jobs: null })
      expect(answer.status).toBe(200)
    }
    await holder.query('rollback')
    const status = async () => ((await (await fetch(`${withToken.url}/health`)).json()) as { status: string }).status
    await expect.poll(status, patient).toBe('ok')
  } finally {
    await holder.end()
  }
})

test('the result of a read is used again for a time, and then read anew', async () => {
  let reads = 0
  let now = 0
  const read = shareReads(
    async () => {
      reads += 1
      return reads
    },
    1000,
    () => now,
  )
  expect(await Promise.all([read(), read()])).toEqual([1, 1])
  now = 999
  expect(await read()).toBe(1)
  now = 1000
  expect(await read()).toBe(2)
})

test('the age of the jobs leaves out unknown tasks and jobs behind a locked queue', async () => {
  const { connection, drop } = await createTestDatabase()
  const pool = openPool(connection('entente_app'), { max: 1, log: () => {} })
  const add = (task: string, minutes: number, queue: string | null) =>
    pool.query('select graphile_worker.add_job($1, queue_name := $2, run_at := now() - make_interval(mins => $3))', [
      ...[task, queue, minutes],
    ])
  await add('of-a-later-release', 50, null)
  await add('known', 40, 'locked')
  await pool.query("update graphile_worker._private_job_queues set locked_at = now(), locked_by = 'a runner'")
  const count = jobQueue(pool, () => ['known'])
  expect(await count()).toMatchObject({ waiting: 2, oldestSeconds: 0 })
  await add('known', 10, 'open')
  const { waiting, oldestSeconds } = await count()
  expect({ waiting, minutes: Math.floor(oldestSeconds / 60) }).toEqual({ waiting: 3, minutes: 10 })
  await pool.end()
  await drop()
})

test('a clock that was set back shows in the health and as an alarm until the log takes entries again', async () => {
  let now = new Date()
  const ahead = await startTestNode({ clock: () => now })
  const owner = ahead.database.connection('entente_owner')
  try {
    const reasons = async () => ((await (await fetch(`${ahead.url}/health`)).json()) as { reasons: string[] }).reasons
    now = new Date(Date.now() + 3_600_000)
    await ahead.signIn('administrator')
    now = new Date()
    expect(await reasons()).toEqual([])
    await liftRules(owner, ['people'])
    await expect.poll(reasons, patient).toEqual(['clock-set-back'])
    await expect(ahead.signIn('supervisor')).rejects.toThrow()
    const alarms = () => ahead.db.selectFrom('alarm').select(['code', 'ref']).execute()
    await sql`select graphile_worker.add_job('clock-set-back')`.execute(ahead.db)
    await ahead.whenIdle()
    expect(await alarms()).toEqual([{ code: 'log-blocked', ref: 'log:clock' }])
    // As the time passes.
    await liftRules(owner, ['clock'])
    await expect.poll(reasons, patient).toEqual([])
  } finally {
    await ahead.stop()
  }
})

import { writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { startTestNode, type TestNode } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'

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
    // A task of no module stays in the queue.
    const add = (key: string) =>
      sql`select graphile_worker.add_job('unknown', job_key := ${key}, run_at := now() - interval '5 minutes')`
    await add('old').execute(db)
    await add('failed').execute(db)
    await sql`update graphile_worker._private_jobs set attempts = max_attempts, updated_at = now() where key = 'failed'`.execute(
      db,
    )
    await sql`insert into peer (member, node, state, since, url) values ('sudmark.example', 'n', 'active', now() - interval '1 hour', 'https://127.0.0.1:9')`.execute(
      db,
    )
    // A change that another process has taken and does not apply.
    await sql`with added as (select (graphile_worker.add_job('index-signals', run_at := now() + interval '1 hour')).id)
      select from added`.execute(db)
    await sql`update graphile_worker._private_jobs j set locked_at = now(), locked_by = 'another', run_at = now() - interval '5 minutes'
      from graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = 'index-signals'`.execute(db)
    // A message too large for a row needs the folder that cannot be made here.
    writeFileSync(join(sick.dataRoot, 'raw'), '')
    const refused = await fetch(`${sick.url}/v1/travel/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sick.sender.key}`, 'content-type': 'application/EDIFACT' },
      body: Buffer.alloc(9 * 1024 * 1024, 0x20),
    })
    expect(refused.status).toBe(503)
    const reasons = ['receipts-failing', 'disk-nearly-full', 'queue-late', 'jobs-failed', 'peers-late', 'index-late']
    expect(await health()).toMatchObject({
      ...{ code: 200, status: 'degraded', reasons, jobs: { failed: 1 } },
      ...{ peers: { active: 1, late: 1 }, index: { waiting: 1 } },
    })
    const elsewhere = await health({ 'x-forwarded-for': '203.0.113.7' })
    const hidden = { reasons: null, jobs: null, signals: null, index: null, peers: null, disk: null }
    expect(elsewhere).toMatchObject({ code: 200, status: 'degraded', ...hidden })
    const text = await (await fetch(`${sick.url}/metrics`)).text()
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
    expect(value('entente_state_known')).toBe(1)
    expect(value('entente_receipts_refused_total')).toBe(1)
    expect(value('entente_queue_oldest_seconds')).toBeGreaterThan(290)
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

test('a message that cannot be read shows in the age of the queue', async () => {
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
  const health = await (await fetch(`http://127.0.0.1:${node.port}/health`)).json()
  expect(health).toMatchObject({ status: 'degraded', reasons: ['queue-late'], jobs: { waiting: 1 } })
  expect((health as { jobs: { oldestSeconds: number } }).jobs.oldestSeconds).toBeGreaterThan(590)
})

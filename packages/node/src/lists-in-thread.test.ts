import { randomUUID } from 'node:crypto'
import type { Worker } from 'node:worker_threads'
import type { ListImport } from '@entente/contracts'
import { endOfListTask, importIntoList, type SignedIn, startTestNode, until } from '@entente/testkit'
import pg from 'pg'
import pino from 'pino'
import { expect, test } from 'vitest'
import { csv, makeList } from './exchange/lists/list-stage.fixture.ts'
import { paxlst } from './gateways/travel/edifact.fixture.ts'
import { runListsInThread } from './lists-in-thread.ts'
import { startThread } from './start-thread.ts'
import { createDatabase } from './store/database.ts'
import { openPool } from './store/postgres/index.ts'

const letters = 'abcdefghkl'
const nameOf = (n: number) => [...String(n)].map((digit) => letters[Number(digit)]).join('o')
const large = (count: number) => csv(Array.from({ length: count }, (_, n) => `A${n},${nameOf(n)} Vorkanen,,1971-03-02`))

/** Asks again and again until the work has ended. Returns the number of answers that came before its end. */
async function answersUntil(over: Promise<unknown>, ask: () => Promise<{ status: number }>): Promise<number> {
  let isOver = false
  void over.finally(() => {
    isOver = true
  })
  for (let answers = 0; ; answers += 1) {
    const { status } = await ask()
    if (isOver) return answers
    expect(status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

test('the node answers and reads messages while a list of 20,000 entries is imported', async () => {
  const node = await startTestNode({ readerThread: true })
  try {
    const officer = await node.signIn('officer')
    const analyst = await node.signIn('analyst')
    const list = await makeList(officer, 'twenty thousand')
    const imported = importIntoList(officer, list, large(20_000))
    const health = answersUntil(imported, () => fetch(`${node.url}/health`))
    const queue = answersUntil(imported, () => analyst.call('GET', '/v1/cases'))
    const sent = await fetch(`${node.url}/v1/travel/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${node.sender.key}` },
      body: paxlst([{ surname: 'AUNE', given: 'MARTE' }]),
    })
    expect(sent.status).toBe(202)
    const { id } = (await sent.json()) as { id: string }
    await until('the message is read', async () => {
      const row = await node.db.selectFrom('message').select('status').where('id', '=', id).executeTakeFirst()
      return row?.status === 'read'
    })
    const tasks = await node.db.selectFrom('list_task').select('kind').where('finished_at', 'is', null).execute()
    expect(tasks).toHaveLength(1)
    expect(await imported).toMatchObject({ created: 20_000, refused: [] })
    expect(await health).toBeGreaterThan(20)
    expect(await queue).toBeGreaterThan(20)
    await node.whenIdle()
  } finally {
    await node.stop()
  }
}, 240_000)

test('an import whose thread is killed leaves the list as it was and runs again', async () => {
  const node = await startTestNode()
  const owner = new pg.Client(node.database.connection('entente_owner'))
  await owner.connect()
  const pool = openPool(node.database.connection('entente_app'), { max: 4, log: () => {} })
  const threads: Worker[] = []
  let officer: SignedIn = await node.signIn('officer')
  const list = await makeList(officer, 'killed')
  const preview = await endOfListTask(officer, officer.call('POST', `/v1/lists/${list}/preview`, large(300)))
  const { previewId } = preview.body as { previewId: string }
  const { id: account } = await node.db
    .selectFrom('account')
    .select('id')
    .where('name', '=', 'officer')
    .executeTakeFirstOrThrow()
  // The stopped node leaves the task to the thread of this test.
  await node.halt()
  const id = randomUUID()
  const values = [id, list, previewId, account]
  await owner.query(
    `insert into list_task (id, kind, list_id, preview_id, account_id, role, purpose, asked_at, small)
     values ($1, 'import', $2, $3, $4, 'signal-officer', 'border-control', now(), true)`,
    values,
  )
  await owner.query('begin; lock table list_member in access exclusive mode')
  const tasks = runListsInThread({
    ...{ db: createDatabase(pool), log: pino({ level: 'silent' }) },
    data: {
      ...{ connection: node.database.connection('entente_app'), dataRoot: node.dataRoot, node: 'test' },
      ...{ member: { id: 'norland.example', name: 'Norland' }, logLevel: 'silent' },
      rootKey: node.vault.epochs.root,
    },
    start(...given) {
      const thread = startThread(...given)
      threads.push(thread)
      return thread
    },
  })
  try {
    await until('the import waits at the lock', async () => {
      const { rows } = await owner.query(
        "select from pg_locks where not granted and relation = 'list_member'::regclass",
      )
      return rows.length > 0
    })
    await threads[0]?.terminate()
    await owner.query('rollback')
    await until('the import runs again', async () => {
      const { rows } = await owner.query('select from list_task where id = $1 and finished_at is not null', [id])
      return rows.length > 0
    })
    expect(threads).toHaveLength(2)
    const { rows } = await owner.query('select state, attempts, version from list_task where id = $1', [id])
    expect(rows).toEqual([{ state: 'done', attempts: 2, version: 1 }])
  } finally {
    await tasks.stop()
    await owner.end()
    await pool.end()
  }
  await node.resume()
  officer = await node.signIn('officer')
  const ended = (await officer.call('GET', `/v1/lists/imports/${id}`)).body as ListImport
  expect(ended).toMatchObject({ state: 'done', report: { created: 300 } })
  const { body } = await officer.call('GET', `/v1/lists/${list}`)
  expect(body).toMatchObject({ version: 1, entries: 300, versions: [{ version: 1 }] })
  await node.stop()
}, 120_000)

import { EventEmitter } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { startTestNode } from '@entente/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { terms } from './exchange/lists/list-stage.fixture.ts'
import { paxlst } from './gateways/travel/edifact.fixture.ts'
import { openTravelStage, type TravelStage } from './gateways/travel/travel.fixture.ts'
import { createMatchIndex } from './pipeline/match/match-index.ts'
import type { Readers } from './pipeline/read/run-readers.ts'
import { readInThread } from './read-in-thread.ts'
import type { FromReaderThread } from './reader-thread.ts'
import { unlockVault } from './safeguards/vault/open-vault.ts'
import { startThread } from './start-thread.ts'
import { openPool } from './store/postgres/index.ts'

let stage: TravelStage
let readers: Readers
const threads: Worker[] = []
beforeAll(async () => {
  stage = await openTravelStage()
  // The stage stores messages unsealed, as an older release did.
  await sql`insert into seal_progress (records) values ('*')`.execute(stage.db)
  const open = () => openPool(stage.app, { max: 1, log: () => {} })
  const read = open()
  const { log, dataRoot, clock } = stage.deps
  const vault = await unlockVault({ ...{ read, dataRoot, clock, log }, openWrite: open, source: { from: 'file' } })
  await vault.close()
  await read.end()
  readers = await readInThread({
    ...{ db: stage.db, log: stage.deps.log, clock: () => new Date() },
    data: {
      ...{ connection: stage.app, dataRoot: stage.deps.dataRoot, node: 'test' },
      ...{ member: stage.deps.member, logLevel: 'silent', rootKey: vault.epochs.root },
    },
    start(...given) {
      const thread = startThread(...given)
      threads.push(thread)
      return thread
    },
  })
}, 60_000)
afterAll(async () => {
  await readers?.stop()
  await stage.close()
})

const list = (surname: string) => paxlst([{ surname, given: 'MARTE' }], { flight: '7N0700' })
const rowOf = (id: string) =>
  stage.db
    .selectFrom('message')
    .select(['status', 'read_version', 'attempts', 'read_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
const untilRead = (id: string) => expect.poll(async () => (await rowOf(id)).status, { timeout: 30_000 }).toBe('read')

test('a thread reads received messages', async () => {
  const { id } = await stage.receive(list('AUNE'))
  readers.wake()
  await untilRead(id)
})

test('a change of signals resolves when the index of the thread has it', async () => {
  await readers.apply(['00000000-0000-4000-8000-000000000000'])
})

test('a thread that ends is started again, and the messages that it was reading come later', async () => {
  const { promise: taken, resolve: take } = withResolvers<void>()
  threads[0]?.on('message', (message: FromReaderThread) => {
    if (message.type === 'reading' && message.ids.length > 0) take()
  })
  let id = ''
  // The lock makes the thread wait in the middle of its transaction.
  await stage.db.transaction().execute(async (db) => {
    await sql`lock table flight in access exclusive mode`.execute(db)
    id = (await stage.receive(list('VORK'))).id
    readers.wake()
    await taken
    await threads[0]?.terminate()
    await expect(readers.apply([])).rejects.toThrow('not running')
  })
  await expect.poll(async () => (await rowOf(id)).attempts, { timeout: 30_000 }).toBe(1)
  await untilRead(id)
  expect(threads).toHaveLength(2)
  await readers.apply([])
})

test('a thread that answers no ping is ended and started again', async () => {
  class Silent extends EventEmitter {
    postMessage({ type }: { type: string }) {
      if (type === 'stop') void this.terminate()
    }
    async terminate() {
      this.emit('exit', 1)
      return 1
    }
  }
  let starts = 0
  const silent = await readInThread({
    ...{ db: stage.db, log: stage.deps.log, clock: () => new Date() },
    data: {} as never,
    watch: { pingMs: 5, silentMs: 20 },
    start() {
      starts += 1
      const thread = new Silent()
      setImmediate(() => thread.emit('message', { type: 'ready' }))
      return thread as unknown as Worker
    },
  })
  await expect.poll(() => starts, { timeout: 10_000 }).toBeGreaterThan(1)
  await silent.stop()
})

test('a change of the index reaches the index of the thread, whatever applies it', async () => {
  const applied: (readonly string[])[] = []
  const index = createMatchIndex(stage.deps, async (ids) => {
    applied.push(ids)
    return undefined
  })
  await index.apply(['00000000-0000-4000-8000-000000000000'])
  expect(applied).toEqual([['00000000-0000-4000-8000-000000000000']])
})

test('a change of signals waits for transactions that screened without it', async () => {
  const index = createMatchIndex(stage.deps)
  const { promise: committed, resolve: commit } = withResolvers<void>()
  const transaction = index.whileScreening(() => committed)
  let applied = false
  const applying = index.apply([]).then(() => {
    applied = true
  })
  await index.whileScreening(async () => stage.db.selectFrom('message').select('id').execute())
  // Another change, of an index with no open transaction, is applied meanwhile.
  await createMatchIndex(stage.deps).apply([])
  expect(applied).toBe(false)
  commit()
  await Promise.all([transaction, applying])
})

test('signals added after the start open cases for messages that the thread reads', async () => {
  const node = await startTestNode({ readerThread: true })
  try {
    const officer = await node.signIn('officer')
    const list = (await officer.call('POST', '/v1/lists', { title: 'Invented', format: 'csv', terms })).body as {
      id: string
    }
    const csv = Buffer.from('id,schema,name,date_of_birth\n1,Person,Chinedu Okwuosa,1981-05-17\n')
    const preview = await officer.call('POST', `/v1/lists/${list.id}/preview`, csv)
    const { previewId } = preview.body as { previewId: string }
    const imported = await officer.call('POST', `/v1/lists/${list.id}/import`, { previewId })
    expect(imported.body).toMatchObject({ created: 1 })
    await node.whenIdle()
    const sent = await fetch(`${node.url}/v1/travel/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${node.sender.key}` },
      body: paxlst([{ surname: 'OKWUOSA', given: 'CHINEDU', birth: '19810517', document: 'QX5550142', issuer: 'NGA' }]),
    })
    expect(sent.status).toBe(202)
    await node.whenIdle()
    expect(await node.db.selectFrom('hit').select('party').execute()).toHaveLength(1)
  } finally {
    await node.stop()
  }
}, 60_000)

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {}
  const promise = new Promise<T>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

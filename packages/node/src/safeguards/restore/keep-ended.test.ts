import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase, type TestDatabase } from '@entente/testkit'
import Fastify from 'fastify'
import type pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { replyWithProblem } from '../../problem.ts'
import { createDatabase } from '../../store/database.ts'
import { openPool } from '../../store/postgres/index.ts'
import type { Database } from '../access/access-store.ts'
import type { App } from '../access/http.ts'
import { AfterBackup } from '../log/after-backup.ts'
import { createEndedCredentials, keepBeforeAnswers } from './keep-ended.ts'

const log = pino({ level: 'silent' })
const dataRoot = mkdtempSync(join(tmpdir(), 'entente-keep-ended-'))
let database: TestDatabase
let pool: pg.Pool
let db: Database
let after: AfterBackup
let reads = 0
let ended: ReturnType<typeof createEndedCredentials>
beforeAll(async () => {
  database = await createTestDatabase()
  pool = openPool(database.connection('entente_app'), { max: 4, log: () => {} })
  db = createDatabase(pool)
  after = new AfterBackup(dataRoot)
  const counting = new Proxy(db, {
    get(of, name) {
      if (name === 'selectFrom') reads++
      const value = Reflect.get(of, name)
      return typeof value === 'function' ? value.bind(of) : value
    },
  })
  ended = createEndedCredentials({ db: counting, after, log })
})
afterAll(async () => {
  await pool?.end()
  await database?.drop()
  rmSync(dataRoot, { recursive: true, force: true })
})

const wait = (kind: string, id: string, state: string) =>
  db.insertInto('ended_credential').values({ kind, id, state }).execute()

/** Serves routes that answer with the status that the request asks for. */
async function served(keep: () => Promise<boolean>) {
  const app = Fastify() as unknown as App
  app.decorateRequest('sender', null)
  app.setErrorHandler(replyWithProblem)
  keepBeforeAnswers(app, { keep })
  for (const url of ['/peer/v1/feed', '/v1/session'])
    app.route({
      ...{ method: url === '/v1/session' ? 'DELETE' : 'GET', url },
      handler: async (request, reply) => reply.code(Number(request.headers['x-status'] ?? 200)).send({ entries: [1] }),
    })
  return async (method: 'GET' | 'DELETE', url: string, status = 200) => {
    const answer = await app.inject({ method, url, headers: { 'x-status': String(status) } })
    return [answer.statusCode, answer.json().code ?? answer.json()]
  }
}

test('a page of the feed is answered only once the head of its log is in the file', async () => {
  const ask = await served(() => ended.keep())
  const append = after.append.bind(after)
  after.append = async () => {
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  }
  await wait('delivery', 'epoch-1', '7')
  expect(await ask('GET', '/peer/v1/feed')).toEqual([503, 'unavailable'])
  // A person is answered: the ending counts in the database.
  expect(await ask('DELETE', '/v1/session')).toEqual([200, { entries: [1] }])
  after.append = append
  expect(await ask('GET', '/peer/v1/feed')).toEqual([200, { entries: [1] }])
  expect([...(await after.deliveryHeads())]).toEqual([['epoch-1', 7]])
})

test('requests that wait share one write, and one that was refused waits for none', async () => {
  const ask = await served(() => ended.keep())
  reads = 0
  for (const status of [400, 401, 409, 503]) await ask('DELETE', '/v1/session', status)
  await ask('GET', '/peer/v1/feed', 409)
  expect(reads).toBe(0)
  const first = ended.keep()
  await wait('password', 'account-1', 'changed')
  const others = Array.from({ length: 20 }, () => ended.keep())
  expect(await Promise.all([first, ...others])).toEqual(Array(21).fill(true))
  expect(reads).toBe(2)
  expect((await after.ended()).map(({ id }) => id)).toEqual(['account-1'])
})

import { InteractiveAnswer } from '@entente/contracts'
import { readCusres } from '@entente/readers'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { buildApp } from '../../../app.ts'
import { readConfig } from '../../../config.ts'
import { fail } from '../../../errors.ts'
import { createMetrics } from '../../../health.ts'
import type { Admit } from '../../../pipeline/receive/admission.ts'
import type { App } from '../../../safeguards/access/http.ts'
import { createSenderKey } from '../../../safeguards/access/senders/senders.ts'
import { paxlst } from '../edifact.fixture.ts'
import { type InteractiveStage, openInteractiveStage } from './interactive-stage.fixture.ts'
import { interactiveRoutes } from './routes.ts'

let stage: InteractiveStage
let app: App
let url: string
let key: string
let admit: Admit = () => {}
beforeAll(async () => {
  stage = await openInteractiveStage()
  app = await buildApp({
    config: readConfig({ ENTENTE_LOG: 'silent' }),
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
    version: 'test',
    admit: (work) => admit(work),
    authentication: {
      db: stage.db,
      clock: stage.deps.clock,
      member: stage.deps.member,
      coverMinutes: 15,
      cookieName: () => 'session',
    },
    routes: (routes) => interactiveRoutes(routes, stage.interactive),
  })
  url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/v1/travel/interactive`
  key = (await createSenderKey(stage.db, stage.sender.id)).key
})
afterAll(async () => {
  await app?.close()
  await stage?.close()
})

const ask = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/EDIFACT', ...headers },
  })
const request = paxlst([
  { surname: 'OVERLAND', given: 'KARI', birth: '19810517', document: 'P00017719', reference: 'ABO1' },
])

test('a PAXLST is answered with a CUSRES, or with JSON on request', async () => {
  const edifact = await ask(request)
  expect([edifact.status, edifact.headers.get('content-type')]).toEqual([200, 'application/EDIFACT'])
  expect(readCusres(new Uint8Array(await edifact.arrayBuffer()))?.people).toEqual([
    { recordLocator: null, uniqueReference: 'ABO1', code: '0Z', text: 'OK TO BOARD' },
  ])
  const json = InteractiveAnswer.parse(await (await ask(request, { accept: 'application/json' })).json())
  expect(json.people).toMatchObject([{ surname: 'OVERLAND', outcome: 'ok-to-board', basis: 'no-hit' }])
})

test('the body is read as bytes under any content type', async () => {
  const latin = Buffer.from(request.replace('UNOA', 'UNOC').replace('KARI', 'KÅRE'), 'latin1')
  for (const type of ['text/plain', 'application/json', 'application/x-www-form-urlencoded']) {
    const answer = await ask(new Uint8Array(latin), { accept: 'application/json', 'content-type': type })
    expect(((await answer.json()) as z.infer<typeof InteractiveAnswer>).people[0]?.given).toBe('KÅRE')
  }
  const bare = await fetch(url, {
    method: 'POST',
    body: new Uint8Array(latin),
    headers: { authorization: `Bearer ${key}` },
  })
  expect(bare.status).toBe(200)
})

test('an unreadable request is answered with CUSRES 118, or with JSON findings (422)', async () => {
  const edifact = await ask('no list at all')
  expect(edifact.status).toBe(200)
  expect(readCusres(new Uint8Array(await edifact.arrayBuffer()))?.errors).toMatchObject([{ code: '118' }])
  const json = await ask('no list at all', { accept: 'application/json' })
  expect([json.status, await json.json()]).toMatchObject([
    422,
    { code: 'not-paxlst', errors: [{ code: 'NO_INTERCHANGE' }] },
  ])
})

test('an empty request and an unknown key are refused', async () => {
  expect(await (await ask('')).json()).toMatchObject({ code: 'empty-body', status: 400 })
  expect((await ask(request, { authorization: 'Bearer es_unknown' })).status).toBe(403)
})

test('a node that cannot keep up refuses a question before it authenticates it', async () => {
  const seen: string[] = []
  admit = (work) => {
    seen.push(work)
    throw fail('overloaded', { retryAfterMs: 2000 })
  }
  try {
    const answer = await fetch(url, { method: 'POST', headers: { authorization: 'Bearer unknown' }, body: 'x' })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
    expect(await answer.json()).toMatchObject({ code: 'overloaded' })
    expect(seen).toEqual(['answer'])
  } finally {
    admit = () => {}
  }
})

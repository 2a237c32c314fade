import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Actor } from '@entente/contracts'
import { readCusres } from '@entente/readers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { postToCallback } from '../../../pipeline/answer/post-to-callback.ts'
import { personValue } from '../../../pipeline/case-people.fixture.ts'
import { reopen } from '../../../pipeline/decide/reopen.ts'
import { paxlst } from '../edifact.fixture.ts'
import { type InteractiveStage, openInteractiveStage } from '../interactive/interactive-stage.fixture.ts'
import { deliverAnswer } from './deliver-answer.ts'

let stage: InteractiveStage
let analyst: Actor
let carrier: Server
let port: number
let requests: { headers: IncomingMessage['headers']; body: Buffer }[] = []
let reply = 200
beforeAll(async () => {
  stage = await openInteractiveStage()
  analyst = await stage.person('Analyst', 'analyst')
  carrier = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part) => parts.push(part))
    request.on('end', () => {
      requests.push({ headers: request.headers, body: Buffer.concat(parts) })
      response.writeHead(reply, reply === 302 ? { location: `http://127.0.0.1:${port}/elsewhere` } : {}).end()
    })
  })
  await new Promise<void>((resolve) => carrier.listen(0, '127.0.0.1', resolve))
  port = (carrier.address() as AddressInfo).port
})
afterAll(async () => {
  await stage?.close()
  await new Promise((resolve) => carrier.close(resolve))
})
beforeEach(() => {
  requests = []
  reply = 200
})

let counter = 0
/** Makes an unsolicited answer that is not delivered yet: its person was under review and then cleared. */
async function changedAnswer(callback: string | null): Promise<string> {
  counter += 1
  const person = {
    surname: `DELACROISE${'ABCDEFGH'[counter]}`,
    given: 'ODILE',
    birth: '19710930',
    document: `DL55510${counter}`,
    issuer: 'NLD',
    reference: `REF${counter}`,
  }
  await stage.db.updateTable('sender').set({ callback_url: callback }).where('id', '=', stage.sender.id).execute()
  await stage.signal({
    value: personValue(person.surname, 'Odile', {
      identifiers: [{ type: 'passport', number: person.document, issuer: 'NLD' }],
    }),
  })
  const { answer } = await stage.ask(paxlst([person]))
  await stage.clear(answer.people[0]?.caseId ?? '', analyst)
  await stage.answerCases()
  const row = await stage.db
    .selectFrom('carrier_answer')
    .select('id')
    .where('kind', '=', 'unsolicited')
    .orderBy('at', 'desc')
    .executeTakeFirstOrThrow()
  return row.id
}
const deliver = (answerId: string, allowPrivateCallbacks = true) =>
  deliverAnswer({ ...stage.deps, allowPrivateCallbacks }, { answerId })
const answer = (id: string) =>
  stage.db.selectFrom('carrier_answer').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const alarms = (id: string) => stage.db.selectFrom('alarm').selectAll().where('ref', '=', `answer:${id}`).execute()
const waiting = async (id: string) => {
  const jobs = await stage.jobs()
  return jobs.filter((job) => job.task === 'deliver-answer' && job.payload.answerId === id)
}

test('a changed answer is POSTed to the sender once, signed with its secret', async () => {
  const id = await changedAnswer(`http://127.0.0.1:${port}/cusres`)
  await deliver(id)
  await deliver(id)
  expect(requests).toHaveLength(1)
  const { headers, body } = requests[0] as (typeof requests)[number]
  expect(headers['content-type']).toBe('application/EDIFACT')
  expect(readCusres(body)).toMatchObject({ document: '132', people: [{ code: '0Z' }] })
  const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['entente-signature'])) ?? []
  expect(v1).toBe(createHmac('sha256', stage.sender.callback_secret).update(`${t}.`).update(body).digest('hex'))
  expect(await answer(id)).toMatchObject({ attempts: 1, delivered_at: expect.any(Date), failed_at: null })
})

test('a failed delivery is retried until departure, then raises an alarm', async () => {
  const id = await changedAnswer(`http://127.0.0.1:${port}/cusres`)
  reply = 503
  await deliver(id)
  const first = (await waiting(id))[0]?.runAt.getTime() ?? 0
  await deliver(id)
  const second = (await waiting(id))[0]?.runAt.getTime() ?? 0
  expect(first - stage.clock.now.getTime()).toBe(2000)
  expect(second - stage.clock.now.getTime()).toBe(4000)
  expect(await alarms(id)).toEqual([])
  expect((await answer(id)).give_up_at?.toISOString()).toBe('2026-11-24T13:35:00.000Z')
  const now = stage.clock.now
  stage.clock.now = new Date('2026-11-24T13:34:59.000Z')
  await deliver(id)
  stage.clock.now = now
  expect(await answer(id)).toMatchObject({ attempts: 3, delivered_at: null, failed_at: expect.any(Date) })
  expect(await alarms(id)).toMatchObject([
    { code: 'answer-not-delivered', detail: { attempts: 3, failure: 'status-503' } },
  ])
  reply = 200
  await deliver(id)
  expect(requests).toHaveLength(3)
})

test('a sender without a callback address raises an alarm at once', async () => {
  const id = await changedAnswer(null)
  await deliver(id)
  expect(await alarms(id)).toMatchObject([{ detail: { failure: 'no-callback' } }])
})

test('a callback into a private network or without TLS is refused by default', async () => {
  const id = await changedAnswer(`http://127.0.0.1:${port}/cusres`)
  await deliver(id, false)
  expect(requests).toEqual([])
  expect((await answer(id)).delivered_at).toBeNull()
  const attempt = (url: string) =>
    postToCallback(url, {}, Buffer.from('x'), { allowPrivate: false }).catch((error) => error.reason)
  expect(await attempt('https://127.0.0.1:1/')).toBe('address-not-allowed')
  expect(await attempt('https://localhost:1/')).toBe('address-not-allowed')
  expect(await attempt('https://[::1]:1/')).toBe('address-not-allowed')
  expect(await attempt('ftp://127.0.0.1/')).toBe('scheme')
})

test('redirects are not followed', async () => {
  reply = 302
  const reason = await postToCallback(`http://127.0.0.1:${port}/`, {}, Buffer.from('x'), { allowPrivate: true }).catch(
    (error) => error.reason,
  )
  expect(reason).toBe('status-302')
  expect(requests).toHaveLength(1)
})

test('an answer replaced by a newer one is not sent', async () => {
  const id = await changedAnswer(`http://127.0.0.1:${port}/cusres`)
  const { subject_id: travellerId } = await stage.db
    .selectFrom('case_file')
    .select('subject_id')
    .orderBy('opened_at', 'desc')
    .executeTakeFirstOrThrow()
  stage.later(1)
  const last = await answer(id)
  const newer = crypto.randomUUID()
  await stage.db
    .insertInto('carrier_answer')
    .values({ ...last, id: newer, at: stage.clock.now })
    .execute()
  await stage.db
    .insertInto('carrier_answer_person')
    .values({
      answer_id: newer,
      position: 0,
      traveller_id: travellerId,
      case_id: null,
      outcome: 'further-check',
      code: '2Z',
      basis: 'hit-under-review',
      decision_id: null,
    })
    .execute()
  await deliver(id)
  expect(requests).toEqual([])
})

test('a refusal whose decision was reopened is not delivered', async () => {
  const supervisor = await stage.person('Supervisor', 'supervisor')
  const person = { surname: 'VANDERLOO', given: 'PIETER', birth: '19640208', document: 'VL9912340', issuer: 'NLD' }
  await stage.db
    .updateTable('sender')
    .set({ callback_url: `http://127.0.0.1:${port}/cusres` })
    .where('id', '=', stage.sender.id)
    .execute()
  await stage.signal({
    value: personValue('Vanderloo', 'Pieter', {
      identifiers: [{ type: 'passport', number: person.document, issuer: 'NLD' }],
    }),
  })
  const asked = await stage.ask(paxlst([person]))
  const caseId = asked.answer.people[0]?.caseId ?? ''
  await stage.refuse(caseId, analyst, supervisor)
  await stage.answerCases()
  const refusal = (await stage.answers()).at(-1)?.id ?? ''
  expect(
    await stage.db.selectFrom('carrier_answer_person').select('outcome').where('answer_id', '=', refusal).execute(),
  ).toEqual([{ outcome: 'do-not-board' }])
  const access = stage.deps.store.for(supervisor, { purpose: 'border-control', caseId })
  await reopen(access, caseId, { reason: 'The passport was read again: it is another number.' })
  await deliver(refusal)
  expect(requests).toEqual([])
})

import pino from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { buildApp } from '../../app.ts'
import { readConfig } from '../../config.ts'
import { fail } from '../../errors.ts'
import { paxlst } from '../../gateways/travel/edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../../gateways/travel/travel.fixture.ts'
import { createMetrics } from '../../health.ts'
import { admissionLimits, createAdmission } from './admission.ts'

let stage: TravelStage
let poolWaiting = 0
let now = 0
beforeAll(async () => {
  stage = await openTravelStage()
})
afterAll(() => stage.close())
beforeEach(async () => {
  poolWaiting = 0
  now = 0
  await stage.db.updateTable('message').set({ read_at: null }).execute()
})

let parted: { gateway: string; bytes: number }[] = []
const admission = () =>
  createAdmission({
    partedSizes: () => parted,
    ...{ ...stage.deps, db: stage.db, clock: () => stage.clock.now },
    ...{ poolWaiting: () => poolWaiting, now: () => now },
  })
const { slowMs, inHand, giveWayMs, givingWay, answering, turnMs } = admissionLimits
const times = <T>(count: number, work: () => T): T[] => Array.from({ length: count }, work)
const stateOf = (work: () => void): string => {
  try {
    work()
    return 'admitted'
  } catch (error) {
    const { code, status, fields } = error as { code: string; status: number; fields: { retryAfterMs: number } }
    return `${code} ${status} ${fields.retryAfterMs}`
  }
}
/** Receives a message that has waited this long. */
async function waited(ms: number): Promise<string> {
  const { id } = await stage.receive(paxlst([{ surname: 'AUNE', given: `M${ms}` }]))
  const readAt = new Date(stage.clock.now.getTime() - ms)
  await stage.db.updateTable('message').set({ read_at: readAt }).where('id', '=', id).execute()
  return id
}

test('messages are refused while the oldest has waited ten minutes; boarding questions are not', async () => {
  const { admit } = admission()
  expect(stateOf(() => admit('receipt'))).toBe('admitted')
  await waited(admissionLimits.backlogMs + 1000)
  const late = admission()
  await expect.poll(() => stateOf(() => late.admit('receipt'))).toBe('overloaded 503 30000')
  expect(stateOf(() => late.admit('answer'))).toBe('admitted')
})

test('a message that is read in parts may wait longer, and no other is refused for it', async () => {
  await waited(admissionLimits.backlogMs + 1000)
  parted = [{ gateway: 'travel', bytes: 10 }]
  const patient = admission()
  expect(stateOf(() => patient.admit('receipt'))).toBe('admitted')
  // The second sample begins after the first one was read.
  await new Promise((resolve) => setTimeout(resolve, 50))
  now += 2000
  expect(stateOf(() => patient.admit('receipt'))).toBe('admitted')
  parted = []
  const late = admission()
  await expect.poll(() => stateOf(() => late.admit('receipt'))).toBe('overloaded 503 30000')
})

test('a backlog within its limit, and a message that failed, refuse nothing', async () => {
  await waited(admissionLimits.backlogMs - 1000)
  const failed = await waited(admissionLimits.backlogMs * 2)
  await stage.db.updateTable('message').set({ attempts: 3 }).where('id', '=', failed).execute()
  const { admit } = admission()
  admit('receipt')
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(stateOf(() => admit('receipt'))).toBe('admitted')
})

test('if requests wait for the database, messages are refused before boarding questions', () => {
  const { admit } = admission()
  poolWaiting = admissionLimits.waiting.receipt + 1
  expect(stateOf(() => admit('receipt'))).toBe('overloaded 503 2000')
  expect(stateOf(() => admit('answer'))).toBe('admitted')
  poolWaiting = admissionLimits.waiting.answer + 1
  expect(stateOf(() => admit('answer'))).toBe('overloaded 503 2000')
})

test('several slow requests of a kind refuse further ones; few do not', async () => {
  for (const work of ['receipt', 'answer'] as const) {
    const { admit, begin } = admission()
    const ends = await Promise.all(times(3, () => begin(work)))
    now += slowMs[work]
    expect(stateOf(() => admit(work))).toBe('admitted')
    ends.push(await begin(work))
    expect(stateOf(() => admit(work))).toBe('admitted')
    now += slowMs[work]
    expect(stateOf(() => admit(work))).toBe('overloaded 503 2000')
    ends[0]?.()
    expect(stateOf(() => admit(work))).toBe('admitted')
  }
})

test('the number of requests in hand has a limit, however fast they are', async () => {
  for (const work of ['receipt', 'answer'] as const) {
    const { admit, begin } = admission()
    const begun = times(inHand[work], () => begin(work))
    expect(stateOf(() => admit(work))).toBe('overloaded 503 2000')
    const end = await begun[0]
    end?.()
    expect(stateOf(() => admit(work))).toBe('admitted')
  }
})

test('messages give way to slow boarding questions, but a few are always taken', async () => {
  const { admit, begin } = admission()
  const questions = await Promise.all(times(4, () => begin('answer')))
  await Promise.all(times(givingWay - 1, () => begin('receipt')))
  now += giveWayMs
  expect(stateOf(() => admit('receipt'))).toBe('admitted')
  await begin('receipt')
  expect(stateOf(() => admit('receipt'))).toBe('overloaded 503 2000')
  expect(stateOf(() => admit('answer'))).toBe('admitted')
  questions[0]?.()
  expect(stateOf(() => admit('receipt'))).toBe('admitted')
})

test('questions begin in the order of their arrival, a few at a time', async () => {
  const { begin } = admission()
  const first = await Promise.all(times(answering, () => begin('answer')))
  const begun: number[] = []
  const later = [0, 1].map((place) => begin('answer').then((end) => [begun.push(place), end] as const))
  await begin('receipt')
  expect(begun).toEqual([])
  first[0]?.()
  const [, end] = (await later[0]) as readonly [number, () => void]
  expect(begun).toEqual([0])
  end()
  await later[1]
  expect(begun).toEqual([0, 1])
})

test('a question begins after a short time although none before it has ended', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { begin } = admission()
    await Promise.all(times(answering, () => begin('answer')))
    let begun = false
    const late = begin('answer').then((end) => {
      begun = true
      return end
    })
    await vi.advanceTimersByTimeAsync(turnMs - 1)
    expect(begun).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(begun).toBe(true)
    // One more than usual is in hand, so the end of one starts no other.
    const next = begin('answer')
    let nextBegun = false
    void next.then(() => {
      nextBegun = true
    })
    const end = await late
    end()
    await vi.advanceTimersByTimeAsync(0)
    expect(nextBegun).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})

test('a request is in hand until its work has ended, also in an error', async () => {
  const begun: string[] = []
  const during: string[][] = []
  const app = await buildApp({
    ...{ config: readConfig({ ENTENTE_LOG: 'silent' }), log: pino({ level: 'silent' }), metrics: createMetrics() },
    ...{ version: 'test', admit: () => {} },
    authentication: {
      db: stage.db,
      clock: stage.deps.clock,
      member: stage.deps.member,
      coverMinutes: 15,
      cookieName: () => 'session',
    },
    async begin(work) {
      begun.push(work)
      return () => void begun.pop()
    },
    routes(routes) {
      routes.post('/v1/slow', { config: { open: true, admit: 'receipt' } }, async () => {
        during.push([...begun])
        throw fail('not-durable')
      })
    },
  })
  expect((await app.inject({ method: 'POST', url: '/v1/slow', body: 'x' })).statusCode).toBe(503)
  await app.close()
  expect({ during, begun }).toEqual({ during: [['receipt']], begun: [] })
})

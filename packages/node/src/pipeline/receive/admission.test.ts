import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { paxlst } from '../../gateways/travel/edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../../gateways/travel/travel.fixture.ts'
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

const admission = () =>
  createAdmission({
    ...{ ...stage.deps, db: stage.db, clock: () => stage.clock.now },
    ...{ poolWaiting: () => poolWaiting, now: () => now },
  })
const { slowMs, inHand, giveWayMs, givingWay } = admissionLimits
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

test('several slow requests of a kind refuse further ones; few do not', () => {
  for (const work of ['receipt', 'answer'] as const) {
    const { admit, begin } = admission()
    const ends = times(3, () => begin(work))
    now += slowMs[work]
    expect(stateOf(() => admit(work))).toBe('admitted')
    ends.push(begin(work))
    expect(stateOf(() => admit(work))).toBe('admitted')
    now += slowMs[work]
    expect(stateOf(() => admit(work))).toBe('overloaded 503 2000')
    ends[0]?.()
    expect(stateOf(() => admit(work))).toBe('admitted')
  }
})

test('the number of requests in hand has a limit, however fast they are', () => {
  for (const work of ['receipt', 'answer'] as const) {
    const { admit, begin } = admission()
    const ends = times(inHand[work], () => begin(work))
    expect(stateOf(() => admit(work))).toBe('overloaded 503 2000')
    ends[0]?.()
    expect(stateOf(() => admit(work))).toBe('admitted')
  }
})

test('messages give way to slow boarding questions, but a few are always taken', () => {
  const { admit, begin } = admission()
  const questions = times(4, () => begin('answer'))
  times(givingWay - 1, () => begin('receipt'))
  now += giveWayMs
  expect(stateOf(() => admit('receipt'))).toBe('admitted')
  begin('receipt')
  expect(stateOf(() => admit('receipt'))).toBe('overloaded 503 2000')
  expect(stateOf(() => admit('answer'))).toBe('admitted')
  questions[0]?.()
  expect(stateOf(() => admit('receipt'))).toBe('admitted')
})

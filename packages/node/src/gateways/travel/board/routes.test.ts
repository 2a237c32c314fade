import type { BoardFlight, FlightDetail, ScheduleAnswer } from '@entente/contracts'
import { type SignedIn, startTestNode, type TestNode } from '@entente/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { paxlst } from '../edifact.fixture.ts'

let node: TestNode
let analyst: SignedIn
beforeAll(async () => {
  node = await startTestNode({ clock: () => new Date('2026-11-22T08:00:00.000Z') })
  analyst = await node.signIn('analyst')
})
afterAll(() => node.stop())

const bytes = (text: string) => new TextEncoder().encode(text)
const board = async (query: string) => {
  const { status, body } = await analyst.call('GET', `/v1/travel/flights${query}`)
  expect(status).toBe(200)
  return (body as { items: BoardFlight[] }).items
}

test('a schedule makes flights expected and returns each rejected line with its reason', async () => {
  const csv =
    'carrier,number,from,to,departure,arrival\n7N,482,TUN,OSL,2026-11-24T14:35,2026-11-24T18:55\n7N,106,RIX,OSL,2026-11-24T14:10,\n7N,1,RIX,OSL,soon,\n'
  const { status, body } = await analyst.call('POST', '/v1/travel/schedule', bytes(csv))
  expect(status).toBe(200)
  expect(body as z.infer<typeof ScheduleAnswer>).toEqual({
    flights: 2,
    rejected: [{ line: 4, code: 'time-invalid', message: 'Not a local time like 2026-11-24T14:35: SOON.' }],
  })
  // Flights are ordered by the instant of departure: Riga leaves at 12:10 UTC, Tunis at 13:35.
  expect((await board('?date=2026-11-24')).map(({ key, state }) => `${key} ${state}`)).toEqual([
    '7N-106-2026-11-24-RIX-OSL expected',
    '7N-482-2026-11-24-TUN-OSL expected',
  ])
  expect(await board('?carrier=7n&number=0482')).toHaveLength(1)
  expect(await board('?date=2026-11-25')).toEqual([])
  expect(await board('?state=late')).toEqual([])
})

test('the board is returned in pages', async () => {
  const first = (await analyst.call('GET', '/v1/travel/flights?limit=1')).body as { items: BoardFlight[]; next: string }
  const second = (await analyst.call('GET', `/v1/travel/flights?limit=1&next=${first.next}`)).body as {
    items: BoardFlight[]
    next: null
  }
  expect([...first.items, ...second.items].map(({ number }) => number)).toEqual(['106', '482'])
  expect(second.next).toBeNull()
})

test('a carrier loads its own schedule with its key; lines of other carriers are rejected', async () => {
  await analyst.call('POST', '/v1/travel/schedule', bytes('X0,77,RIX,OSL,2026-11-26T22:00,'))
  const answer = await fetch(`${node.url}/v1/travel/schedule`, {
    method: 'POST',
    headers: { authorization: `Bearer ${node.sender.key}` },
    body: '7N,483,TUN,OSL,2026-11-26T14:35,\nX0,77,RIX,OSL,2026-11-26T00:05,\n',
  })
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { flights: 1, rejected: [expect.objectContaining({ line: 2, code: 'carrier-not-registered' })] },
  ])
  expect((await board('?date=2026-11-26')).map(({ key, departure }) => `${key} ${departure}`)).toEqual([
    '7N-483-2026-11-26-TUN-OSL 2026-11-26T14:35',
    'X0-77-2026-11-26-RIX-OSL 2026-11-26T22:00',
  ])
})

test('an empty schedule and an unknown flight are refused with their codes', async () => {
  expect(await analyst.call('POST', '/v1/travel/schedule', bytes(''))).toMatchObject({
    status: 400,
    body: { code: 'empty-body' },
  })
  expect(await analyst.call('GET', '/v1/travel/flights/7N-999-2026-11-24-TUN-OSL')).toMatchObject({
    status: 404,
    body: { code: 'not-found' },
  })
})

test("readers of records see a flight's people; readers of traffic see the board", async () => {
  await fetch(`${node.url}/v1/travel/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${node.sender.key}` },
    body: paxlst([{ surname: 'AUNE', given: 'MARTE', document: 'K4471906B' }], { declared: 1 }),
  })
  await node.whenIdle()
  const path = '/v1/travel/flights/7N-482-2026-11-24-TUN-OSL'
  const detail = (await analyst.call('GET', path)).body as z.infer<typeof FlightDetail>
  expect(detail).toMatchObject({
    state: 'complete',
    people: 1,
    passengers: [{ label: 'AUNE, MARTE', document: 'K4471906B', caseId: null, answer: null }],
  })
  expect(detail.messages).toMatchObject([{ format: 'PAXLST', flight: detail.key }])
  const administrator = await node.signIn('administrator')
  expect((await administrator.call('GET', '/v1/travel/flights')).status).toBe(403)
  expect((await administrator.call('GET', path)).status).toBe(403)
  // The people of a flight are personal data: each read of them is in the audit log.
  const reads = await node.db
    .selectFrom('audit.entry')
    .select('entry')
    .where('type', '=', 'record.read')
    .where('actor', '<>', 'system')
    .execute()
  expect(
    reads
      .map(({ entry }) => JSON.parse(entry) as { decision: string; count: number })
      .filter(({ decision }) => decision === 'allow'),
  ).toMatchObject([{ count: 1, purpose: 'border-control' }])
})

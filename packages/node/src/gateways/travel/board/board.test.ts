import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { doJob } from '../../../store/define-job.ts'
import { paxlst, pnrgov } from '../edifact.fixture.ts'
import { readAirportZones } from '../flights/airport-zones.ts'
import { loadSchedule } from '../flights/load-schedule.ts'
import { flightLatenessTask } from '../flights/watch-lateness.ts'
import { partTimeoutJob } from '../store/jobs.ts'
import { openTravelStage, type TravelStage } from '../travel.fixture.ts'
import { listFlights } from './list-flights.ts'
import { partTimeoutTask } from './part-timeout.ts'

let stage: TravelStage
beforeAll(async () => {
  stage = await openTravelStage()
})
afterAll(() => stage.close())
// Tunis is an hour ahead of UTC: the flight leaves at 13:35 UTC.
beforeEach(() => {
  stage.clock.now = new Date('2026-11-22T08:00:00.000Z')
})

const people = [
  { surname: 'AUNE', given: 'MARTE', document: 'K4471906B' },
  { surname: 'VORK', given: 'IDA', document: 'V0000001' },
]
const at = (time: string) => {
  stage.clock.now = new Date(`2026-11-${time}:00.000Z`)
}
const lateness = () => flightLatenessTask(stage.deps)()
const board = async (number: string) => {
  const { items } = await stage.act((tx) => listFlights(tx, { number }))
  expect(items).toHaveLength(1)
  return items[0]!
}
const slots = (flight: { slots: { slot: string; state: string }[] }) =>
  flight.slots.map(({ slot, state }) => `${slot} ${state}`).join(', ')
const schedule = (text: string) => stage.act((tx) => loadSchedule(tx, readAirportZones(), text, null))

test('a scheduled flight is late if reservations or the list are missing when due', async () => {
  await schedule('carrier,number,from,to,departure,arrival\n7N,0010,TUN,OSL,2026-11-24T14:35,2026-11-24T18:55\n')
  expect(await board('10')).toMatchObject({
    state: 'expected',
    departsAt: '2026-11-24T13:35:00.000Z',
    fromZone: 'Africa/Tunis',
    zoneKnown: true,
    lateMinutes: null,
    missing: null,
  })
  at('23T13:34')
  await lateness()
  expect(await board('10')).toMatchObject({ state: 'expected' })
  at('23T13:45')
  await lateness()
  expect(await board('10')).toMatchObject({
    state: 'late',
    lateMinutes: 10,
    missing: 'No reservations by 24 h before departure.',
  })
  at('24T13:40')
  await lateness()
  expect(await board('10')).toMatchObject({
    state: 'late',
    lateMinutes: 5,
    missing: expect.stringContaining('No passenger list by departure.'),
  })
  const announced = await stage.db
    .selectFrom('event')
    .select('ref')
    .where('type', '=', 'flight.changed')
    .where('ref', 'like', '7N-10-%')
    .execute()
  expect(announced.length).toBeGreaterThanOrEqual(3)
  // Running the task again, as happens every minute, adds no version.
  const version = async () =>
    (await stage.db.selectFrom('flight').select('version').where('number', '=', '10').executeTakeFirstOrThrow()).version
  const before = await version()
  await lateness()
  expect(await version()).toBe(before)
})

test('a list after departure completes the flight and records its lateness', async () => {
  await schedule('7N,11,TUN,OSL,2026-11-24T14:35,\n')
  at('24T14:05')
  await lateness()
  expect(await board('11')).toMatchObject({ state: 'late' })
  await stage.take(paxlst(people, { flight: '7N0011', declared: 2 }))
  expect(await board('11')).toMatchObject({ state: 'complete', lateMinutes: 30, lists: 1, people: 2, declared: 2 })
})

test('a flight without a schedule appears with its first message', async () => {
  await stage.take(pnrgov([{ locator: 'AAA111', people: [people[0]!] }], { flight: '7N+12', at: '261122:0700' }))
  expect(await board('12')).toMatchObject({ state: 'expected', pushes: 1, lists: 0, people: 1 })
})

test('a push fills the slot nearest its time; a slot without one is missing', async () => {
  const push = (time: string) =>
    stage.take(pnrgov([{ locator: 'AAA111', people: [people[0]!] }], { flight: '7N+13', at: time }))
  await push('261122:1500')
  await push('261124:0130')
  at('24T02:00')
  expect(slots(await board('13'))).toBe('48 received, 24 missing, 12 received, 1 not-due, C not-due, X not-due')
})

test('a list with fewer people than declared is incomplete, and the board says so', async () => {
  await stage.take(paxlst(people, { flight: '7N0014', declared: 5 }))
  expect(await board('14')).toMatchObject({
    state: 'incomplete',
    people: 2,
    declared: 5,
    missing: 'The passenger list names 2 of 5 people.',
    remarks: [{ key: 'travel.remarks.fewerNamed', values: { listed: 'passengers', count: 2, of: 5 } }],
  })
  // A release before stored the English sentences only.
  await sql`update flight set progress = progress - 'remarks' where number = '14'`.execute(stage.db)
  expect((await board('14')).remarks.map(({ text }) => text)).toEqual(['The passenger list names 2 of 5 people.'])
})

const crowd = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    surname: `AUNE${String.fromCharCode(65 + (n % 26), 65 + Math.floor(n / 26))}`,
    given: 'MARTE',
    document: `C${String(n).padStart(7, '0')}`,
  }))

test.each([
  [9, 8, 'complete', null],
  [10, 8, 'check', 'More people than declared: 10 read, 8 declared.'],
  [45, 40, 'complete', null],
  [46, 40, 'check', 'More people than declared: 46 read, 40 declared.'],
])('%i people read and %i declared: %s', async (read, declared, state, missing) => {
  const flight = `7N${String(300 + read).padStart(4, '0')}`
  await stage.take(paxlst(crowd(read), { flight, declared }))
  expect(await board(String(300 + read))).toMatchObject({ state, missing, people: read, declared })
})

test('a list without a passenger is to check, and a crew list alone is not complete', async () => {
  await stage.take(paxlst([], { flight: '7N0360', declared: 0 }))
  expect(await board('360')).toMatchObject({ state: 'check', missing: 'The passenger list names nobody.' })
  await stage.take(paxlst(people, { flight: '7N0361', bgm: '250' }))
  expect(await board('361')).toMatchObject({ state: 'expected', people: 2 })
})

test('a flight that closed with nobody on board is to check', async () => {
  await stage.take(paxlst(people, { flight: '7N0362', declared: 2 }))
  await stage.take(paxlst(people, { flight: '7N0362', at: '261124:1430', bgm: '266+CLNB' }))
  expect(await board('362')).toMatchObject({
    state: 'check',
    people: 0,
    missing: 'Closed with 0 on board, 2 were expected.',
  })
})

test('an earlier message that is missing changes no state if later ones came', async () => {
  await schedule('7N,363,TUN,OSL,2026-11-24T14:35,\n')
  await stage.take(pnrgov([{ locator: 'AAA111', people }], { flight: '7N+363', at: '261124:0130' }))
  await stage.take(paxlst(people, { flight: '7N0363', declared: 2 }))
  at('24T02:00')
  await lateness()
  expect(await board('363')).toMatchObject({ state: 'complete', missing: null })
  expect(slots(await board('363'))).toContain('24 missing, 12 received')
})

test('a list in parts is complete only with every part, in any order', async () => {
  const part = (n: string) => ({ flight: '7N0015', part: n, access: 'P15', declared: 3 })
  const three = [...people, { surname: 'ROE', given: 'ANN' }]
  await stage.take(paxlst([three[2]!], part('03:F')))
  expect(await board('15')).toMatchObject({
    state: 'incomplete',
    parts: { expected: 3, received: 1 },
    missing: 'Part 1, 2 of 3 of the passenger list has not arrived.',
  })
  await stage.take(paxlst([three[0]!], part('01:C')))
  await stage.take(paxlst([three[1]!], part('02')))
  expect(await board('15')).toMatchObject({
    state: 'complete',
    parts: { expected: 3, received: 3 },
    people: 3,
    declared: 3,
    missing: null,
  })
})

test('a part missing after half an hour adds one finding to the first part', async () => {
  const { message } = await stage.take(paxlst(people, { flight: '7N0016', part: '01:C', access: 'P16' }))
  const { rows } = await sql<{
    run_at: Date
    payload: Record<string, unknown>
  }>`select j.run_at, p.payload from graphile_worker.jobs j
    join graphile_worker._private_jobs p on p.id = j.id where j.task_identifier = 'part-timeout' and p.payload->>'messageId' = ${message.id}`.execute(
    stage.db,
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]!.run_at.toISOString()).toBe('2026-11-22T08:30:00.000Z')
  at('22T08:30')
  const job = doJob(partTimeoutJob, partTimeoutTask(stage.deps))
  await job.run(rows[0]!.payload)
  await job.run(rows[0]!.payload)
  const readings = await stage.db
    .selectFrom('reading')
    .select(['version', 'findings'])
    .where('message_id', '=', message.id)
    .orderBy('version')
    .execute()
  expect(readings.map(({ version, findings }) => [version, findings.PART_INCOMPLETE ?? 0])).toEqual([
    [1, 0],
    [2, 1],
  ])
  const row = await stage.db
    .selectFrom('message')
    .select(['read_version', 'counts'])
    .where('id', '=', message.id)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ read_version: 2, counts: { findings: { warning: 1 } } })
  expect(await board('16')).toMatchObject({ findings: 1 })
})

test('a part that arrives in time adds no finding', async () => {
  const { message } = await stage.take(paxlst([people[0]!], { flight: '7N0017', part: '01:C', access: 'P17' }))
  await stage.take(paxlst([people[1]!], { flight: '7N0017', part: '02:F', access: 'P17' }))
  const flight = await stage.db.selectFrom('flight').select('id').where('number', '=', '17').executeTakeFirstOrThrow()
  await partTimeoutTask(stage.deps)({ flightId: flight.id, messageId: message.id, unit: 0, purpose: 'border-control' })
  const readings = await stage.db.selectFrom('reading').select('version').where('message_id', '=', message.id).execute()
  expect(readings).toHaveLength(1)
})

test('a close-out compares expected with boarded people and removes the missing ones', async () => {
  await stage.take(paxlst(people, { flight: '7N0018', declared: 2 }))
  await stage.take(paxlst([people[1]!], { flight: '7N0018', at: '261124:1430', bgm: '266+CLNB' }))
  expect(await board('18')).toMatchObject({
    state: 'closed',
    people: 1,
    missing: 'Closed with 1 on board, 2 were expected.',
  })
  expect(slots(await board('18'))).toContain('X received')
})

test('a cancelled flight has no missing messages', async () => {
  await stage.take(paxlst(people, { flight: '7N0019', declared: 9 }))
  await stage.take(paxlst([], { flight: '7N0019', at: '261124:0700', bgm: '266+XF' }))
  expect(await board('19')).toMatchObject({ state: 'cancelled', missing: null })
})

test('a removal list without names removes everyone of its sender', async () => {
  await stage.take(paxlst(people, { flight: '7N0020' }))
  await stage.take(paxlst([], { flight: '7N0020', at: '261124:0700', bgm: '745+XR' }))
  expect(await board('20')).toMatchObject({ people: 0 })
})

test('an airport missing from the table counts as UTC, and the board says so', async () => {
  await stage.take(paxlst(people, { flight: '7N0021', from: 'QQQ' }))
  expect(await board('21')).toMatchObject({ fromZone: 'UTC', zoneKnown: false, departsAt: '2026-11-24T14:35:00.000Z' })
})

test('the two numbers of a codeshare become one flight', async () => {
  await stage.take(paxlst([people[1]!], { flight: 'XY5022' }))
  await stage.take(paxlst([people[0]!], { flight: '7N0022' }))
  const leg = `TVL+241126:1435:241126:1855+TUN+OSL+XY:7N+22:Y'TVL+++++5022:Y`
  await stage.take(pnrgov([{ locator: 'AAA111', people: [people[0]!], leg }], { flight: '7N+22' }))
  expect((await stage.act((tx) => listFlights(tx, { number: '5022' }))).items).toEqual([])
  expect(await board('22')).toMatchObject({ people: 2, lists: 2, pushes: 1 })
  // Later messages under the other number belong to the same flight.
  await stage.take(paxlst([{ surname: 'ROE', given: 'ANN' }], { flight: 'XY5022', at: '261124:0900' }))
  expect(await board('22')).toMatchObject({ people: 3 })
})

test('people of a message without a flight are stored and matched', async () => {
  const text = paxlst(people, { flight: '7N0023' })
    .replace(/TDT.*?'/, '')
    .replace(/LOC\+125.*?DTM\+232.*?'/, '')
  const { people: found, changed, message } = await stage.take(text)
  expect([found.length, changed.length]).toEqual([2, 2])
  const flight = await stage.db
    .selectFrom('flight')
    .selectAll()
    .where('id', '=', found[0]!.flightId)
    .executeTakeFirstOrThrow()
  expect(flight.key).toContain(message.id.slice(0, 8))
  expect(flight.missing).toContain('do not name the flight')
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { paxlst, pnrgov } from '../edifact.fixture.ts'
import { openTravelStage, type TravelStage } from '../travel.fixture.ts'
import { readAirportZones } from './airport-zones.ts'
import { loadSchedule, type ScheduleSource } from './load-schedule.ts'

let stage: TravelStage
const zones = readAirportZones()
beforeAll(async () => {
  stage = await openTravelStage()
})
afterAll(() => stage.close())

const load = (csv: string, source: ScheduleSource) => stage.act((tx) => loadSchedule(tx, zones, csv, source))
const flight = (key: string) =>
  stage.db
    .selectFrom('flight')
    .select(['departure', 'scheduled', 'scheduled_by'])
    .where('key', '=', key)
    .executeTakeFirst()

test("a sender's schedule changes flights of its own carriers only", async () => {
  const nordvik = await stage.addSender('Nordvik schedules', { settings: { carriers: ['7N'] } })
  await load('X0,77,RIX,OSL,2026-11-24T22:00,', null)
  const csv = '7N,482,TUN,OSL,2026-11-24T14:35,\nX0,77,RIX,OSL,2026-11-24T00:05,\n7N,1,RIX,OSL,soon,'
  expect(await load(csv, nordvik)).toEqual({
    flights: 1,
    rejected: [
      {
        line: 2,
        code: 'carrier-not-registered',
        message: 'This sender is not registered for the carrier X0, but for 7N.',
      },
      { line: 3, code: 'time-invalid', message: 'Not a local time like 2026-11-24T14:35: SOON.' },
    ],
  })
  expect(await flight('X0-77-2026-11-24-RIX-OSL')).toMatchObject({ departure: '2026-11-24T22:00', scheduled_by: null })
  expect(await flight('7N-482-2026-11-24-TUN-OSL')).toMatchObject({ scheduled: true, scheduled_by: nordvik.id })
})

test('a sender registered for no carrier loads nothing', async () => {
  const silent = await stage.addSender('No carrier')
  const { flights, rejected } = await load('7N,483,TUN,OSL,2026-11-24T14:35,', silent)
  expect(flights).toBe(0)
  expect(rejected).toMatchObject([{ line: 1, code: 'carrier-not-registered' }])
  expect(await flight('7N-483-2026-11-24-TUN-OSL')).toBeUndefined()
})

const codeshare = (operating: string, other: string) =>
  pnrgov(
    [
      {
        locator: 'QX7LP2',
        people: [{ surname: 'AUNE' }],
        leg: `TVL+241126:1435:241126:1855+TUN+OSL+7N+${other}:Y'TRA+X0+${operating}:Y`,
      },
    ],
    {
      flight: `7N+${other}`,
    },
  )

test("a codeshare number gives a schedule no access to the operating carrier's flight", async () => {
  const nordvik = await stage.addSender('Codeshare', { settings: { carriers: ['7N'] } })
  await load('X0,900,TUN,OSL,2026-11-24T14:35,', null)
  await stage.take(codeshare('900', '600'))
  const { flights, rejected } = await load('7N,600,TUN,OSL,2026-11-24T00:05,', nordvik)
  expect({ flights, rejected }).toEqual({
    flights: 0,
    rejected: [
      {
        line: 1,
        code: 'carrier-not-registered',
        message: 'This is X0 900, a flight of a carrier that this sender is not registered for.',
      },
    ],
  })
  expect(await flight('X0-900-2026-11-24-TUN-OSL')).toMatchObject({ departure: '2026-11-24T14:35' })
})

test("with a later codeshare, only the agency's schedule changes the operating carrier's flight", async () => {
  const nordvik = await stage.addSender('Codeshare later', { settings: { carriers: ['7N'] } })
  for (const [operating, other, source, departure] of [
    ['901', '601', nordvik, '2026-11-24T14:35'],
    ['902', '602', null, '2026-11-24T00:05'],
  ] as const) {
    await stage.take(paxlst([{ surname: 'AUNE' }], { flight: `X0${operating}` }))
    await load(`7N,${other},TUN,OSL,2026-11-24T00:05,`, source)
    await stage.take(codeshare(operating, other))
    const row = await flight(`X0-${operating}-2026-11-24-TUN-OSL`)
    expect(row).toMatchObject({ departure, scheduled: source === null })
    expect(await flight(`7N-${other}-2026-11-24-TUN-OSL`)).toBeDefined()
  }
})

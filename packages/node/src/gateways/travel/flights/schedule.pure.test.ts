import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readAirportZones } from './airport-zones.ts'
import { instantOf } from './local-time.ts'
import { readSchedule } from './read-schedule.ts'

test('only the invalid lines of a schedule are rejected, each with number and reason', () => {
  const text = [
    'carrier,number,from,to,departure,arrival',
    '7N,0482,TUN,OSL,2026-11-24T14:35,2026-11-24T18:55',
    '7N,482,TUN,OSL,2026-11-24T15:00,',
    '7n,483b,osl,tun,2026-11-24t20:00,',
    '"7N","484","OSL","TUN","2026-11-25T20:00",""',
    '',
    '7N,485,OSL,TUN',
    '77,486,OSL,TUN,2026-11-24T20:00,',
    '7N,ABC,OSL,TUN,2026-11-24T20:00,',
    '7N,487,OSLO,TUN,2026-11-24T20:00,',
    '7N,488,OSL,OSL,2026-11-24T20:00,',
    '7N,489,OSL,TUN,2026-02-30T20:00,',
    '7N,490,OSL,TUN,2026-11-24T20:00,tomorrow',
  ].join('\r\n')
  const { lines, rejected } = readSchedule(text)
  expect(lines.map(({ line, flight }) => `${line} ${flight.key}`)).toEqual([
    '2 7N-482-2026-11-24-TUN-OSL',
    '4 7N-483B-2026-11-24-OSL-TUN',
    '5 7N-484-2026-11-25-OSL-TUN',
  ])
  expect(rejected.map(({ line, code }) => `${line} ${code}`)).toEqual([
    '3 duplicate-line',
    '7 column-count',
    '8 carrier-invalid',
    '9 number-invalid',
    '10 airport-invalid',
    '11 airport-invalid',
    '12 time-invalid',
    '13 time-invalid',
  ])
})

test('a local time becomes an instant, also where the clocks change', () => {
  const at = (local: string, zone: string) => instantOf(local, zone)?.toISOString()
  expect(at('2026-07-01T12:00', 'Europe/Oslo')).toBe('2026-07-01T10:00:00.000Z')
  expect(at('2026-12-01T12:00', 'Europe/Oslo')).toBe('2026-12-01T11:00:00.000Z')
  expect(at('2026-12-01T12:00', 'Asia/Kathmandu')).toBe('2026-12-01T06:15:00.000Z')
  expect(at('2026-12-01T00:30:15', 'Pacific/Tongatapu')).toBe('2026-11-30T11:30:15.000Z')
  // In Oslo, 02:30 of 25 October 2026 exists twice: the first counts. 02:30 of 29 March does not exist: the offset
  // before the change applies.
  expect(at('2026-10-25T02:30', 'Europe/Oslo')).toBe('2026-10-25T00:30:00.000Z')
  expect(at('2026-03-29T02:30', 'Europe/Oslo')).toBe('2026-03-29T01:30:00.000Z')
  expect(instantOf('2026-13-01T00:00', 'Europe/Oslo')).toBeNull()
})

test("the table of airports names its source, and an operator's table replaces it", () => {
  const zones = readAirportZones()
  expect(zones.source).toContain('IANA')
  expect(zones.zoneOf('OSL')).toEqual({ zone: 'Europe/Oslo', known: true })
  expect(zones.zoneOf('QQQ')).toEqual({ zone: 'UTC', known: false })
  const file = join(tmpdir(), `zones-${process.pid}.json`)
  writeFileSync(file, JSON.stringify({ source: 'our own', zones: { 'Asia/Tokyo': 'QQQ' } }))
  expect(readAirportZones(file).zoneOf('QQQ')).toEqual({ zone: 'Asia/Tokyo', known: true })
  expect(readAirportZones(file).zoneOf('OSL').known).toBe(false)
  writeFileSync(file, JSON.stringify({ source: 'our own', zones: { 'Mars/Base': 'QQQ' } }))
  expect(() => readAirportZones(file)).toThrow()
  rmSync(file)
})

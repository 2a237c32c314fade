import { expect, test } from 'vitest'
import { anna, codesOf, edi, listOf, paxlstSegments } from '../invented-messages.fixture.ts'
import { readTravel } from '../read-travel.ts'

const read = (...flight: string[]) => readTravel(edi(...paxlstSegments([anna], { flight })))
const legs = (...flight: string[]) =>
  listOf(read(...flight)).flights.map(({ carrier, number, from, to }) => `${carrier}${number} ${from}-${to}`)

test('a stop that is repeated under the next TDT makes no additional leg', () => {
  expect(
    legs('TDT+20+XY1', 'LOC+125+AAA', 'LOC+92+BBB', 'DTM+232:2405101000:201', 'TDT+20+XY1', 'LOC+92+BBB', 'LOC+87+CCC'),
  ).toEqual(['XY1 AAA-BBB', 'XY1 BBB-CCC'])
  expect(
    legs(
      ...['TDT+20+XY1', 'LOC+125+AAA', 'LOC+92+BBB', 'DTM+232:2405101000:201', 'DTM+189:2405101100:201'],
      ...['TDT+20+XY2', 'LOC+92+BBB', 'LOC+87+CCC'],
    ),
  ).toEqual(['XY1 AAA-BBB', 'XY2 BBB-CCC'])
})

test('a leg has the carrier and flight number that apply at its departure', () => {
  expect(legs('TDT+20+XY1', 'LOC+125+AAA', 'LOC+87+BBB', 'TDT+20+QZ22', 'LOC+125+BBB', 'LOC+130+CCC')).toEqual([
    'XY1 AAA-BBB',
    'QZ22 BBB-CCC',
  ])
})

test('a final destination after an arrival ends no leg', () => {
  expect(legs('TDT+20+XY1', 'LOC+125+AAA', 'LOC+87+BBB', 'LOC+130+CCC')).toEqual(['XY1 AAA-BBB'])
})

test('a place of filing or reporting is not a stop and gets no time', () => {
  const list = listOf(
    read('TDT+34+XY1', 'LOC+125+AAA', 'DTM+189:2405100800:201', 'LOC+188+ZZZ', 'DTM+232:2405100900:201', 'LOC+87+BBB'),
  )
  expect(list.flights).toEqual([
    {
      ...{ carrier: 'XY', number: '1', suffix: null, from: 'AAA', to: 'BBB', overflight: true },
      ...{ departure: '2024-05-10T08:00', arrival: null },
    },
  ])
})

test('DTM 554 gives departure and arrival; a date may state its century', () => {
  const [first, second] = listOf(
    read('TDT+20+XY1', 'LOC+125+AAA', 'DTM+189:202405100800:203', 'LOC+92+BBB', 'DTM+554:2405101000:201', 'LOC+87+CCC'),
  ).flights
  expect(first).toMatchObject({ departure: '2024-05-10T08:00', arrival: '2024-05-10T10:00' })
  expect(second).toMatchObject({ from: 'BBB', departure: '2024-05-10T10:00' })
})

test('a departure without an arrival is kept', () => {
  expect(listOf(read('TDT+20+XY1', 'LOC+125+AAA', 'DTM+189:2405100800:201')).flights).toMatchObject([
    { from: 'AAA', to: null, departure: '2024-05-10T08:00' },
  ])
})

test('an impossible clock time makes the whole value null', () => {
  const reading = read('TDT+20+XY1', 'LOC+125+AAA', 'DTM+189:2405102575:201', 'LOC+87+BBB')
  expect(listOf(reading).flights[0]!.departure).toBeNull()
  expect(codesOf(reading)).toEqual(['TIME_INVALID'])
})

test('a master crew list needs no flight', () => {
  expect(codesOf(read('TDT+20+XYMCL'))).toEqual([])
})

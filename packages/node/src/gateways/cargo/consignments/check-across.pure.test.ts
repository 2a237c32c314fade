import type { CargoConsignment, CargoLoad } from '@entente/contracts'
import { expect, test } from 'vitest'
import { consignmentOf } from '../consignment.fixture.ts'
import { checkAcross, checkHouses, type FiledStatement } from './check-across.ts'

const load = (pieces: number | null, totalPieces: number | null): CargoLoad => ({
  ...{ consignmentId: '999-00000011', equipmentId: null, unloadingPlace: null, pieces, totalPieces, grossKg: null },
  ...{ volumeM3: null, splitCode: null, description: null },
})
const filing = (format: FiledStatement['format'], given: Partial<CargoConsignment> = {}): FiledStatement => ({
  format,
  content: { consignment: consignmentOf(given), loads: [] },
})
const merged = (loads: CargoLoad[]) => ({ consignment: consignmentOf(), conveyance: null, loads, differences: [] })
const codes = ({ found }: ReturnType<typeof checkAcross>) =>
  found.map(({ code, expected, actual }) => [code, expected, actual])
const part = { code: 'PART_SHIPMENT', rule: 'R5' } as never

test('a split that is complete over two flights removes the findings of each flight', () => {
  const flights = [filing('ffm'), filing('xffm')]
  const whole = checkAcross(merged([load(4, 9), load(5, 9)]), flights)
  expect([codes(whole), whole.isSettled(part)]).toEqual([[], true])
  expect(codes(checkAcross(merged([load(4, 9), load(3, 9)]), flights))).toEqual([['PART_SHIPMENT', 9, 7]])
  expect(codes(checkAcross(merged([load(4, 9), load(6, 9)]), flights))).toEqual([['EXCESS_PIECES', 9, 10]])
  expect(checkAcross(merged([load(4, 9)]), [filing('ffm')]).isSettled(part)).toBe(false)
  expect(checkAcross(merged([load(4, 9), load(null, 9)]), flights).isSettled(part)).toBe(false)
})

test('a line of a manifest is compared with the waybill', () => {
  const bill = { origin: 'IST', destination: 'OSL', pieces: 9, grossKg: 412.5, description: 'GARDEN CHAIRS' }
  const differ = (line: Partial<CargoConsignment>) =>
    checkAcross(merged([]), [filing('xfwb', bill), filing('ffm', { ...bill, ...line })]).found.map(({ at, rule }) => [
      at,
      rule,
    ])
  expect(differ({})).toEqual([])
  expect(differ({ description: 'GARDEN CHA', grossKg: 411 })).toEqual([])
  expect(differ({ destination: 'BGO' })).toEqual([['/consignment/destination', 'R10']])
  expect(differ({ pieces: 8 })).toEqual([['/consignment/pieces', 'R10']])
  // A part of the pieces, whose total agrees.
  expect(differ({ pieces: 4, totalPieces: 9, grossKg: 180 })).toEqual([])
  expect(differ({ grossKg: 380 })).toEqual([['/consignment/grossKg', 'R10']])
  expect(differ({ description: 'RIFLE PARTS' })).toEqual([['/consignment/description', 'R10']])
  expect(checkAcross(merged([]), [filing('ffm', { destination: 'BGO' })]).found).toEqual([])
})

test('houses are missing while they have fewer pieces, and contradict their master with more', () => {
  const master = consignmentOf({ pieces: 6, grossKg: 90 })
  const house = (pieces: number | null, grossKg: number | null = 45) =>
    consignmentOf({ level: 'house', pieces, grossKg })
  expect(codes(checkHouses(master, [house(2)]))).toEqual([['HOUSES_MISSING', 6, 2]])
  expect(codes(checkHouses(master, [house(4), house(3)]))).toEqual([['PIECES_MISMATCH', 6, 7]])
  expect(codes(checkHouses(master, [house(3), house(3)]))).toEqual([])
  expect(codes(checkHouses(master, [house(3), house(3, 46)]))).toEqual([['GROSS_MISMATCH', 90, 91]])
  expect(codes(checkHouses(master, [house(3), house(null)]))).toEqual([])
  expect(codes(checkHouses(master, []))).toEqual([])
})

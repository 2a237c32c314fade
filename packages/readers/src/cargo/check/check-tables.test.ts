import { expect, test } from 'vitest'
import { readCargo } from '../read-cargo.ts'
import { createCargoCheckTables } from './check-tables.ts'
import { shippedVagueTerms } from './vague-descriptions.ts'

const waybill = (goods: string, hs: string) =>
  new TextEncoder().encode(
    `FWB/16\n999-12345675ISTOSL/T2K90\nFLT/ZZ0310/25\nRTG/OSLZZ\nSHP\n/ACORN FURNITURE LTD\n/4 MILL LANE\n/LUNE\n/TR\nCNE\n/LUNE TRADERS AS\n/4 MILL LANE\n/LUNE\n/NO\nRTD/1/P2/K90/CQ/W90/R1/T90\n/NG/${goods}\n/2/NH/${hs}\n`,
  )
const codes = (bytes: Uint8Array, lists?: Parameters<typeof createCargoCheckTables>[0]) =>
  readCargo(bytes, lists === undefined ? {} : { tables: createCargoCheckTables(lists) }).findings.map(
    ({ code }) => code,
  )

test('an administration replaces the vague terms', () => {
  expect(codes(waybill('GARDEN CHAIRS', '940171'))).not.toContain('VAGUE_DESCRIPTION')
  const vagueTerms = { ...shippedVagueTerms, terms: ['GARDEN CHAIRS'] }
  expect(codes(waybill('GARDEN CHAIRS', '940171'), { vagueTerms })).toContain('VAGUE_DESCRIPTION')
  expect(codes(waybill('SPARE PARTS', '940171'))).toContain('VAGUE_DESCRIPTION')
  expect(codes(waybill('SPARE PARTS', '940171'), { vagueTerms })).not.toContain('VAGUE_DESCRIPTION')
})

test('an administration replaces the codes of the Harmonized System', () => {
  expect(codes(waybill('CHAIRS', '119900'))).toContain('HS_UNKNOWN')
  expect(codes(waybill('CHAIRS', '119900'), { hsCodes: ['119900'] })).not.toContain('HS_UNKNOWN')
  expect(codes(waybill('CHAIRS', '940171'), { hsCodes: ['119900'] })).toContain('HS_UNKNOWN')
})

test('a UN number is unknown only by a list', () => {
  const goods = waybill('PAINT UN1263 AND UN0005', '320890')
  expect(codes(goods)).not.toContain('UN_UNKNOWN')
  expect(codes(goods, { unNumbers: [] })).not.toContain('UN_UNKNOWN')
  expect(codes(goods, { unNumbers: ['1263', '0005'] })).not.toContain('UN_UNKNOWN')
  expect(codes(goods, { unNumbers: ['1263'] })).toContain('UN_UNKNOWN')
})

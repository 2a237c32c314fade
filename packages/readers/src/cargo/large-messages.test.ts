import type { CargoConsignment } from '@entente/contracts'
import { expect, test } from 'vitest'
import { createCargoReader } from './create-cargo-reader.ts'
import { interchange } from './edifact/invented-edifact.fixture.ts'
import { readerCodes, readText } from './invented-readings.fixture.ts'

// Messages with more parts than a reader keeps open.

const numbers = (length: number) => Array.from({ length }, (_, at) => at)

test('the master of a long list of houses keeps the parties behind the last house', () => {
  const houses = numbers(1_200).map((at) => `HBS/HB-${at}/OSLIST/1/K10/1/FELT`)
  const parties = [
    'SHP',
    'NAM/NORDVIK MACHINE TOOLS AS',
    'LOC/OSLO',
    '/NO',
    'CNE',
    'NAM/LUNE TRADERS',
    'LOC/LUNE',
    '/TR',
  ]
  const reading = readText(['FHL/4', 'MBI/999-12345675OSLIST/T1200K12000', ...houses, ...parties].join('\n'))
  const masters = reading.messages[0]!.consignments.filter(({ level }) => level === 'master')
  const names = masters.flatMap((master) => master.parties.map(({ role, name }) => `${role} ${name}`))
  expect(names).toEqual(['consignor NORDVIK MACHINE TOOLS AS', 'consignee LUNE TRADERS'])
  expect(new Set(masters.map(({ key, pieces }) => `${key} ${pieces}`))).toEqual(new Set(['air/999-12345675 1200']))
  expect(readerCodes(reading)).toEqual(['CONSIGNMENT_REPEATED'])
  // The houses of the list still agree with their master.
  expect(reading.messages[0]!.reconciliation.checks.filter(({ rule }) => rule === 'R4')).toMatchObject([
    { scope: '999-12345675', outcome: 'agree' },
    { scope: '999-12345675', outcome: 'agree' },
  ])
})

test('a ULD behind a flooded load is the place of the loads behind it', () => {
  const flood = Array.from({ length: 100_100 }, () => 'OSI/X').join('\n')
  const text = `FFM/8\n1/ZZ412/03OCT0915/OSL/LNZZZ\nIST\nULD/AKE20417ZZ\n999-12345675OSLIST/T4K60/SEALS\n${flood}\nULD/PMC51103ZZ\n999-44001171OSLIST/T2K40/CORK\nLAST\n`
  const reading = readText(text)
  expect(reading.messages[0]!.loads.map(({ equipmentId }) => equipmentId)).toEqual(['AKE20417ZZ', 'PMC51103ZZ'])
  expect([reading.outcome, readerCodes(reading)]).toEqual(['partly-read', ['INPUT_TOO_LARGE']])
})

test('a waybill that ends inside a party says so', () => {
  const whole = ['FWB/16', '999-12345675OSLIST/T6K90', 'SHP', 'NAM/NORDVIK AS', 'LOC/OSLO', '/NO', 'ISU/02OCT25/OSL']
  expect(readerCodes(readText(whole.join('\n')))).toEqual([])
  expect(readerCodes(readText(whole.slice(0, 5).join('\n')))).toEqual(['TRAILER_MISSING'])
})

test('every container of a large ship knows its consignments', () => {
  const idOf = (at: number) => `TSTU${String(1_000_000 + at)}`
  const containers = numbers(1_500).map((at) => `EQD+CN+${idOf(at)}+22G1`)
  const bills = [0, 700, 1_499].flatMap((at) => [
    `CNI+${at + 1}+B${at}`,
    `RFF+BM:B${at}`,
    'GID+1+4:CT',
    `SGP+${idOf(at)}+4`,
  ])
  const segments = ['BGM+785+X1+9', 'TDT+20+V1+1++NORL', ...containers, ...bills]
  const { equipment } = readText(interchange({ type: 'CUSCAR:D:95B:UN', segments })).messages[0]!
  const met = equipment.filter(({ consignmentIds }) => consignmentIds.length > 0)
  expect(met.map(({ id, consignmentIds }) => [id, consignmentIds])).toEqual(
    [0, 700, 1_499].map((at) => [idOf(at), [`B${at}`]]),
  )
})

test('a declaration with 10,001 items is read', () => {
  const fields = numbers(22).map((at) => `<X${at}>1</X${at}>`)
  const item = (at: number) =>
    `<GovernmentAgencyGoodsItem><SequenceNumeric>${at + 1}</SequenceNumeric>${fields.join('')}</GovernmentAgencyGoodsItem>`
  const reading = readText(
    `<Declaration xmlns="urn:wco:datamodel:WCO:DEC-DMS:2"><FunctionalReferenceID>L1</FunctionalReferenceID><GoodsShipment>${numbers(10_001).map(item).join('')}</GoodsShipment></Declaration>`,
  )
  expect(reading.outcome).toBe('read')
  expect(reading.messages[0]!.consignments[0]!.items).toHaveLength(10_001)
})

test('the codes of all findings of a consignment are told, although few findings are kept', () => {
  const lines = (at: number) => {
    const first = String(at).padStart(7, '0')
    return [`999-${first}${(at + 1) % 7}OSLIST/T2K40/CORK`]
  }
  const all = numbers(300).flatMap(lines)
  const codes = new Map<string, Set<string>>()
  const note = (code: string, id: string | null) => {
    if (id !== null) codes.set(id, (codes.get(id) ?? new Set()).add(code))
  }
  const consignments: CargoConsignment[] = []
  const reader = createCargoReader(
    {},
    {
      consignment: (consignment) => consignments.push(consignment),
      finding: ({ code, consignment }) => note(code, consignment),
      findingCode: note,
    },
  )
  reader.write(Buffer.from(['FFM/8', '1/ZZ412/03OCT0915/OSL', 'IST', ...all, 'LAST'].join('\n')))
  reader.end()
  // The check digit of each number is wrong.
  expect(consignments).toHaveLength(300)
  for (const { id } of consignments) expect(codes.get(id)).toContain('AWB_CHECK_DIGIT')
})

import type { CargoReading } from '@entente/contracts'
import { expect, test } from 'vitest'
import { DEC, firstConsignment, readText } from '../invented-declarations.fixture.ts'

test('the header of a declaration is read', () => {
  const [message] = readText(DEC).messages
  expect(message).toMatchObject({
    format: 'wco-dec',
    formatVersion: '3.6',
    header: {
      lrn: 'IM-2026-0331',
      reference: 'IM-2026-0331',
      typeCode: 'IMD',
      functionCode: '9',
      function: 'original',
    },
    declared: { items: 2, packages: 42, grossKg: 1540 },
    conveyance: { mode: 'sea', id: '9074729', idType: '10', imo: '9074729', nationality: 'PA', exitOffice: 'GB000051' },
  })
})

test('the consignment has the countries, the value and the route of the shipment', () => {
  expect(firstConsignment(readText(DEC))).toMatchObject({
    key: 'dec/GB900100200/IM-2026-0331',
    level: 'declaration',
    nature: 'import',
    portOfLoading: 'BRSSZ',
    exportCountry: 'BR',
    destinationCountry: 'GB',
    routeCountries: ['BR', 'GB'],
    packages: 42,
    grossKg: 1540,
    value: { amount: 18500.5, currency: 'EUR' },
    documents: [
      { type: 'DCR', id: '6GB900100200-0331' },
      { type: '705', id: 'EXLSSZ7711' },
    ],
  })
})

test('every party of the declaration and of the shipment is read', () => {
  expect(
    firstConsignment(readText(DEC)).parties.map(({ role, id, name, street, city }) => [role, id, name, street, city]),
  ).toEqual([
    ['exporter', null, 'SERRA VERDE EXPORTADORA', 'Rua do Porto 9', 'Santos'],
    ['declarant', 'GB900100200', null, null, null],
    ['agent', null, 'NORTHSHORE CLEARANCE', '1 Custom House', 'Portmere'],
    ['carrier', 'GB800800800', null, null, null],
    ['consignee', 'GB123412341', null, null, null],
    ['buyer', null, 'BRAMBLE GARDEN SUPPLIES', null, null],
  ])
})

test('an item has its measures in kilograms, its value and its packagings', () => {
  expect(firstConsignment(readText(DEC)).items).toMatchObject([
    {
      seq: 1,
      description: 'Garden hoses of rubber',
      originCountry: 'BR',
      grossKg: 1040,
      netKg: 990.25,
      packages: 40,
      value: { amount: 9000, currency: 'GBP' },
      packagings: [{ kind: 'CT', number: 40, marks: 'BGS A' }],
      documents: [{ type: '705', id: 'EXLSSZ7711' }],
    },
    { seq: 2, grossKg: 500, netKg: null, value: null, unNumbers: ['1950'] },
  ])
})

test('the commodity code is the most complete one, and national additions are left out', () => {
  expect(firstConsignment(readText(DEC)).items.map(({ hs }) => hs)).toEqual(['40091100', '320890'])
  const untyped = DEC.replace('<IdentificationTypeCode>HS</IdentificationTypeCode>', '')
  expect(firstConsignment(readText(untyped)).items[1]!.hs).toBe('320890')
  const national = DEC.replace(
    '<IdentificationTypeCode>HS</IdentificationTypeCode>',
    '<IdentificationTypeCode>GN</IdentificationTypeCode>',
  )
  expect(firstConsignment(readText(national)).items[1]!.hs).toBeNull()
})

test('seals belong to their container, and NONE is no seal', () => {
  const [message] = readText(DEC).messages
  expect(message!.equipment).toMatchObject([
    { id: 'CSQU3054383', type: 'container', seals: [{ id: 'SV-0091', party: null }], consignmentIds: ['IM-2026-0331'] },
  ])
  const loose = readText(DEC.replace('<ID>CSQU3054383</ID>', ''))
  expect(firstConsignment(loose).seals).toEqual([{ id: 'SV-0091', party: null }])
})

test('a declaration without metadata is read', () => {
  const alone = DEC.slice(DEC.indexOf('<Declaration>'), DEC.indexOf('</m:MetaData>')).replace(
    '<Declaration>',
    '<d:Declaration xmlns:d="urn:wco:datamodel:WCO:DEC-DMS:2">',
  )
  const reading = readText(alone.replace('</Declaration>', '</d:Declaration>'))
  const findingsOf = (one: CargoReading) => one.findings.map(({ code, at, literal }) => [code, at, literal])
  expect(findingsOf(reading)).toEqual(findingsOf(readText(DEC)))
  expect(reading.messages[0]!.formatVersion).toBeNull()
  expect(firstConsignment(reading)).toEqual(firstConsignment(readText(DEC)))
})

test.each([
  ['9', 'IMD', 'original', 'original'],
  ['5', 'IMD', 'replacement', 'amendment'],
  ['1', 'IMD', 'cancellation', 'cancellation'],
  ['13', 'INV', 'cancellation', 'cancellation'],
  ['13', 'COR', 'amendment', 'amendment'],
  ['77', 'IMD', 'unknown', 'unknown'],
])('function %s of type %s is %s', (code, type, functionName, purpose) => {
  const reading = readText(DEC.replace('<FunctionCode>9<', `<FunctionCode>${code}<`).replace('>IMD<', `>${type}<`))
  expect(reading.messages[0]!.header.function).toBe(functionName)
  expect(firstConsignment(reading).purpose).toBe(purpose)
})

test('the type of an identity says which field it also gives', () => {
  const named = DEC.replace('<IdentificationTypeCode>10<', '<IdentificationTypeCode>11<').replace(
    '9074729',
    'MV EXAMPLE',
  )
  expect(readText(named).messages[0]!.conveyance).toMatchObject({ id: 'MV EXAMPLE', name: 'MV EXAMPLE', imo: null })
  const lorry = DEC.replace('<IdentificationTypeCode>10<', '<IdentificationTypeCode>30<').replace('9074729', 'AB 12')
  expect(readText(lorry).messages[0]!.conveyance).toMatchObject({ registration: 'AB 12', name: null })
})

test('metadata without a declaration is quarantined', () => {
  const reading = readText(DEC.replaceAll('Declaration>', 'Response>').replace('>DEC<', '>RES<'))
  expect(reading.outcome).toBe('quarantined')
  expect(reading.quarantined).toEqual([{ from: 0, to: reading.bytes, reason: 'MESSAGE_TYPE_UNKNOWN' }])
  expect(reading.findings).toMatchObject([{ code: 'MESSAGE_TYPE_UNKNOWN', actual: 'RES' }])
})

test('a declaration without a reference is quarantined', () => {
  const reading = readText(DEC.replace('<FunctionalReferenceID>IM-2026-0331</FunctionalReferenceID>', ''))
  expect(reading).toMatchObject({ outcome: 'quarantined', findings: [{ code: 'CONSIGNMENT_ID_MISSING' }] })
})

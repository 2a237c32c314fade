import { expect, test } from 'vitest'
import { readCargo } from '../read-cargo.ts'
import { inventedCargo, inventedLine, inventedXffm, inventedXfwb, inventedXfzb } from './invented-cargo-xml.fixture.ts'

const read = (text: string) => readCargo(Buffer.from(text))
const only = (text: string) => read(text).messages[0]!

test('an air waybill gives one master consignment with its figures in kg and m3', () => {
  const { header, consignments, formatVersion } = only(inventedXfwb())
  expect([formatVersion, header]).toMatchObject([
    '4.00',
    {
      reference: '999-12345675_1',
      typeCode: '740',
      function: 'original',
      sender: 'LUNEFWD',
      recipient: 'BORDERDESK',
      preparedAt: '2026-02-03T08:05+02:00',
    },
  ])
  expect(consignments).toHaveLength(1)
  expect(consignments[0]).toMatchObject({
    key: 'air/999-12345675',
    id: '999-12345675',
    level: 'master',
    purpose: 'original',
    consolidation: false,
    origin: 'MAN',
    destination: 'LYS',
    pieces: 6,
    packages: 48,
    grossKg: 90.002,
    volumeM3: 0.283,
    chargeableKg: 91.5,
    dimensionPieces: 4,
    value: { amount: 8200.5, currency: 'EUR' },
    carriageValue: null,
    weightCharge: { amount: 120.75, currency: 'GBP' },
    description: 'SWEET BISCUITS; TINNED PEARS',
    goodsStatusCode: 'C',
    issuedAt: '2026-02-03T00:00',
    specialHandling: ['GEN'],
    handlingText: ['KEEP DRY', 'FREIGHT PREPAID'],
    hsCodes: ['190531'],
    equipmentIds: ['AKE20417ZZ'],
  })
})

test('the parties of an air waybill have their addresses, codes and tax numbers', () => {
  const { parties, customsNotes } = only(inventedXfwb()).consignments[0]!
  expect(parties).toMatchObject([
    {
      role: 'consignor',
      name: 'Acorn Foods Ltd',
      accountId: 'A-77',
      street: '4 Mill Lane',
      postcode: 'LA1 4XX',
      contacts: [{ type: 'TE', value: '440000000001' }],
    },
    { role: 'consignee', subdivision: 'Val', taxIds: [{ value: 'FR00123456789', country: 'FR' }] },
    { role: 'agent', iataAgentCode: '1234567', cassCode: '0017', city: 'Lune', country: 'GB' },
    { role: 'notify', roleAsSent: 'NI' },
    { role: 'other', roleAsSent: 'ZZZ' },
  ])
  // Notes for the customs of the United States are kept as they are, repeats included.
  expect(customsNotes.map(({ content }) => content)).toEqual(['T', 'AH', 'AH'])
})

test('goods lines that repeat the face of the waybill for another reader are left out', () => {
  const { items, route } = only(inventedXfwb()).consignments[0]!
  expect(items).toMatchObject([
    {
      seq: 1,
      hs: '190531',
      pieces: 4,
      packages: 40,
      originCountry: 'GB',
      dimensions: [{ pieces: 4, lengthCm: 50.8, widthCm: 30, heightCm: 41 }],
    },
    { seq: 2, hs: null, pieces: 2, packages: 8, grossKg: 30 },
  ])
  expect(route).toEqual([
    {
      ...{ seq: 1, reference: 'ZZ0310', from: 'MAN', to: 'LYS', carrier: 'ZZ', mode: 'air' },
      ...{ departureAt: '2026-02-03T22:10', arrivalAt: '2026-02-04T01:30:15' },
    },
  ])
})

test('an update is an amendment, and a header note makes a waybill a consolidation', () => {
  const amended = only(inventedXfwb('', 'Update'))
  expect([amended.header.function, amended.consignments[0]?.purpose]).toEqual(['amendment', 'amendment'])
  const note = '<ID>999-12345675</ID><IncludedHeaderNote><ContentCode>C</ContentCode></IncludedHeaderNote>'
  const noted = only(inventedXfwb().replace('<ID>999-12345675</ID>', note))
  expect(noted.consignments[0]?.consolidation).toBe(true)
})

test('a waybill without a number is quarantined', () => {
  const reading = read(inventedXfwb().replace('<ID>999-12345675</ID>', ''))
  expect([reading.outcome, reading.findings[0]?.code, reading.findings[0]?.severity]).toEqual([
    'quarantined',
    'AWB_MALFORMED',
    'error',
  ])
})

test('house waybills give a stub of their master and the houses below it', () => {
  const { consignments } = only(inventedXfzb())
  expect(consignments).toMatchObject([
    { level: 'master', id: '999-12345675', key: 'air/999-12345675', pieces: 5, grossKg: 49, consolidation: true },
    { level: 'house', id: 'HB-1', masterId: '999-12345675', key: 'air/999-12345675/HB-1', pieces: 2, packages: 5 },
    { level: 'house', id: 'HB-2', pieces: 3, hsCodes: ['950490'], consolidation: false, destination: 'OSL' },
  ])
})

test('lines of one air waybill on several ULDs are one consignment with several loads', () => {
  const { consignments, equipment, loads, conveyance } = only(inventedXffm())
  expect(conveyance).toMatchObject({
    ...{ mode: 'air', reference: 'ZZ88', carrier: 'ZZ', registration: 'ZZABC', departurePlace: 'IST' },
    ...{ departureAt: '2026-03-01T18:20', arrivalPlace: 'OSL', arrivalAt: '2026-03-01T22:45' },
  })
  expect(consignments).toMatchObject([
    { id: '999-12345675', pieces: 9, totalPieces: null, grossKg: 90.5, equipmentIds: ['PMC51103ZZ', 'PMC51104ZZ'] },
    { id: '999-00000011', pieces: 3, totalPieces: 3, specialHandling: ['GEN'] },
    { id: '999-76543213', pieces: 7, equipmentIds: [] },
  ])
  expect(loads.map((load) => [load.consignmentId, load.equipmentId, load.pieces, load.splitCode])).toEqual([
    ['999-12345675', 'PMC51103ZZ', 4, 'D'],
    ['999-00000011', 'PMC51103ZZ', 3, 'T'],
    ['999-12345675', 'PMC51104ZZ', 5, 'D'],
    ['999-76543213', null, 7, 'T'],
  ])
  expect(loads[0]).toMatchObject({ unloadingPlace: 'OSL', volumeM3: 0.4 })
  expect(equipment).toMatchObject([
    {
      id: 'PMC51103ZZ',
      type: 'uld',
      typeAsSent: 'PMC',
      operator: 'ZZ',
      consignmentIds: ['999-12345675', '999-00000011'],
    },
    { id: 'PMC51104ZZ', consignmentIds: ['999-12345675'] },
    { id: 'PMC51105ZZ', consignmentIds: [] },
  ])
})

test('with PieceQuantity, a manifest line states the total of the shipment as well', () => {
  const line = inventedLine('999-12345675', 9, 'P', '<PieceQuantity>4</PieceQuantity>')
  const { consignments, loads } = only(inventedXffm([inventedCargo(null, [line])]))
  expect(loads[0]).toMatchObject({ pieces: 4, totalPieces: 9 })
  expect(consignments[0]).toMatchObject({ pieces: 4, totalPieces: 9 })
})

test('a line of a consignment that already went out keeps its figures in the load', () => {
  const many = Array.from({ length: 1_001 }, (_, i) => inventedLine(`998-${String(i).padStart(8, '0')}`, 1, 'P'))
  const reading = read(inventedXffm([inventedCargo(null, [...many, inventedLine('998-00000000', 6, 'P')])]))
  const message = reading.messages[0]!
  expect([message.consignments.length, message.loads.length, message.loads.at(-1)?.pieces]).toEqual([1_001, 1_002, 6])
  expect(reading.findings.filter(({ code }) => code === 'CONSIGNMENT_REPEATED')).toMatchObject([
    { consignment: '998-00000000', at: '/messages/0/loads/1001' },
  ])
})

import type { CargoConsignment } from '@entente/contracts'
import { expect, test } from 'vitest'
import { createCargoReader } from '../create-cargo-reader.ts'
import { awmds, bill, container, goodsOf, readText } from '../invented-declarations.fixture.ts'
import { fullnessOf } from './awmds-fields.ts'

const bills = (...all: Parameters<typeof awmds>[0]): CargoConsignment[] =>
  readText(awmds(all)).messages[0]!.consignments

test('the general segment is read', () => {
  const [message] = readText(awmds([{ reference: 'RR1' }])).messages
  expect(message).toMatchObject({
    format: 'awmds',
    formatVersion: null,
    header: { function: 'original' },
    declared: { consignments: 1, packages: 20, equipment: 1, grossKg: 500 },
    conveyance: {
      mode: 'sea',
      reference: 'V77N',
      name: 'MV EXAMPLE TIDE',
      carrier: 'exlc',
      nationality: 'PA',
      departurePlace: 'SGSIN',
      arrivalPlace: 'FJSUV',
      departureAt: '2026-04-02',
      arrivalAt: '2026-04-19T06:30',
      entryOffice: 'SUV1',
    },
  })
})

test('a bill is a master, or a house below the master bill that it names', () => {
  expect(bills({ reference: 'RR1' }, { reference: 'RR2', master: 'MM9' })).toMatchObject([
    { key: 'sea/EXLC/RR1', id: 'RR1', level: 'master', masterId: null, nature: 'import', natureCode: '23' },
    { key: 'sea/EXLC/MM9/RR2', id: 'RR2', level: 'house', masterId: 'MM9' },
  ])
})

test.each([
  ['22', 'export'],
  ['24', 'transit'],
  ['28', 'transhipment'],
  ['99', null],
])('nature %s is %s', (nature, name) => {
  expect(bills({ reference: 'RR1', nature })[0]!.nature).toBe(name)
})

test('the goods give pieces, mass, volume and packaging', () => {
  expect(bills({ reference: 'RR1' })[0]).toMatchObject({
    pieces: 20,
    packages: null,
    grossKg: 500,
    volumeM3: 3.5,
    origin: 'VNHPH',
    portOfLoading: 'SGSIN',
    portOfDischarge: 'FJSUV',
    hsCodes: ['460122'],
    items: [
      {
        description: 'BAMBOO BLINDS',
        hs: '460122',
        pieces: 20,
        packagings: [{ kind: 'CT', number: 20, marks: 'CHS' }],
      },
    ],
  })
})

test('the figures of several goods are added, and missing where one lacks them', () => {
  const hs =
    '<HS_Compliance><HS_code>460122</HS_code></HS_Compliance><HS_Compliance><HS_code>940161</HS_code></HS_Compliance>'
  const [both] = bills({ reference: 'RR1', goods: goodsOf('BLINDS', 20, 500.5) + goodsOf('CHAIRS', 7, 40.25), hs })
  expect(both).toMatchObject({ pieces: 27, grossKg: 540.75, volumeM3: 7 })
  expect(both!.items.map((item) => [item.description, item.hs])).toEqual([
    ['BLINDS', '460122'],
    ['CHAIRS', '940161'],
  ])
  const unreadable = goodsOf('BLINDS') + goodsOf('CHAIRS').replace('<Gross_mass>500<', '<Gross_mass>x<')
  const reading = readText(awmds([{ reference: 'RR1', goods: unreadable }]))
  expect(reading.messages[0]!.consignments[0]).toMatchObject({ pieces: 40, grossKg: null })
  expect(reading.messages[0]!.consignments[0]!.items.map(({ hs }) => hs)).toEqual([null, null])
  expect(reading.findings.filter(({ code }) => code === 'NUMBER_MALFORMED')).toHaveLength(1)
})

test('a party to notify that is the same as the consignee has its data', () => {
  const [same, other] = bills({ reference: 'RR1' }, { reference: 'RR2', notify: 'HARBOUR AGENTS' })
  expect(same!.parties.map(({ role, name, sameAs }) => [role, name, sameAs])).toEqual([
    ['consignor', 'RED RIVER TRADING', null],
    ['consignee', 'CORAL HOME STORES', null],
    ['notify', 'CORAL HOME STORES', 'consignee'],
  ])
  expect(same!.parties[0]).toMatchObject({ id: 'VN-118', street: 'Lane 9 Hai Phong' })
  expect(other!.parties[2]).toMatchObject({ name: 'HARBOUR AGENTS', sameAs: null })
})

test('a container that bills share is one container with a load for each bill', () => {
  const reading = readText(awmds([{ reference: 'RR1' }, { reference: 'RR2' }, { reference: 'RR3' }]))
  const [message] = reading.messages
  expect(message!.equipment).toMatchObject([
    {
      id: 'CSQU3054383',
      sizeType: '22G1',
      full: true,
      tareKg: 2200,
      grossKg: 1500,
      seals: [{ id: 'RR-771', party: 'SH' }],
      consignmentIds: ['RR1', 'RR2', 'RR3'],
    },
  ])
  expect(message!.loads).toMatchObject([
    { consignmentId: 'RR1', equipmentId: 'CSQU3054383', pieces: 20, grossKg: 500, unloadingPlace: 'FJSUV' },
    { consignmentId: 'RR2', equipmentId: 'CSQU3054383' },
    { consignmentId: 'RR3', equipmentId: 'CSQU3054383' },
  ])
})

test('a bill on several containers has a load on each', () => {
  const containers = container('CSQU3054383') + container('tstu 741852-0', '')
  const reading = readText(awmds([{ reference: 'RR1', containers }]))
  expect(reading.messages[0]!.consignments[0]!.equipmentIds).toEqual(['CSQU3054383', 'TSTU7418520'])
  expect(reading.messages[0]!.equipment[1]).toMatchObject({ asSent: 'tstu 741852-0', seals: [] })
})

test('seals of the goods belong to the bill', () => {
  const goods = goodsOf('BLINDS').replace(
    '</Goods_segment>',
    '<Seals_segment><Number_of_seals>2</Number_of_seals><Marks_of_seals>A1, B2;N/A</Marks_of_seals><Sealing_party_code>CA</Sealing_party_code></Seals_segment></Goods_segment>',
  )
  expect(bills({ reference: 'RR1', goods })[0]!.seals).toEqual([
    { id: 'A1', party: 'CA' },
    { id: 'B2', party: 'CA' },
  ])
})

test.each([
  ['1/1', true],
  ['1/3', true],
  ['fcl', true],
  ['0/0', false],
  ['MT', false],
  ['02', null],
  ['', null],
])('the fullness %s is %s', (code, full) => {
  expect(fullnessOf(code)).toBe(full)
})

test('bills of an air manifest have keys of air waybills', () => {
  const air = awmds([{ reference: '99912345675' }, { reference: 'H1', master: '999-12345675' }]).replace(
    '<Mode_of_transport_code>1<',
    '<Mode_of_transport_code>4<',
  )
  expect(readText(air).messages[0]!.consignments.map(({ id, key, mode }) => [id, key, mode])).toEqual([
    ['999-12345675', 'air/999-12345675', 'air'],
    ['H1', 'air/999-12345675/H1', 'air'],
  ])
})

test('a bill without a number is quarantined, and the others are read', () => {
  const xml = awmds([{ reference: '' }, { reference: 'RR2' }])
  const reading = readText(xml)
  expect(reading.outcome).toBe('partly-read')
  expect(reading.messages[0]!.consignments.map(({ key }) => key)).toEqual(['sea/EXLC/RR2'])
  expect(reading.findings.filter(({ code }) => code === 'CONSIGNMENT_ID_MISSING')).toHaveLength(1)
  const [range] = reading.quarantined
  expect(xml.slice(range!.from, range!.to)).toMatch(/^\s*<Bol_id>[\s\S]*<\/Bol_segment>$/)
})

test('the bills before a break of the document are kept', () => {
  const xml = awmds([{ reference: 'RR1' }, { reference: 'RR2' }, { reference: 'RR3' }])
  const reading = readText(xml.slice(0, xml.indexOf('RR3') + 40))
  expect(reading.outcome).toBe('partly-read')
  expect(reading.messages[0]!.consignments.map(({ id }) => id)).toEqual(['RR1', 'RR2'])
  expect(reading.findings.map(({ code }) => code)).toContain('XML_MALFORMED')
})

test('a bill goes to the sink before the next one is read', () => {
  const xml = awmds([{ reference: 'RR1' }, { reference: 'RR2' }])
  const ids: string[] = []
  const reader = createCargoReader({}, { consignment: ({ id }) => ids.push(id) })
  const second = xml.indexOf('<Bol_segment>', xml.indexOf('RR1'))
  reader.write(new TextEncoder().encode(xml.slice(0, second)))
  expect(ids).toEqual(['RR1'])
  reader.write(new TextEncoder().encode(xml.slice(second)))
  expect(reader.end()).toMatchObject({ outcome: 'read', consignments: 2 })
  expect(ids).toEqual(['RR1', 'RR2'])
})

test('a manifest without a general segment is read', () => {
  const reading = readText(`<Awmds>${bill({ reference: 'RR1' })}</Awmds>`)
  expect(reading.messages[0]).toMatchObject({ conveyance: null, consignments: [{ key: 'sea/?/RR1', mode: null }] })
})

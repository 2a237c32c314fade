import { expect, test } from 'vitest'
import { readerCodes, readerFindings, readText } from '../invented-readings.fixture.ts'
import { inventedFfm, inventedFhl, inventedFwb } from './invented-cargo-imp.fixture.ts'

const waybill = (...lines: string[]) =>
  readText(['FWB/16', '999-12345675OSLIST/T6K90', ...lines].join('\n')).messages[0]!.consignments[0]!

test('a FWB gives the waybill with its figures, values and codes', () => {
  const reading = readText(inventedFwb)
  expect(reading.messages[0]).toMatchObject({
    ...{ format: 'fwb', formatVersion: '16', header: { function: 'original', sender: 'OSLFMZZ' } },
    consignments: [
      {
        ...{ key: 'air/999-12345675', id: '999-12345675', level: 'master', mode: 'air', consolidation: false },
        ...{ origin: 'OSL', destination: 'IST', pieces: 6, packages: 48, grossKg: 90.002, volumeM3: 1.2 },
        ...{ chargeableKg: 99.79, dimensionPieces: 6, issuedAt: '2025-10-02', goodsStatusCode: 'T1' },
        ...{ value: { amount: 18500, currency: 'EUR' }, carriageValue: null },
        ...{ weightCharge: { amount: 739.2, currency: 'EUR' }, specialHandling: ['EAP', 'SPX'] },
        ...{ description: 'HYDRAULIC CYLINDER SEALS AND RINGS; PRESSURE GAUGES', hsCodes: ['848490', '902620'] },
        handlingText: ['KEEP AWAY FROM HEAT AND FROM WATER', 'FREIGHT PREPAID'],
        customsNotes: [
          { country: 'NO', subject: 'SHP', content: 'T', value: 'NO987654321' },
          { country: 'TR', subject: 'CNE', content: 'T', value: 'TR1112223334' },
          { country: null, subject: null, content: 'RA', value: '01' },
        ],
      },
    ],
    equipment: [{ id: 'AKE20417ZZ', type: 'uld', consignmentIds: ['999-12345675'] }],
  })
  expect(readerFindings(reading)).toMatchObject([
    {
      code: 'LINE_UNKNOWN',
      severity: 'info',
      literal: 'XXX/SOMETHING ELSE',
      position: { line: inventedFwb.split('\n').indexOf('XXX/SOMETHING ELSE') + 1, column: 1, tag: 'XXX' },
    },
  ])
})

test('rate lines are items with their dimensions, codes and ULDs', () => {
  expect(readText(inventedFwb).messages[0]?.consignments[0]?.items).toMatchObject([
    {
      ...{ seq: 1, pieces: 4, grossKg: 60.001, packages: 48, hs: '848490', originCountry: 'NO' },
      ...{ description: 'HYDRAULIC CYLINDER SEALS AND RINGS', equipmentIds: ['AKE20417ZZ'] },
      dimensions: [{ pieces: 4, lengthCm: 25.4, widthCm: 50.8, heightCm: 76.2 }],
    },
    { seq: 8, pieces: 2, volumeM3: 0.2, hs: '902620', dimensions: [{ pieces: 2, lengthCm: 60, heightCm: 40 }] },
  ])
})

test('texts of NG and NC join as they are, and NC makes a consolidation', () => {
  const text = (...lines: string[]) => waybill('RTD/1/P6/K90/CQ', ...lines)
  expect(text('/NG/CENTRIFUGAL PUMP SEA', '/2/NG/LS AND VALVE BODIES', '/3/NG/ IN STEEL').description).toBe(
    'CENTRIFUGAL PUMP SEALS AND VALVE BODIES IN STEEL',
  )
  expect(text('/NC/CONSOLIDATION AS PER', '/2/NC/ ATTACHED LIST')).toMatchObject({
    ...{ consolidation: true, description: 'CONSOLIDATION AS PER ATTACHED LIST' },
  })
  expect(text('/NG/BOLTS').consolidation).toBe(false)
})

test('flights and routing pair in order', () => {
  expect(readText(inventedFwb).messages[0]?.consignments[0]?.route).toMatchObject([
    { seq: 1, reference: 'ZZ0412', from: 'OSL', to: 'ARN', carrier: 'ZZ', departureAt: '---03', mode: 'air' },
    { seq: 2, reference: 'QX0077', from: 'ARN', to: 'IST', carrier: 'QX', departureAt: '---04' },
  ])
})

test('parties are read with named rows and with bare ones', () => {
  const shipper = {
    ...{ role: 'consignor', name: 'NORDVIK AS', street: 'QUAY 4', city: 'OSLO', subdivision: '03' },
    ...{ country: 'NO', postcode: '0150', contacts: [{ type: 'TE', value: '4722000000' }] },
  }
  const named = ['SHP/AC77', 'NAM/NORDVIK AS', 'ADR/QUAY 4', 'LOC/OSLO/03', '/NO/0150/TE/4722000000']
  const withAccount = ['SHP/AC77', '/NORDVIK AS', '/QUAY 4', '/OSLO/03', '/NO/0150/TE/4722000000']
  const nameFirst = ['SHP/NORDVIK AS', '/QUAY 4', '/OSLO/03', '/NO/0150/TE/4722000000']
  const blankHead = ['SHP', '/NORDVIK AS', '/QUAY 4', '/OSLO/03', '/NO/0150/TE/4722000000']
  expect(waybill(...named).parties).toMatchObject([{ ...shipper, accountId: 'AC77' }])
  expect(waybill(...withAccount).parties).toMatchObject([{ ...shipper, accountId: 'AC77' }])
  expect(waybill(...nameFirst).parties).toMatchObject([{ ...shipper, accountId: null }])
  expect(waybill(...blankHead).parties).toMatchObject([{ ...shipper, accountId: null }])
  expect(waybill('AGT//1234567/0011/FWD', '/SAMPLE FORWARDERS', '/OSL').parties).toMatchObject([
    { role: 'agent', name: 'SAMPLE FORWARDERS', city: 'OSL', iataAgentCode: '1234567', cassCode: '0011' },
  ])
})

test('tax numbers of customs notes belong to the party that the note names', () => {
  const [consignor, consignee] = readText(inventedFwb).messages[0]!.consignments[0]!.parties
  expect(consignor?.taxIds).toEqual([{ value: 'NO987654321', country: 'NO' }])
  expect(consignee?.taxIds).toEqual([{ value: 'TR1112223334', country: 'TR' }])
})

test('a continuation joins without a blank only if the line before it is full', () => {
  const full = `KEEP ${'X'.repeat(60)}`
  expect(waybill(`SSR/${full}`, '/YZ').handlingText).toEqual([`${full}YZ`])
  expect(waybill('OSI/KEEP COOL', '/AND DRY').handlingText).toEqual(['KEEP COOL AND DRY'])
})

test('declared values are found where the charge code or the pair is missing', () => {
  const values = (line: string) => {
    const { value, carriageValue } = waybill(line)
    return [carriageValue?.amount ?? null, value?.amount ?? null]
  }
  expect(values('CVD/EUR/PP/PP/100/200/XXX')).toEqual([100, 200])
  expect(values('CVD/EUR/PP/NVD/200/XXX')).toEqual([null, 200])
  expect(values('CVD/EUR//PP/100/NCV/XXX')).toEqual([100, null])
  expect(values('CVD/EUR/100/200/XXX')).toEqual([100, 200])
  expect(values('CVD/EUR/PP/PP//200/XXX')).toEqual([null, 200])
})

test('figures that cannot be read are null, with a finding', () => {
  const figures = (line: string) => {
    const reading = readText(`FWB/16\n999-12345675OSLIST/${line}`)
    const { pieces, grossKg, volumeM3 } = reading.messages[0]!.consignments[0]!
    return [pieces, grossKg, volumeM3, ...readerCodes(reading)]
  }
  expect(figures('T 6 K 90 MC 1.2DG3')).toEqual([6, 90, 1.2])
  expect(figures('T6K12,5')).toEqual([6, 12.5, null, 'DECIMAL_COMMA'])
  expect(figures('T6KABC')).toEqual([6, null, null, 'NUMBER_MALFORMED'])
  expect(figures('T-3L100CF10')).toEqual([null, 45.359, 0.283, 'NUMBER_OUT_OF_RANGE'])
})

test('a month or day that does not exist is no date', () => {
  const issued = (date: string) => {
    const reading = readText(`FWB/16\n999-12345675OSLIST/T1K1\nISU/${date}/OSL`)
    return reading.messages[0]!.consignments[0]!.issuedAt ?? readerCodes(reading)[0]
  }
  expect(['02OCT25', '31FEB25', '12JUM25'].map(issued)).toEqual(['2025-10-02', 'DATE_INVALID', 'DATE_INVALID'])
})

test('a message without an air waybill number is quarantined, and other messages of the file are read', () => {
  for (const bad of ['FWB/16\n99-123OSLIST/T6K90\nSHP\n', 'FHL/4\nHBS/HB-1/OSLIST/1/K1\n', 'FWB/16\n']) {
    const alone = readText(bad)
    expect([alone.outcome, readerFindings(alone)[0]?.severity], bad).toEqual(['quarantined', 'error'])
    const both = readText(`${bad}${inventedFwb}`)
    expect([both.outcome, both.messages[1]?.consignments.length], bad).toEqual(['partly-read', 1])
    expect(both.quarantined, bad).toEqual([{ from: 0, to: bad.length, reason: 'AWB_MALFORMED' }])
  }
})

test('a FHL gives the master and its houses, and its last parties are the master’s', () => {
  const [message] = readText(inventedFhl).messages
  expect(message?.consignments).toMatchObject([
    {
      ...{ id: '999-12345675', level: 'master', consolidation: true, pieces: 6, grossKg: 90, value: null },
      parties: [
        { role: 'consignor', name: 'NORDVIK MACHINE TOOLS AS', city: 'OSLO', country: 'NO' },
        { role: 'consignee', name: 'LUNE TRADERS', street: 'HARBOUR STREET 9', city: 'ISTANBUL', country: 'TR' },
      ],
    },
    {
      ...{ key: 'air/999-12345675/HB-1', id: 'HB-1', level: 'house', masterId: '999-12345675', origin: 'OSL' },
      ...{ pieces: 4, packages: 48, grossKg: 60, hsCodes: ['902690', '848410'], parties: [] },
      ...{ description: 'GAUGE FITTINGS AND GASKETS', customsNotes: [{ value: 'NO987654321' }] },
    },
    { id: 'HB-2', pieces: 2, grossKg: 30.001, description: 'FELT WOOL FELT' },
  ])
})

test('parties before any house are the master’s, and those of a single house are its own', () => {
  const owners = (...lines: string[]) =>
    readText(['FHL/4', 'MBI/999-12345675OSLIST/T6K90', ...lines].join('\n')).messages[0]?.consignments.map(
      ({ id, parties, value }) => [id.slice(-2), parties.map(({ name }) => name), value?.amount ?? null],
    )
  const [house, other] = ['HBS/H1/OSLIST/6/K90/6/FELT', 'HBS/H2/OSLIST/6/K90/6/FELT']
  const party = ['SHP', 'NAM/A', 'CVD/EUR/PP/NVD/7/XXX']
  expect(owners(...party, house, other)).toEqual([
    ['75', ['A'], 7],
    ['H1', [], null],
    ['H2', [], null],
  ])
  expect(owners(house, ...party)).toEqual([
    ['75', [], null],
    ['H1', ['A'], 7],
  ])
  expect(owners(house, other, ...party)).toEqual([
    ['75', ['A'], 7],
    ['H1', [], null],
    ['H2', [], null],
  ])
  expect(owners(house, ...party, other)).toEqual([
    ['75', [], null],
    ['H1', ['A'], 7],
    ['H2', [], null],
  ])
})

test('a FFM gives loads by ULD and unloading point, and one consignment for each air waybill', () => {
  const [message] = readText(inventedFfm).messages
  expect(message).toMatchObject({
    header: { page: 1, continued: false },
    conveyance: {
      ...{ mode: 'air', reference: 'ZZ412', carrier: 'ZZ', registration: 'LNZZZ', departurePlace: 'OSL' },
      ...{ departureAt: '--10-03T09:15', arrivalPlace: 'ARN', arrivalAt: '--10-03T10:20' },
    },
    equipment: [
      { id: 'AKE20417ZZ', asSent: 'AKE20417ZZ-N', consignmentIds: ['999-12345675', '999-44001171'] },
      { id: 'PMC51103ZZ', consignmentIds: ['999-12345675', '999-91800274'] },
    ],
    consignments: [
      {
        ...{ id: '999-12345675', pieces: 6, totalPieces: 6, grossKg: 90, volumeM3: 1.2 },
        ...{ specialHandling: ['EAP', 'SPX'], equipmentIds: ['AKE20417ZZ', 'PMC51103ZZ'], handlingText: ['PART LOT'] },
        onward: { to: 'IST', reference: 'QX077', departureAt: '--10-04' },
      },
      { id: '999-44001171', pieces: 20, totalPieces: 20, grossKg: 400 },
      { id: '999-91800274', pieces: 30, totalPieces: 90, grossKg: 300.001, onward: null },
    ],
  })
  expect(
    message?.loads.map(({ equipmentId, unloadingPlace, splitCode, pieces }) => [
      equipmentId,
      unloadingPlace,
      splitCode,
      pieces,
    ]),
  ).toEqual([
    ...[
      ['AKE20417ZZ', 'ARN', 'S', 4],
      ['AKE20417ZZ', 'ARN', 'T', 20],
    ],
    ...[
      ['PMC51103ZZ', 'IST', 'S', 2],
      ['PMC51103ZZ', 'IST', 'P', 30],
    ],
  ])
})

test('loose cargo has no ULD, CONT says that pages follow, and a bad line is quarantined', () => {
  const lines = ['FFM/8', '2/ZZ412/03OCT/OSL', 'COR/NIL', 'ARN', '999-12345675OSLARN/T6K90/FELT', '99X-1/T1K1', 'CONT']
  const text = lines.join('\n')
  const reading = readText(text)
  expect(reading.messages[0]).toMatchObject({
    header: { page: 2, continued: true },
    conveyance: { departureAt: '--10-03', arrivalPlace: 'COR' },
    loads: [{ equipmentId: null, unloadingPlace: 'ARN' }],
  })
  const cut = readText(text.replace('99X-1/', '99-123/').replace('\nCONT', ''))
  expect([cut.outcome, readerCodes(cut)]).toEqual(['partly-read', ['AWB_MALFORMED', 'TRAILER_MISSING']])
})

test('a mark, other line ends and a last control character are no fault', () => {
  const reading = readText(`\ufeff\r\n${inventedFhl.replaceAll('\n', '\r\n')}\u001a`)
  expect([reading.outcome, readerCodes(reading), reading.messages[0]?.consignments.length]).toEqual(['read', [], 3])
})

test('bytes outside ASCII are read with a finding, and a line of 5,000 characters is quarantined', () => {
  const named = inventedFhl.replace('NORDVIK', 'NØRDVIK')
  for (const encoding of ['utf8', 'latin1'] as const) {
    const reading = readText(named, encoding)
    expect(reading.messages[0]?.consignments[0]?.parties[0]?.name).toBe('NØRDVIK MACHINE TOOLS AS')
    expect(readerCodes(reading)).toEqual(['CHARSET_VIOLATION'])
  }
  const long = `${inventedFhl}TXT/${'X'.repeat(5_000)}\n`
  const reading = readText(long)
  expect([reading.outcome, readerCodes(reading)]).toEqual(['partly-read', ['SEGMENT_UNREADABLE']])
  expect(reading.quarantined).toEqual([{ from: inventedFhl.length, to: long.length - 1, reason: 'SEGMENT_UNREADABLE' }])
})

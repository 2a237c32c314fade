import { expect, test } from 'vitest'
import { createCargoReader } from '../create-cargo-reader.ts'
import { cuscarConsignments, cuscarHeader, interchange, inventedCuscar } from '../edifact/invented-edifact.fixture.ts'
import { readerCodes, readText } from '../invented-readings.fixture.ts'

const cuscar = (...segments: string[]) => readText(interchange({ type: 'CUSCAR:D:95B:UN', segments }))
const header = ['BGM+785+X1+9', 'TDT+20+V1+1++NORL']
/** The first consignment of a message with these segments behind CNI. */
const consignment = (...segments: string[]) => cuscar(...header, 'CNI+1+B1', ...segments).messages[0]!.consignments[0]!

test('the header gives message, conveyance and declared totals', () => {
  const [message] = readText(inventedCuscar).messages
  expect(message).toMatchObject({
    format: 'cuscar',
    formatVersion: 'D.95B',
    header: {
      ...{ reference: 'M1', documentNumber: 'MAN-77', typeCode: '785', functionCode: '9', function: 'original' },
      ...{ sender: 'FERRYMAN', recipient: 'CUSTOMS', preparedAt: '2026-02-03T08:00' },
    },
    conveyance: {
      ...{ mode: 'sea', reference: 'V042E', carrier: 'NORL', id: '9074729', imo: '9074729', name: 'MV LONG ISLET' },
      ...{ nationality: 'NO', departurePlace: 'NOOSL', arrivalPlace: 'GBFXT', entryOffice: null },
      ...{ arrivalAt: '2026-02-05T13:30', departureAt: '2026-02-03' },
    },
    declared: { consignments: 2, equipment: 2, grossKg: null },
  })
})

test('a consignment gives totals, places, parties, items and commodity codes', () => {
  expect(readText(inventedCuscar).messages[0]?.consignments[0]).toMatchObject({
    ...{ key: 'sea/NORL/NORL26001', id: 'NORL26001', level: 'master', masterId: null, purpose: 'original' },
    ...{ mode: 'sea', nature: 'import', pieces: 24, packages: 480, grossKg: 4210.5 },
    ...{ portOfLoading: 'NOOSL', portOfDischarge: 'GBFXT', originalPortOfLoading: 'NOBGO', destination: 'GBIPS' },
    ...{ value: { amount: 1800.5, currency: 'EUR' }, description: 'CAST IRON PAN+LID SETS; LAMP OIL' },
    ...{ hsCodes: ['732310', '73239400'], unNumbers: ['1223'], equipmentIds: ['TSTU7418520'] },
    parties: [
      {
        ...{ role: 'consignor', id: '11', name: 'NORDVIK TOOLS AS', street: 'QUAY 4', country: 'NO' },
        contacts: [
          { type: 'CP', value: 'A DAHL' },
          { type: 'TE', value: '4722000000' },
        ],
      },
      {
        ...{ role: 'consignee', id: '77', name: 'ACORN FOODS LTD', street: 'MILL LANE 4', city: 'IPSWICH' },
        ...{ subdivision: 'SFK', postcode: 'IP1', taxIds: [{ value: 'GB123', country: 'GB' }] },
      },
      { role: 'notify', name: 'LUNE TRADERS, SHORE ROAD 2, WHITBY' },
    ],
    items: [
      {
        ...{ seq: 1, hs: '732310', originCountry: 'NO', grossKg: 4000.5, netKg: 3900, volumeM3: 12.5, packages: 24 },
        packagings: [{ kind: 'CT', number: 24, marks: 'ACORN IPSWICH' }],
      },
      { seq: 2, grossKg: 210, unNumbers: ['1223'], equipmentIds: ['TSTU7418520'] },
    ],
  })
})

test('equipment is once for each identity, and a load says who is on it', () => {
  const [message] = readText(inventedCuscar).messages
  expect(message?.equipment).toMatchObject([
    {
      ...{ id: 'TSTU7418520', asSent: 'TSTU 741852-0', type: 'container', typeAsSent: 'CN', sizeType: '22G1' },
      ...{ full: true, grossKg: 4210.5, tareKg: 2200, temperatureC: -18, seals: [{ id: 'SX1001', party: 'CA' }] },
      consignmentIds: ['NORL26001'],
    },
    { id: 'XYZU1234565', asSent: 'XYZU1234565', type: 'container', consignmentIds: ['HB-9'] },
  ])
  expect(message?.loads).toMatchObject([
    { consignmentId: 'NORL26001', equipmentId: 'TSTU7418520', pieces: 24, grossKg: 4000.5 },
    { consignmentId: 'NORL26001', equipmentId: 'TSTU7418520', pieces: 2 },
    { consignmentId: 'HB-9', equipmentId: 'XYZU1234565', pieces: 10 },
  ])
})

test('one container shared by three bills is one piece of equipment with three loads', () => {
  const bills = ['A', 'B', 'C'].flatMap((id) => [`CNI+1+${id}`, 'GID+1+2:CT', 'SGP+TSTU7418520+2'])
  const [message] = cuscar(...header, 'EQD+CN+TSTU7418520', ...bills).messages
  expect(message?.equipment.map(({ consignmentIds }) => consignmentIds)).toEqual([['A', 'B', 'C']])
  expect(message?.loads.length).toBe(3)
})

test('house and master come from the references', () => {
  const identity = (...segments: string[]) => {
    const { id, level, masterId, key } = consignment(...segments)
    return [id, level, masterId, key]
  }
  expect(identity('RFF+BM:B1')).toEqual(['B1', 'master', null, 'sea/NORL/B1'])
  expect(identity('RFF+MB:B1')).toEqual(['B1', 'master', null, 'sea/NORL/B1'])
  expect(identity('RFF+HWB:H1', 'RFF+MB:M1')).toEqual(['B1', 'house', 'M1', 'sea/NORL/M1/B1'])
  expect(identity('RFF+MB:M1')).toEqual(['B1', 'house', 'M1', 'sea/NORL/M1/B1'])
  expect(identity('DOC+714+H1')).toEqual(['B1', 'house', null, 'sea/NORL/?/B1'])
  const air = cuscar('BGM+785+X1+9', 'TDT+20+QX77+4++QX', 'CNI+1', 'RFF+HWB:H1', 'RFF+AWB:99912345675')
  expect(air.messages[0]?.consignments[0]).toMatchObject({
    ...{ id: 'H1', level: 'house', masterId: '999-12345675', mode: 'air', key: 'air/999-12345675/H1' },
  })
  const numberless = cuscar(...header, 'CNI+1', 'RFF+BM:R1', 'DOC+705+D1', 'CNI+2', 'RFF+BM:R2')
  expect(numberless.messages[0]?.consignments.map(({ id }) => id)).toEqual(['D1', 'R2'])
})

test('a consignment without any number is quarantined, and the others are kept', () => {
  const reading = cuscar(...header, 'CNI+1', 'CNT+8:2', 'GID+1', 'SGP+TSTU7418520+2', 'CNI+2+B2')
  expect([reading.outcome, readerCodes(reading)]).toEqual(['partly-read', ['CONSIGNMENT_ID_MISSING']])
  const [message] = reading.messages
  expect([message?.consignments.map(({ id }) => id), message?.loads]).toEqual([['B2'], []])
  expect(message?.consignments.length).toBe(1)
})

test('BGM 1225 says what the message does to earlier ones', () => {
  const functionOf = (code: string) => {
    const [message] = cuscar(`BGM+785+X1+${code}`, 'CNI+1+B1').messages
    return [message?.header.function, message?.consignments[0]?.purpose]
  }
  expect(['9', '4', '5', '1', '2', '3', '22', '47'].map(functionOf)).toEqual([
    ['original', 'original'],
    ['amendment', 'amendment'],
    ['replacement', 'amendment'],
    ['cancellation', 'cancellation'],
    ['amendment', 'amendment'],
    ['amendment', 'amendment'],
    ['final', 'unknown'],
    ['unknown', 'unknown'],
  ])
})

test('the means of transport is found in element 7 or 8, and its name in component 3 or 4 or in C228', () => {
  const means = (tdt: string) => {
    const { id, name, mode } = cuscar(tdt).messages[0]!.conveyance!
    return [id, name, mode]
  }
  expect(means('TDT+20+V1+1++NORL+++9074729:146:11:MV LONG ISLET')).toEqual(['9074729', 'MV LONG ISLET', 'sea'])
  expect(means('TDT+20+V1+03++NORL++AB12CD:146:TRUCK SIX')).toEqual(['AB12CD', 'TRUCK SIX', 'road'])
  expect(means('TDT+11+V1+8+31:::BARGE+NORL+++:103::LN77')).toEqual(['LN77', 'BARGE', 'inland-waterway'])
  expect(means('TDT+20+V1+++NORL+++LN77:103')).toEqual(['LN77', null, null])
})

test('the carrier, the customs office and the estimated arrival have their places', () => {
  const conveyance = (...segments: string[]) => cuscar(...segments).messages[0]!.conveyance
  expect(conveyance('TDT+20+V1+1', 'NAD+CA+NORL')).toMatchObject({ carrier: 'NORL' })
  expect(conveyance('TDT+20+V1+1++NORL', 'NAD+CA+OTHER')).toMatchObject({ carrier: 'NORL' })
  expect(conveyance('TDT+20+V1+3', 'LOC+60+003101')).toMatchObject({ entryOffice: '003101', arrivalPlace: null })
  expect(conveyance('TDT+20+V1+1', 'LOC+60+FELIX')).toMatchObject({ entryOffice: null, arrivalPlace: 'FELIX' })
  const arrival = ['DTM+178:202602051200:203', 'DTM+132:202602041200:203', 'DTM+232:202602061200:203']
  expect(conveyance('TDT+20+V1+1', ...arrival)).toMatchObject({ arrivalAt: '2026-02-04T12:00' })
})

test('dates are read by their format, and by their length without one', () => {
  const at = (dtm: string) => {
    const reading = cuscar(`DTM+137:${dtm}`)
    return reading.messages[0]!.header.preparedAt ?? readerCodes(reading)[0]
  }
  expect(['20260203:102', '2602030815:201', '202602030815:203', '20260203081530:204', '260203:101'].map(at)).toEqual([
    ...['2026-02-03', '2026-02-03T08:15', '2026-02-03T08:15', '2026-02-03T08:15:30', '2026-02-03'],
  ])
  expect(['202602030815UTC:303', '202602030815', '20260203:203'].map(at)).toEqual([
    ...['2026-02-03T08:15Z', '2026-02-03T08:15', '2026-02-03'],
  ])
  expect(['20260231:102', '20261303:102', '202602032460:203', 'TODAY:102', '2026020308153:204'].map(at)).toEqual(
    Array(5).fill('DATE_INVALID'),
  )
})

test('KG and K are kilograms with a finding, and L is no unit of mass', () => {
  const gross = (unit: string) => {
    const reading = cuscar(...header, 'CNI+1+B1', 'GID+1', `MEA+AAE+G+${unit}:412.5`)
    return [reading.messages[0]?.consignments[0]?.items[0]?.grossKg, readerCodes(reading)]
  }
  expect(gross('KGM')).toEqual([412.5, []])
  expect(gross('K')).toEqual([412.5, ['UNIT_ALIAS']])
  expect(gross('KG')).toEqual([412.5, ['UNIT_ALIAS']])
  expect(gross('LBR')).toEqual([187.107, []])
  expect(gross('L')).toEqual([null, ['UNIT_UNKNOWN']])
})

test('what MEA measures comes from its code, else from its purpose and unit', () => {
  const item = (...segments: string[]) => consignment('GID+1', ...segments).items[0]
  expect(item('MEA+WT++KGM:5', 'MEA+AAE+AAW+MTQ:2')).toMatchObject({ grossKg: 5, volumeM3: 2 })
  expect(item('MEA+AAI++MTQ:2', 'MEA+AAE+AAL+KGM:4')).toMatchObject({ grossKg: null, netKg: 4, volumeM3: 2 })
  expect(item('MEA+AAE+TC+CEL:4', 'MEA+AAE+AAW+KGM:4')).toMatchObject({ grossKg: null, netKg: null, volumeM3: null })
})

test('the total of CNT counts before a measure, and totals behind the last item are the message’s', () => {
  expect(consignment('CNT+7:100:KGM', 'MEA+AAE+G+KGM:90')).toMatchObject({ grossKg: 100 })
  expect(consignment('MEA+AAE+G+KGM:90')).toMatchObject({ grossKg: 90 })
  const [message] = cuscar(...header, 'CNI+1+B1', 'CNT+8:5', 'GID+1+5:CT', 'CNT+8:9', 'CNT+7:70:KGM').messages
  expect([message?.consignments[0]?.pieces, message?.declared.pieces, message?.declared.grossKg]).toEqual([5, 9, 70])
})

test('the name is C080, else C058 with a finding, and C058 beside C080 is the street', () => {
  const party = (nad: string) => {
    const reading = cuscar(...header, 'CNI+1+B1', nad)
    const { name, street } = reading.messages[0]!.consignments[0]!.parties[0]!
    return [name, street, ...readerCodes(reading)]
  }
  expect(party('NAD+CN+77:109+MILL LANE 4+ACORN FOODS')).toEqual(['ACORN FOODS', 'MILL LANE 4'])
  expect(party('NAD+CN+77:109+MILL+ACORN:FOODS+LANE 4')).toEqual(['ACORN FOODS', 'LANE 4'])
  expect(party('NAD+CN+77+ACORN FOODS, MILL LANE 4')).toEqual([
    ...['ACORN FOODS, MILL LANE 4', null, 'PARTY_NAME_UNSTRUCTURED'],
  ])
})

test('only the outer packaging counts as packages, and PAC counts where GID has none', () => {
  expect(consignment('GID+1+4:PX+480:CT').items[0]).toMatchObject({
    packages: 4,
    packagings: [{ number: 4 }, { number: 480 }],
  })
  expect(consignment('GID+1', 'PAC+3++CT', 'PAC+2++BX').items[0]).toMatchObject({ packages: 5 })
  expect(consignment('GID+1+4:PX', 'PAC+4++PX').items[0]).toMatchObject({ packages: 4, packagings: [{ kind: 'PX' }] })
  expect(consignment('PAC+3++CT').items).toMatchObject([{ packages: 3 }])
})

test('a text that says that there is no seal is no seal', () => {
  for (const none of ['NONE', 'N/A', '000000', 'NIL', '-']) expect(consignment(`SEL+${none}`).seals, none).toEqual([])
  expect(consignment('SEL+NX000001').seals).toEqual([{ id: 'NX000001', party: null }])
})

test('every value has its place in the interchange', () => {
  const text = inventedCuscar.replace('K:4000.5', 'Q:4000.5')
  const [finding] = readText(text).findings.filter(({ code }) => code === 'UNIT_UNKNOWN')
  const segment = [...cuscarHeader, ...cuscarConsignments].findIndex((one) => one.startsWith('MEA+AAE+G+K:')) + 3
  expect(finding).toMatchObject({
    ...{ consignment: 'NORL26001', item: '1', literal: '4000.5', actual: 'Q' },
    at: '/messages/0/consignments/0/items/0/grossKg',
    position: { byte: text.indexOf('4000.5'), segment, element: 3, component: 2, tag: 'MEA', line: null },
  })
})

test('every load names its consignment when it goes to the sink, also of a bill with more than a thousand', () => {
  const loads = Array.from({ length: 1_001 }, (_, at) => `SGP+TSTU7418520+${at + 1}`)
  const bytes = new TextEncoder().encode(
    interchange({ type: 'CUSCAR:D:95B:UN', segments: [...header, 'CNI+1+B1', 'RFF+BM:B1', 'GID+1+9:CT', ...loads] }),
  )
  const seen: string[] = []
  const reader = createCargoReader({}, { load: ({ consignmentId }) => void seen.push(consignmentId) })
  reader.write(bytes)
  reader.end()
  expect([seen.length, [...new Set(seen)]]).toEqual([1_001, ['B1']])
})

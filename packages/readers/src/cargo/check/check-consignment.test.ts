import type { CargoFormat } from '@entente/contracts'
import { describe, expect, test } from 'vitest'
import { airWaybill, bill, checked, codesOf, consignee, consignor } from './checked-message.fixture.ts'

const air = (values: Parameters<typeof airWaybill>[0] = {}, format: CargoFormat = 'xfwb') =>
  codesOf({ format, consignments: [airWaybill(values)] })
const sea = (values: Parameters<typeof bill>[0] = {}, format: CargoFormat = 'cuscar') =>
  codesOf({ format, consignments: [bill(values)] })

test('clean consignments have no finding', () => {
  expect(air()).toEqual([])
  expect(sea()).toEqual([])
  expect(sea({}, 'awmds')).toEqual([])
})

describe('air waybill numbers', () => {
  test('a wrong check digit must be corrected and stays as sent', () => {
    const { findings, consignments } = checked({ format: 'fwb', consignments: [airWaybill({ id: '999-12345670' })] })
    expect(findings).toMatchObject([
      { code: 'AWB_CHECK_DIGIT', reject: true, expected: '5', consignment: '999-12345670' },
    ])
    expect(consignments[0]).toMatchObject({ id: '999-12345670', awbCheckDigitValid: false })
  })

  test('a right check digit is noted', () => {
    const { consignments } = checked({ format: 'fwb', consignments: [airWaybill()] })
    expect(consignments[0]?.awbCheckDigitValid).toBe(true)
  })

  test('another form is malformed where every master is an air waybill', () => {
    expect(air({ id: '999-1234567' })).toEqual(['AWB_MALFORMED'])
    expect(sea({ id: 'X-1', mode: 'air', portOfLoading: 'LHR', portOfDischarge: 'LIS' })).toEqual([])
  })

  test('a house number is no air waybill number', () => {
    expect(air({ level: 'house', id: 'HX1' }, 'xfzb')).toEqual([])
  })

  test('an air waybill among the documents of a declaration is checked', () => {
    const documents = [{ type: 'N740', id: '99912345670' }]
    expect(sea({ level: 'declaration', documents }, 'ens')).toEqual(['AWB_CHECK_DIGIT'])
    expect(sea({ level: 'declaration', documents: [{ type: 'N705', id: '99912345670' }] }, 'ens')).toEqual([])
  })
})

describe('HS codes', () => {
  test('a code that does not exist names the level', () => {
    const { findings } = checked({ format: 'xfzb', consignments: [airWaybill({ hsCodes: ['1199000000'] })] })
    expect(findings).toMatchObject([{ code: 'HS_UNKNOWN', expected: 4, actual: '1199000000', reject: false }])
  })

  test('a code of an item is reported at the item, once', () => {
    const items = [{ description: 'TILES', hs: '69.07', grossKg: 900 }]
    const { findings } = checked({ format: 'cuscar', consignments: [bill({ items })] })
    expect(findings).toMatchObject([
      { code: 'HS_MALFORMED', item: '1', at: '/messages/0/consignments/0/items/0/hs', reject: true },
    ])
  })

  test('four digits are too short only where the format asks for six', () => {
    expect(air({ hsCodes: ['8481'] })).toEqual(['HS_TOO_SHORT'])
    expect(sea({ items: [{ description: 'TILES', hs: '6907', grossKg: 900 }] })).toEqual([])
  })

  test('a consignment without a code misses one; for a consolidation this is only info', () => {
    expect(checked({ format: 'fwb', consignments: [airWaybill({ hsCodes: [] })] }).findings).toMatchObject([
      { code: 'HS_MISSING', severity: 'warning' },
    ])
    const master = airWaybill({ hsCodes: [], consolidation: true })
    expect(checked({ format: 'fwb', consignments: [master] }).findings).toMatchObject([
      { code: 'HS_MISSING', severity: 'info' },
    ])
  })

  test.each(['ffm', 'xffm'] as const)('%s has no place for a code', (format) => {
    expect(air({ hsCodes: [], parties: [] }, format)).toEqual([])
  })

  test.each(['fhl', 'xfzb'] as const)('the master of a %s is an envelope', (format) => {
    expect(air({ hsCodes: [], description: null, consolidation: true }, format)).toEqual([])
  })
})

describe('dangerous goods', () => {
  test('a malformed UN number must be corrected', () => {
    const { findings } = checked({ format: 'fwb', consignments: [airWaybill({ unNumbers: ['9999'] })] })
    expect(findings).toMatchObject([{ code: 'UN_MALFORMED', actual: '9999', reject: true }])
  })

  test('a UN number in a text is added', () => {
    const { findings, consignments } = checked({
      format: 'fwb',
      consignments: [airWaybill({ description: 'PAINT UN1263 FLAMMABLE LACQUER', unNumbers: [] })],
    })
    expect(findings).toEqual([])
    expect(consignments[0]?.unNumbers).toEqual(['1263'])
  })

  test('a UN number in a text is not added again', () => {
    const paint = airWaybill({ description: 'PAINT UN1263 FLAMMABLE LACQUER', unNumbers: ['UN1263'] })
    expect(checked({ format: 'fwb', consignments: [paint] }).consignments[0]?.unNumbers).toEqual(['UN1263'])
  })

  test('a text that says dangerous without any UN number is reported at the text', () => {
    const handlingText = ['KEEP DRY', "DANGEROUS GOODS AS PER ATTACHED SHIPPER'S DECLARATION"]
    const { findings } = checked({ format: 'xfwb', consignments: [airWaybill({ handlingText })] })
    expect(findings).toMatchObject([{ code: 'DG_TEXT_WITHOUT_UN', literal: handlingText[1] }])
    expect(findings[0]?.at).toBe('/messages/0/consignments/0/handlingText/1')
  })

  test('a UN number anywhere suffices', () => {
    const handlingText = ['DANGEROUS GOODS', 'UN 1263 ON BOARD']
    expect(air({ handlingText })).toEqual([])
    expect(air({ handlingText: ['DANGEROUS GOODS'], unNumbers: ['1263'] })).toEqual([])
    const items = [{ description: 'FLAMMABLE LACQUER', hs: '320810', grossKg: 900, unNumbers: ['1263'] }]
    expect(sea({ items })).toEqual([])
  })
})

describe('descriptions', () => {
  const vague = (description: string, values = {}, format: CargoFormat = 'xfwb') =>
    checked({ format, consignments: [airWaybill({ description, ...values })] }).findings

  test('a vague text alone must be corrected, beside other words it is a warning', () => {
    expect(vague('SPARE PARTS')).toMatchObject([{ code: 'VAGUE_DESCRIPTION', reject: true, actual: 'SPARE PARTS' }])
    expect(vague('SPARE PARTS FOR LOOMS')).toMatchObject([{ code: 'VAGUE_DESCRIPTION', reject: false }])
  })

  test('a consolidation may say so', () => {
    expect(vague('CONSOLIDATION AS PER ATTACHED LIST', { consolidation: true })).toMatchObject([{ reject: false }])
    expect(vague('CONSOLIDATION', { consolidation: false })).toMatchObject([{ reject: true }])
    expect(vague('CONSOL', {}, 'xffm')).toMatchObject([{ reject: false }])
    expect(vague('GENERAL CARGO', {}, 'xffm')).toMatchObject([{ reject: true }])
    // Other vague words do not make a consolidation.
    expect(vague('CONSOL GENERAL CARGO', {}, 'xffm')).toMatchObject([{ reject: true }])
  })

  test('every text has one finding, and a joined one none of its own', () => {
    const items = [
      { description: 'PARTS', hs: '690721', grossKg: 400 },
      { description: 'CERAMIC WALL TILES', hs: '690721', grossKg: 500 },
    ]
    const consignments = [bill({ items, description: 'PARTS; CERAMIC WALL TILES' })]
    expect(checked({ format: 'cuscar', consignments }).findings).toMatchObject([{ item: '1' }])
  })

  test('a text that the format cuts is not checked', () => {
    expect(air({ description: 'PARTS', hsCodes: [], parties: [] }, 'ffm')).toEqual([])
    expect(air({ description: null, hsCodes: [], parties: [] }, 'ffm')).toEqual([])
  })

  test('goods without a description must be corrected', () => {
    expect(vague('.')).toMatchObject([{ code: 'DESCRIPTION_MISSING', reject: true, item: null }])
    expect(air({ description: null })).toEqual(['DESCRIPTION_MISSING'])
    expect(air({ description: null, items: [{ description: 'BRASS VALVES', grossKg: 80, pieces: 4 }] })).toEqual([])
  })

  test('in a declaration every item is described', () => {
    const items = [
      { hs: '690721', grossKg: 400 },
      { description: 'CERAMIC WALL TILES', hs: '690721', grossKg: 500 },
    ]
    const { findings } = checked({ format: 'ens', consignments: [bill({ items, level: 'declaration' })] })
    expect(findings).toMatchObject([{ code: 'DESCRIPTION_MISSING', item: '1' }])
    expect(sea({ items: [{ hs: '690721', grossKg: 900 }], description: 'CERAMIC WALL TILES' })).toEqual([])
  })

  test('a cancellation needs no goods', () => {
    expect(air({ description: null, hsCodes: [], parties: [], purpose: 'cancellation' })).toEqual([])
  })
})

describe('parties', () => {
  test('a consignee to order is marked', () => {
    const toOrder = bill({ parties: [consignor, { name: 'TO ORDER' }] })
    const { findings, consignments } = checked({ format: 'awmds', consignments: [toOrder] })
    expect(findings).toMatchObject([{ code: 'CONSIGNEE_TO_ORDER', party: 'consignee' }])
    expect(consignments[0]?.parties[1]?.toOrder).toBe(true)
  })

  test('an incomplete principal must be corrected', () => {
    const { findings } = checked({
      format: 'fwb',
      consignments: [airWaybill({ parties: [{ ...consignor, country: null }] })],
    })
    expect(findings).toMatchObject([{ code: 'PARTY_INCOMPLETE', party: 'consignor', reject: true }])
  })

  test('an agent needs no country, and ASYCUDA has none', () => {
    const agent = { role: 'agent', name: 'Acorn Forwarding' } as const
    expect(air({ parties: [consignor, consignee, agent] })).toEqual([])
    expect(sea({ parties: [{ ...consignor, country: null }, consignee] }, 'awmds')).toEqual([])
    expect(sea({ parties: [{ ...consignor, country: null }, consignee] })).toEqual(['PARTY_INCOMPLETE'])
  })

  test('a house list may name parties at its master only', () => {
    expect(air({ level: 'house', parties: [] }, 'fhl')).toEqual([])
  })

  test('consignor and consignee must differ', () => {
    const same = { ...consignor, role: 'consignee', id: '77' } as const
    expect(air({ parties: [consignor, same] })).toEqual(['PARTIES_IDENTICAL'])
    expect(air({ parties: [consignor, { ...same, street: '9 Hill' }] })).toEqual([])
  })

  test('a forwarder as consignee is reported, but not for a consolidation', () => {
    const forwarder = { ...consignee, name: 'Lune Forwarding Ltda' }
    expect(air({ parties: [consignor, forwarder] })).toEqual(['FORWARDER_AS_CONSIGNEE'])
    expect(air({ parties: [consignor, forwarder], consolidation: true })).toEqual([])
    expect(air({ parties: [consignor, forwarder], level: 'house', id: 'HX1' }, 'xfzb')).toEqual([
      'FORWARDER_AS_CONSIGNEE',
    ])
  })

  test('the parties of an item are checked', () => {
    const items = [{ description: 'CERAMIC WALL TILES', hs: '690721', grossKg: 900, parties: [{ name: 'TO ORDER' }] }]
    const { findings } = checked({ format: 'ens', consignments: [bill({ items, parties: [] })] })
    expect(findings).toMatchObject([{ code: 'CONSIGNEE_TO_ORDER', item: '1', party: 'consignee' }])
  })

  test('a name in the street is reported', () => {
    const displaced = { ...consignee, name: null, id: '77', street: 'LUNE TRADERS LIMITED' }
    expect(air({ parties: [consignor, displaced] })).toEqual(['NAME_IN_OTHER_FIELD'])
  })
})

describe('places and countries', () => {
  test('a port is a UN/LOCODE, an airport has three letters', () => {
    expect(sea({ portOfLoading: 'FELIXSTOWE' })).toEqual(['LOCATION_MALFORMED'])
    expect(sea({ portOfLoading: 'FXT' })).toEqual(['LOCATION_MALFORMED'])
    expect(sea({ portOfLoading: 'ABFXT' })).toEqual(['LOCATION_MALFORMED'])
    expect(air({ origin: 'LONDON' })).toEqual(['LOCATION_MALFORMED'])
    expect(air({ origin: 'GBLHR' })).toEqual([])
    expect(sea({ portOfLoading: 'EXAMPLE' }, 'ens')).toEqual([])
  })

  test('a country that does not exist is reported once', () => {
    const { findings } = checked({
      format: 'ens',
      consignments: [bill({ routeCountries: ['GB', 'AB', 'AB'], destinationCountry: 'AB' })],
    })
    expect(findings).toMatchObject([{ code: 'COUNTRY_UNKNOWN', actual: 'AB' }])
    const items = [{ description: 'CERAMIC WALL TILES', hs: '690721', grossKg: 900, originCountry: 'UK' }]
    expect(sea({ items, parties: [{ ...consignor, country: 'QZ' }, consignee] })).toEqual(['COUNTRY_UNKNOWN'])
  })

  test('the conveyance has places, a flag and a ship number', () => {
    const conveyance = { mode: 'sea', departurePlace: 'DEPARTPLACE', nationality: 'AB', imo: '1234568' } as const
    const { findings } = checked({ format: 'baplie', conveyance })
    expect(findings.map(({ code, at }) => [code, at])).toEqual([
      ['LOCATION_MALFORMED', '/messages/0/conveyance/departurePlace'],
      ['COUNTRY_UNKNOWN', '/messages/0/conveyance/nationality'],
      ['IMO_CHECK_DIGIT', '/messages/0/conveyance/imo'],
    ])
    for (const id of ['IMO 1234567', 'CALLSIGN', '123456789'])
      expect(codesOf({ format: 'baplie', conveyance: { mode: 'sea', id } })).toEqual([])
    expect(codesOf({ format: 'baplie', conveyance: { mode: 'sea', id: '1234568' } })).toEqual(['IMO_CHECK_DIGIT'])
    expect(codesOf({ format: 'cuscar', conveyance: { mode: 'road', id: '1234568' } })).toEqual([])
    expect(codesOf({ format: 'wco-dec', conveyance: { mode: 'sea', id: '1234568', idType: '11' } })).toEqual([])
    expect(codesOf({ format: 'wco-dec', conveyance: { mode: 'sea', id: 'ABC', idType: '10' } })).toEqual([
      'IMO_CHECK_DIGIT',
    ])
  })
})

describe('the route', () => {
  const legs = (...places: [string, string][]) => places.map(([from, to]) => ({ from, to }))

  test('reaches the destination, and each leg starts where the one before ended', () => {
    expect(air({ route: legs(['LHR', 'FRA'], ['FRA', 'LIS']) })).toEqual([])
    expect(air({ route: legs(['LHR', 'FRA']) })).toEqual(['ROUTE_INCOMPLETE'])
    expect(air({ route: legs(['LHR', 'FRA'], ['MUC', 'LIS']) })).toEqual(['ROUTE_GAP'])
    expect(air({ route: [{ from: 'LHR', to: null }] })).toEqual([])
  })

  test('may end at an airport of the destination', () => {
    expect(air({ destination: 'PAR', route: legs(['LHR', 'CDG']) })).toEqual([])
    expect(air({ destination: 'LIS', route: legs(['LHR', 'OPO']) })).toEqual(['ROUTE_INCOMPLETE'])
  })

  test('is read in the order of its numbers', () => {
    const [first, second] = legs(['LHR', 'FRA'], ['FRA', 'LIS'])
    expect(
      air({
        route: [
          { ...second, seq: 2 },
          { ...first, seq: 1 },
        ],
      }),
    ).toEqual([])
  })
})

import type { CargoFormat } from '@entente/contracts'
import { describe, expect, test } from 'vitest'
import { airWaybill, bill, checked, codesOf, type GivenMessage } from '../checked-message.fixture.ts'

const air = (values: Parameters<typeof airWaybill>[0], format: CargoFormat = 'xfwb') =>
  codesOf({ format, consignments: [airWaybill(values)] })
const item = { description: 'BRASS VALVES', hs: '848180' }
const box = (pieces: number, side = 50) => ({ pieces, lengthCm: side, widthCm: side, heightCm: side })

describe('a consignment and its items', () => {
  test('have the same pieces', () => {
    expect(
      air({
        items: [
          { ...item, pieces: 3 },
          { ...item, pieces: 1 },
        ],
      }),
    ).toEqual([])
    expect(air({ items: [{ ...item, pieces: 3 }] })).toEqual(['PIECES_MISMATCH'])
    const { findings } = checked({ format: 'xfwb', consignments: [airWaybill({ items: [{ ...item, pieces: 3 }] })] })
    expect(findings).toMatchObject([{ expected: 4, actual: 3, rule: 'R1', consignment: '999-12345675' }])
  })

  test('lines with neither mass nor pieces are ignored', () => {
    const others = [{ volumeM3: 0.2 }, { packages: 4 }]
    expect(air({ items: [{ ...item, pieces: 4 }, ...others] })).toEqual([])
    expect(air({ items: [{ ...item, pieces: 3 }, ...others] })).toEqual(['PIECES_MISMATCH'])
  })

  test('a side that is missing on any other line is not compared', () => {
    expect(
      air({
        items: [
          { ...item, pieces: 3 },
          { ...item, grossKg: 10 },
        ],
      }),
    ).toEqual([])
    expect(air({ items: [{ ...item, pieces: 4, dimensions: [box(3)] }] })).toEqual(['PIECES_MISMATCH'])
    expect(
      air({
        items: [
          { ...item, pieces: 2, dimensions: [box(2)] },
          { ...item, pieces: 2 },
        ],
      }),
    ).toEqual([])
  })

  test('measured pieces of a waybill without items are compared', () => {
    expect(air({ dimensionPieces: 4 })).toEqual([])
    expect(air({ dimensionPieces: 5 })).toEqual(['PIECES_MISMATCH'])
  })

  test('have the same packages', () => {
    const packages = (...many: number[]) => many.map((each) => ({ ...item, pieces: 2, packages: each }))
    expect(air({ packages: 7, items: packages(3, 4) })).toEqual([])
    expect(air({ packages: 8, items: packages(3, 4) })).toEqual(['PACKAGES_MISMATCH'])
  })

  test('nested packagings of CUSCAR count once', () => {
    const packagings = [1, 24].map((number) => ({ kind: 'PK', number, pieces: null, marks: null }))
    const given = (packages: number): GivenMessage => ({
      format: 'cuscar',
      consignments: [bill({ packages, items: [{ ...item, grossKg: 900, packagings }] })],
    })
    expect([1, 25, 24].map((packages) => codesOf(given(packages)))).toEqual([[], [], ['PACKAGES_MISMATCH']])
  })

  test('have the same mass within half a kilogram or half a percent', () => {
    const mass = (stated: number, summed: number) => air({ grossKg: stated, items: [{ ...item, grossKg: summed }] })
    expect(mass(80, 80.5)).toEqual([])
    expect(mass(80, 80.501)).toEqual(['GROSS_MISMATCH'])
    expect(mass(2000, 1990)).toEqual([])
    expect(mass(2000, 1989.9)).toEqual(['GROSS_MISMATCH'])
    expect(
      air({
        grossKg: 0.3,
        items: [
          { ...item, grossKg: 0.1 },
          { ...item, grossKg: 0.2 },
        ],
      }),
    ).toEqual([])
  })

  test('have the same volume within a fifth, if all pieces were measured', () => {
    const volume = (volumeM3: number, dimensions: ReturnType<typeof box>[]) =>
      air({ volumeM3, items: [{ ...item, pieces: 4, dimensions }] })
    expect(volume(0.6, [box(4)])).toEqual([])
    expect(volume(0.7, [box(4)])).toEqual(['VOLUME_DIFFERS'])
    expect(volume(0.7, [{ ...box(4), heightCm: null as never }])).toEqual([])
  })

  test('have a density of 20 to 3,000 kg per m3', () => {
    const density = (grossKg: number, volumeM3: number) => air({ grossKg, volumeM3 })
    expect(density(20, 1)).toEqual([])
    expect(density(3000, 1)).toEqual([])
    expect(density(19, 1)).toEqual(['DENSITY_ODD'])
    expect(density(3100, 1)).toEqual(['DENSITY_ODD'])
    expect(density(80, 0.01)).toEqual([])
  })

  test('of a manifest have the density of each load', () => {
    const flight = (...loads: { grossKg: number; volumeM3: number | null }[]) =>
      codesOf({
        format: 'xffm',
        consignments: [airWaybill({ grossKg: 4000, volumeM3: 0.5, parties: [] })],
        loads: loads.map((load) => ({ consignmentId: '999-12345675', pieces: 4, ...load })),
      })
    expect(flight({ grossKg: 200, volumeM3: 0.5 }, { grossKg: 3800, volumeM3: null })).toEqual([])
    expect(flight({ grossKg: 2000, volumeM3: 0.5 })).toEqual(['DENSITY_ODD'])
  })
})

describe('a declaration', () => {
  const kind = (code: string, number: number | null, pieces: number | null) => ({
    kind: code,
    number,
    pieces,
    marks: null,
  })
  const declared = (format: CargoFormat, packages: number, ...packagings: ReturnType<typeof kind>[]) => {
    const items = [{ description: 'CERAMIC TILES', hs: '690721', packagings }]
    const consignments = [bill({ level: 'declaration', packages, items })]
    return checked({ format, declared: { packages }, consignments })
  }

  test('repeats the totals of its message, so they are compared once', () => {
    const { findings, reconciliation } = declared('wco-dec', 3, kind('CT', 2, null))
    expect(findings).toMatchObject([{ code: 'PACKAGES_MISMATCH', rule: 'R2', expected: 3, actual: 2 }])
    expect(reconciliation.checks).toHaveLength(1)
  })

  test('of entry counts numbers and pieces, and one package for each line in bulk', () => {
    const agrees = (packages: number, ...packagings: ReturnType<typeof kind>[]) =>
      declared('ens', packages, ...packagings).reconciliation.agrees
    expect(agrees(3, kind('CT', 2, null), kind('VL', null, null))).toBe(true)
    expect(agrees(5, kind('CT', 2, null), kind('NE', null, 3))).toBe(true)
    expect(agrees(4, kind('CT', 2, null), kind('VL', null, null))).toBe(false)
    expect(agrees(4, kind('CT', null, null))).toBeNull()
  })

  test('of entry has a rule of its own for its packages', () => {
    expect(declared('ens', 4, kind('CT', 2, null)).findings).toEqual([])
  })
})

describe('masters and their houses', () => {
  const house = (id: string, pieces: number, grossKg: number, values = {}) =>
    airWaybill({ level: 'house', id, masterId: '999-12345675', pieces, grossKg, ...values })
  const list = (format: CargoFormat, ...houses: ReturnType<typeof house>[]) =>
    checked({ format, consignments: [airWaybill({ consolidation: true, description: null }), ...houses] })

  test('a house list with two houses is whole', () => {
    expect(list('fhl', house('H1', 3, 40), house('H2', 1, 40)).findings).toEqual([])
    const { findings, reconciliation } = list('fhl', house('H1', 2, 40), house('H2', 1, 30))
    expect(findings).toMatchObject([
      { code: 'PIECES_MISMATCH', rule: 'R4', consignment: '999-12345675', expected: 4, actual: 3 },
      { code: 'GROSS_MISMATCH', rule: 'R4', expected: 80, actual: 70 },
    ])
    expect(reconciliation).toMatchObject({
      counts: { masters: 1, houses: 2 },
      sums: { pieces: 3, grossKg: 70 },
      agrees: false,
    })
  })

  test('with one house the rest may follow, so the check stays open', () => {
    for (const format of ['fhl', 'xfzb'] as const) {
      const { findings, reconciliation } = list(format, house('H1', 3, 40))
      expect(findings).toEqual([])
      expect(reconciliation.checks.map(({ rule, outcome }) => [rule, outcome])).toEqual([
        ['R4', 'open'],
        ['R4', 'open'],
      ])
      expect(reconciliation.agrees).toBeNull()
    }
  })

  test('houses never exceed their master', () => {
    expect(list('xfzb', house('H1', 5, 80)).findings).toMatchObject([{ code: 'PIECES_MISMATCH' }])
  })

  test('a house may end beyond its master', () => {
    const { findings } = list('xfzb', house('H1', 4, 80, { destination: 'FAO' }))
    expect(findings).toMatchObject([{ code: 'HOUSE_OUTSIDE_MASTER', severity: 'info', expected: 'LIS', actual: 'FAO' }])
    expect(list('xfzb', house('H1', 4, 80, { origin: 'LON' })).findings).toEqual([])
  })
})

describe('loads of an air waybill', () => {
  const id = '999-12345675'
  type Load = NonNullable<GivenMessage['loads']>[number]
  const flight = (loads: Partial<Load>[], header = {}) =>
    checked({
      format: 'ffm',
      header,
      consignments: [airWaybill({ parties: [] })],
      loads: loads.map((load) => ({ consignmentId: id, ...load })),
    })

  test('may be split over the equipment of the flight', () => {
    const { findings, reconciliation } = flight([
      { pieces: 4, totalPieces: 9, splitCode: 'S', equipmentId: 'AKE20417ZZ' },
      { pieces: 5, totalPieces: 9, splitCode: 'S', equipmentId: 'PMC51103ZZ' },
    ])
    expect(findings).toEqual([])
    expect(reconciliation).toMatchObject({ agrees: true, counts: { masters: 1, loads: 2 }, sums: { pieces: 9 } })
  })

  test('are a part if the shipment has more pieces', () => {
    const { findings, reconciliation } = flight([{ pieces: 4, totalPieces: 9, splitCode: 'P' }])
    expect(findings).toMatchObject([{ code: 'PART_SHIPMENT', expected: 9, actual: 4, consignment: id, rule: 'R5' }])
    expect(reconciliation.agrees).toBeNull()
  })

  test('are a part if they are marked so and no total is stated', () => {
    for (const splitCode of ['P', 'S', 'D'] as const)
      expect(flight([{ pieces: 4, splitCode }]).findings).toMatchObject([{ code: 'PART_SHIPMENT', expected: null }])
    expect(flight([{ pieces: 4, splitCode: 'T' }]).findings).toEqual([])
  })

  test('never exceed the shipment', () => {
    const { findings, reconciliation } = flight([
      { pieces: 6, totalPieces: 9 },
      { pieces: 4, totalPieces: 9 },
    ])
    expect(findings).toMatchObject([{ code: 'EXCESS_PIECES', expected: 9, actual: 10 }])
    expect(reconciliation.agrees).toBe(false)
  })

  test('are not judged while more pages follow', () => {
    const { findings } = flight([{ pieces: 4, totalPieces: 9, splitCode: 'P' }], { page: 1, continued: true })
    expect(findings).toMatchObject([{ code: 'MANIFEST_CONTINUES' }])
  })
})

describe('totals of a message', () => {
  const two = [
    bill({ id: 'B1', equipmentIds: ['CSQU3054383'] }),
    bill({ id: 'B2', pieces: 5, equipmentIds: ['CSQU3054383', 'TSTU7418520'] }),
  ]
  const equipment = ['CSQU3054383', 'CSQU3054383', 'TSTU7418520'].map((id) => ({ id }))
  const right = { consignments: 2, packages: 15, equipment: 2, grossKg: 1800 }
  const totals = (declared: GivenMessage['declared'], format: CargoFormat = 'awmds') =>
    checked({ format, declared: declared ?? {}, consignments: two, equipment })

  test('agree with the content, and equipment counts once', () => {
    const { findings, reconciliation } = totals(right)
    expect(findings).toEqual([])
    expect(reconciliation).toMatchObject({
      agrees: true,
      counts: { masters: 2, items: 2, equipment: 2 },
      sums: { pieces: 15, grossKg: 1800 },
    })
  })

  test.each([
    ['COUNT_MISMATCH', { consignments: 3 }],
    ['COUNT_MISMATCH', { items: 3 }],
    ['EQUIPMENT_COUNT_MISMATCH', { equipment: 3 }],
    ['PACKAGES_MISMATCH', { packages: 16 }],
    ['PIECES_MISMATCH', { pieces: 16 }],
    ['GROSS_MISMATCH', { grossKg: 1900 }],
  ])('%s: another total than the content', (code, declared) => {
    expect(totals(declared).findings).toMatchObject([{ code, rule: 'R6' }])
  })

  test('without figures nothing is compared', () => {
    expect(totals({}).reconciliation.checks.filter(({ rule }) => rule === 'R6')).toEqual([])
    expect(totals({ packages: 99 }, 'cuscar').findings).toEqual([])
    const { counts, sums, checks, agrees } = checked({ format: 'baplie' }).reconciliation
    expect([...Object.values(counts), ...Object.values(sums)]).toEqual([0, 0, 0, 0, 0, null, null, null])
    expect({ checks, agrees }).toEqual({ checks: [], agrees: null })
  })

  test('count bills of one level or of both', () => {
    const house = bill({ id: 'H1', level: 'house', masterId: 'B1' })
    const count = (consignments: number, grossKg: number) =>
      codesOf({ format: 'awmds', declared: { consignments, grossKg }, consignments: [...two, house] })
    expect([count(3, 2700), count(2, 1800), count(1, 900)]).toEqual([[], [], []])
    expect(count(4, 3600)).toEqual(['COUNT_MISMATCH', 'GROSS_MISMATCH'])
  })
})

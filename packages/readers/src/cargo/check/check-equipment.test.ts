import type { CargoFormat, CargoMode } from '@entente/contracts'
import { describe, expect, test } from 'vitest'
import { bill, checked, codesOf } from './checked-message.fixture.ts'

type Unit = Parameters<typeof checked>[0]['equipment']
const units = (equipment: NonNullable<Unit>, format: CargoFormat = 'cuscar', mode: CargoMode = 'sea') =>
  codesOf({ format, conveyance: { mode }, equipment })
const seals = (...ids: string[]) => ids.map((id) => ({ id, party: null }))

describe('equipment numbers', () => {
  test('a container has a right check digit', () => {
    expect(units([{ id: 'CSQU3054383' }])).toEqual([])
    expect(units([{ id: 'CSQU3054380' }])).toEqual(['CONTAINER_CHECK_DIGIT'])
    expect(units([{ id: 'BOX 1' }])).toEqual(['CONTAINER_ID_MALFORMED'])
    const { equipment } = checked({ format: 'baplie', equipment: [{ id: 'CSQU3054383' }, { id: 'BOX 1' }] })
    expect(equipment.map(({ checkDigitValid }) => checkDigitValid)).toEqual([true, false])
  })

  test('other equipment of a ship has a container number too, but a trailer has not', () => {
    expect(units([{ id: 'EQ123456', type: 'unknown' }])).toEqual(['CONTAINER_ID_MALFORMED'])
    expect(units([{ id: 'EQ123456', type: 'unknown' }], 'cuscar', 'road')).toEqual([])
    expect(units([{ id: 'AB-12-CD', type: 'trailer' }])).toEqual([])
    const { equipment } = checked({ format: 'cuscar', equipment: [{ id: 'EQ123456', type: 'unknown' }] })
    expect(equipment[0]?.checkDigitValid).toBeNull()
  })

  test('on the road a swap body may stand in place of a container', () => {
    expect(units([{ id: 'SWAP 77' }], 'ens', 'road')).toEqual([])
    expect(units([{ id: 'CSQU3054380' }], 'ens', 'road')).toEqual(['CONTAINER_CHECK_DIGIT'])
  })

  test('a unit load device has its own form', () => {
    expect(units([{ id: 'AKE20417ZZ', type: 'uld' }], 'xffm', 'air')).toEqual([])
    expect(units([{ id: 'AKE20417', type: 'uld' }], 'xffm', 'air')).toEqual(['ULD_MALFORMED'])
  })
})

describe('masses', () => {
  test('one container holds at most 30,000 kg', () => {
    expect(units([{ id: 'CSQU3054383', grossKg: 30_000 }])).toEqual([])
    expect(units([{ id: 'CSQU3054383', grossKg: 30_001 }])).toEqual(['MASS_ODD'])
    expect(units([{ id: 'CSQU3054383', vgmKg: 32_500 }])).toEqual([])
    expect(units([{ id: 'CSQU3054383', vgmKg: 36_001 }])).toEqual(['MASS_ODD'])
    expect(units([{ id: 'EQ1', type: 'trailer', grossKg: 40_000 }], 'cuscar', 'road')).toEqual([])
  })

  test('a consignment in one container is no heavier, in two it may be', () => {
    const items = [{ description: 'STEEL RODS', hs: '721420', grossKg: 40_000 }]
    const heavy = (...equipmentIds: string[]) =>
      codesOf({
        format: 'cuscar',
        consignments: [bill({ grossKg: 40_000, items, equipmentIds })],
        equipment: equipmentIds.map((id) => ({ id })),
      })
    expect(heavy('CSQU3054383')).toEqual(['MASS_ODD'])
    expect(heavy('CSQU3054383', 'TSTU7418520')).toEqual([])
  })

  test('pieces have a mass', () => {
    expect(
      codesOf({
        format: 'cuscar',
        consignments: [bill({ grossKg: 0, items: [], description: 'TILES', hsCodes: ['690721'] })],
      }),
    ).toEqual(['MASS_ODD'])
  })
})

describe('seals', () => {
  const full = { full: true } as const
  const sealed = { id: 'CSQU3054383', ...full, seals: seals('A1') }

  test('a full container needs a seal if another one has one', () => {
    const { findings } = checked({ format: 'cuscar', equipment: [{ id: 'TSTU7418520', ...full }, sealed] })
    expect(findings).toMatchObject([{ code: 'SEAL_MISSING', equipment: 'TSTU7418520', at: '/messages/0/equipment/0' }])
    expect(units([{ id: 'TSTU7418520', ...full }])).toEqual([])
    expect(units([{ id: 'TSTU7418520', full: false }, sealed])).toEqual([])
    expect(units([{ id: 'TSTU7418520' }, sealed])).toEqual([])
  })

  test('in ASYCUDA it always needs one, unless its bill states seals', () => {
    expect(units([{ id: 'TSTU7418520', ...full }], 'awmds')).toEqual(['SEAL_MISSING'])
    const consignments = [bill({ equipmentIds: ['TSTU7418520'], seals: seals('A1') })]
    expect(codesOf({ format: 'awmds', consignments, equipment: [{ id: 'TSTU7418520', ...full }] })).toEqual([])
  })

  test('NONE, N/A and zeros are no seal', () => {
    for (const id of ['NONE', 'N/A', '000000', 'no seal', '-', ''])
      expect(units([{ id: 'TSTU7418520', ...full, seals: seals(id) }], 'awmds'), id).toEqual(['SEAL_MISSING'])
  })

  test('a flat rack has no doors to seal', () => {
    expect(units([{ id: 'TSTU7418520', ...full, sizeType: '22P1' }], 'awmds')).toEqual([])
  })

  test('one seal closes one container', () => {
    const other = { id: 'TSTU7418520', ...full, seals: seals('a 1') }
    expect(units([sealed, other])).toEqual(['SEAL_REPEATED'])
    expect(units([{ ...sealed, seals: seals('A1', 'A1') }])).toEqual([])
    expect(units([sealed, { ...other, seals: [{ id: 'A1', party: 'CU' }] }])).toEqual([])
  })
})

test('a port of a container is a UN/LOCODE', () => {
  expect(units([{ id: 'CSQU3054383', portOfDischarge: 'PORTOFDISCHARGE' }], 'baplie')).toEqual(['LOCATION_MALFORMED'])
})

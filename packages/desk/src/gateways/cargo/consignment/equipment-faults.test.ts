import { expect, test } from 'vitest'
import { equipmentFaults } from './equipment-faults.ts'
import type { StatedEquipment } from './use-consignment.ts'

const stated = (given: Partial<StatedEquipment>): StatedEquipment => ({
  ...{ id: 'TSTU7418520', asSent: 'TSTU7418520', type: 'container', typeAsSent: 'CN', sizeType: null, operator: null },
  ...{ stow: null, checkDigitValid: true, full: true, grossKg: 12_000, vgmKg: null, tareKg: null, temperatureC: null },
  ...{ overHeightCm: null, seals: [{ id: 'S1', party: null }], portOfLoading: null, portOfDischarge: null },
  ...{ unNumbers: [], consignmentIds: [], messageId: 'm', format: 'cuscar', ...given },
})
const plan = (given: Partial<StatedEquipment>) => stated({ format: 'baplie', seals: [], grossKg: null, ...given })

test('statements that agree have no fault', () => {
  expect(equipmentFaults([stated({}), plan({ vgmKg: 14_300 })])).toEqual([])
  expect(equipmentFaults([])).toEqual([])
})

test('the verified mass has the container, and may differ by 5 % or 500 kg', () => {
  const faultsAt = (vgmKg: number, tareKg: number | null = null) =>
    equipmentFaults([stated({ tareKg }), plan({ vgmKg })])
  expect([11_400, 11_399].map((kg) => faultsAt(kg))).toEqual([[], ['verifiedLess']])
  expect([17_850, 17_851].map((kg) => faultsAt(kg))).toEqual([[], ['verifiedMore']])
  expect([14_910, 14_911].map((kg) => faultsAt(kg, 2200))).toEqual([[], ['verifiedMore']])
})

test('a full container needs a seal, and messages must name the same one', () => {
  expect(equipmentFaults([stated({ seals: [] })])).toEqual(['noSeal'])
  expect(equipmentFaults([stated({ seals: [], full: false })])).toEqual([])
  expect(equipmentFaults([stated({}), plan({ seals: [{ id: 'S2', party: null }] })])).toEqual(['sealsDiffer'])
  expect(equipmentFaults([stated({}), plan({})])).toEqual([])
})

test('an empty container that another message states as full is a fault, and so is a wrong check digit', () => {
  expect(equipmentFaults([stated({}), plan({ full: false })])).toEqual(['fullDiffers'])
  expect(equipmentFaults([stated({ checkDigitValid: false })])).toEqual(['checkDigit'])
})

import type { StatedEquipment } from './use-consignment.ts'

/** The fault of a container, as its own statements show. The texts are below `cargo.equipment.faults`. */
export type EquipmentFault = 'checkDigit' | 'noSeal' | 'sealsDiffer' | 'fullDiffers' | 'verifiedLess' | 'verifiedMore'

/** The verified mass may differ by 5 % or 500 kg, and it has the container, which the declared mass may leave out. */
const tolerance = (kg: number): number => Math.max(500, 0.05 * kg)
const heaviestContainer = 5000

const stated = <T>(values: readonly (T | null)[]): T[] => values.filter((value) => value !== null)

/**
 * Compares the statements of several messages about one container. Masses are in kg. A message may leave seals out, so only
 * messages with seals are compared, and a missing seal counts only for a container that is stated to be full.
 */
export function equipmentFaults(statements: readonly StatedEquipment[]): EquipmentFault[] {
  const faults: EquipmentFault[] = []
  const has = (fault: EquipmentFault, isSo: boolean): void => {
    if (isSo) faults.push(fault)
  }
  const sealed = statements.filter(({ seals }) => seals.length > 0)
  const sealsOf = ({ seals }: StatedEquipment) =>
    seals
      .map(({ id }) => id)
      .sort()
      .join()
  const fulls = new Set(stated(statements.map(({ full }) => full)))
  has(
    'checkDigit',
    statements.some(({ checkDigitValid }) => checkDigitValid === false),
  )
  has('noSeal', fulls.has(true) && sealed.length === 0 && statements.some(({ type }) => type === 'container'))
  has('sealsDiffer', new Set(sealed.map(sealsOf)).size > 1)
  has('fullDiffers', fulls.size > 1)
  const verified = Math.max(...stated(statements.map(({ vgmKg }) => vgmKg)), 0)
  const declared = Math.max(...stated(statements.map(({ grossKg }) => grossKg)), 0)
  if (verified > 0 && declared > 0) {
    const tare = Math.max(...stated(statements.map(({ tareKg }) => tareKg)), 0)
    const most = declared + (tare > 0 ? tare : heaviestContainer)
    has('verifiedLess', verified < declared - tolerance(declared))
    has('verifiedMore', verified > most + tolerance(most))
  }
  return faults
}

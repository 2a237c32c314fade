import type { CargoConsignment, CargoFormat, CargoLoad } from '@entente/contracts'
import type { FindingCode } from '../../../findings/severities.ts'
import type { Scope } from '../../model/scope.ts'
import type { ItemSums } from './item-sums.ts'
import { type Figures, massTolerance, type Tally } from './tally.ts'

/** The usual range of kg per m3 of packed goods. */
const LIGHTEST = 20
const HEAVIEST = 3_000
/** Cargo-IMP rounds volumes to 0.01 m3, so a smaller one says nothing of the density. */
const SMALLEST_VOLUME = 0.05
/** The share by which measured and stated volume may differ. */
const VOLUME_TOLERANCE = 0.2

/**
 * Compares the figures of a consignment with the sums over its items (rules R1 to R3 and R12). The rules of an entry summary
 * declaration report its packages themselves.
 */
export function checkFigures(
  consignment: CargoConsignment,
  scope: Scope<CargoConsignment>,
  format: CargoFormat,
  sums: ItemSums,
  tally: Tally,
): void {
  const { id, pieces, packages, grossKg, volumeM3 } = consignment
  const compare = (code: FindingCode, field: string, figures: Omit<Figures, 'scope'>, message: string) => {
    if (tally.compare({ ...figures, scope: id }) || (format === 'ens' && code === 'PACKAGES_MISMATCH')) return
    const { rule, expected, actual } = figures
    scope.report(code, field, { message, expected, actual, rule })
  }
  const R1 = { rule: 'R1', unit: 'pieces' } as const
  const measured = sums.dimensionPieces ?? (consignment.items.length === 0 ? consignment.dimensionPieces : null)
  if (pieces !== null && sums.pieces !== null)
    compare(
      'PIECES_MISMATCH',
      'pieces',
      { ...R1, expected: pieces, actual: sums.pieces },
      'the items have other pieces',
    )
  const counted = pieces ?? sums.pieces
  // Where the items were measured piece by piece, one difference is not reported twice.
  if (counted !== null && measured !== null && (counted === sums.pieces || measured !== sums.pieces))
    compare('PIECES_MISMATCH', 'pieces', { ...R1, expected: counted, actual: measured }, 'other pieces were measured')

  if (packages !== null && sums.packages !== null) {
    const actual = sums.outerPackages === packages ? packages : sums.packages
    const figures = { rule: 'R2', unit: 'packages', expected: packages, actual } as const
    compare('PACKAGES_MISMATCH', 'packages', figures, 'the items have other packages')
  }
  if (grossKg !== null && sums.grossKg !== null) {
    const tolerance = massTolerance(grossKg)
    const figures = { rule: 'R3', unit: 'kg', expected: grossKg, actual: sums.grossKg, tolerance } as const
    compare('GROSS_MISMATCH', 'grossKg', figures, 'the items have another gross mass')
  }
  // Dimensions of some of the pieces give no volume of all.
  const volume = counted !== null && measured === counted ? sums.dimensionVolumeM3 : null
  if (volumeM3 !== null && volume !== null && Math.max(volume, volumeM3) >= SMALLEST_VOLUME) {
    const tolerance = VOLUME_TOLERANCE * volumeM3
    const figures = { rule: 'R12', unit: 'm3', expected: volumeM3, actual: volume, tolerance } as const
    compare('VOLUME_DIFFERS', 'volumeM3', figures, 'the dimensions give another volume')
  }
}

/** Checks mass and volume of a consignment or of a load (rule R12). */
export function checkDensity(scope: Scope<CargoConsignment> | Scope<CargoLoad>): void {
  const { grossKg, volumeM3 } = scope.owner
  if (grossKg === null || grossKg === 0 || volumeM3 === null || volumeM3 < SMALLEST_VOLUME) return
  const density = Math.round(grossKg / volumeM3)
  if (density >= LIGHTEST && density <= HEAVIEST) return
  const message = `the density in kg per m3 is outside ${LIGHTEST} to ${HEAVIEST}`
  scope.report('DENSITY_ODD', 'volumeM3', { message, actual: density, rule: 'R12' })
}

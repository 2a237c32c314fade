import type { CargoConsignment, CargoFormat, CargoItem } from '@entente/contracts'
import { round3 } from '../../model/numbers.ts'

/** The sums over the items of a consignment. A figure is null if a line that counts does not state it. */
export interface ItemSums {
  pieces: number | null
  packages: number | null
  /** Nested packagings: the sum over the outermost one of each item. Equal to `packages` elsewhere. */
  outerPackages: number | null
  grossKg: number | null
  dimensionPieces: number | null
  dimensionVolumeM3: number | null
}

/** Kinds of package of goods in bulk (UN/ECE Recommendation 21). */
const bulk: ReadonlySet<string> = new Set(['VQ', 'VG', 'VL', 'VY', 'VR', 'VS', 'VO'])

/** A sum that is null as soon as one term is missing, or if there is no term. */
class Sum {
  private sum = 0
  private terms = 0
  private isMissing = false

  add(term: number | null): void {
    if (term === null) this.isMissing = true
    else this.sum += term
    this.terms += 1
  }

  get value(): number | null {
    return this.terms === 0 || this.isMissing ? null : round3(this.sum)
  }
}

/** Sums up the items of a consignment. A line that states neither mass nor pieces carries no figure and does not count. */
export function sumItems({ items }: CargoConsignment, format: CargoFormat): ItemSums {
  const pieces = new Sum()
  const packages = new Sum()
  const outerPackages = new Sum()
  const grossKg = new Sum()
  const dimensionPieces = new Sum()
  const volume = new Sum()
  for (const item of items) {
    const ofItem = packagesOf(item, format)
    const counts = item.grossKg !== null || item.pieces !== null
    if (counts || ofItem !== null) {
      packages.add(ofItem)
      outerPackages.add(format === 'cuscar' ? (item.packages ?? item.packagings[0]?.number ?? null) : ofItem)
    }
    if (!counts) continue
    pieces.add(item.pieces)
    grossKg.add(item.grossKg)
    if (item.dimensions.length === 0) dimensionPieces.add(null)
    for (const { pieces: many, lengthCm, widthCm, heightCm } of item.dimensions) {
      dimensionPieces.add(many)
      const isWhole = many !== null && lengthCm !== null && widthCm !== null && heightCm !== null
      volume.add(isWhole ? (many * lengthCm * widthCm * heightCm) / 1e6 : null)
    }
  }
  return {
    pieces: pieces.value,
    packages: packages.value,
    outerPackages: outerPackages.value,
    grossKg: grossKg.value,
    dimensionPieces: dimensionPieces.value,
    dimensionVolumeM3: volume.value,
  }
}

/**
 * Returns the packages of an item, or null if it does not state them. An entry summary declaration counts numbers and pieces
 * together, and goods in bulk as one package.
 */
function packagesOf(item: CargoItem, format: CargoFormat): number | null {
  if (format !== 'ens') {
    if (item.packages !== null || item.packagings.length === 0) return item.packages
    const numbers = item.packagings.map(({ number }) => number)
    return numbers.every((number) => number !== null) ? numbers.reduce((sum, number) => sum + number, 0) : null
  }
  if (item.packagings.length === 0) return null
  let sum = 0
  for (const { kind, number, pieces } of item.packagings) {
    if (kind !== null && bulk.has(kind)) sum += 1
    else if (number === null && pieces === null) return null
    else sum += (number ?? 0) + (pieces ?? 0)
  }
  return sum
}

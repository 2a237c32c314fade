import type { EnsDeclaration, EnsItem, EnsPackaging } from './declaration.ts'
import type { EnsRule } from './rule.ts'

/** Kinds of packages of UN/ECE Recommendation 21 that mean goods in bulk, and goods without packaging. */
const BULK = new Set(['VQ', 'VG', 'VL', 'VY', 'VR', 'VS', 'VO'])
const UNPACKED = new Set(['NE', 'NF', 'NG'])

type PackagingKind = 'bulk' | 'unpacked' | 'packed'

function kindOf({ kind }: Pick<EnsPackaging, 'kind'>): PackagingKind {
  if (kind !== null && BULK.has(kind)) return 'bulk'
  return kind !== null && UNPACKED.has(kind) ? 'unpacked' : 'packed'
}

/**
 * Counts the packages of a packaging line: its packages, its pieces, and 1 for goods in bulk (ICS rule 8117). Returns
 * NaN if a number cannot be read.
 */
export function countPackages(packaging: Pick<EnsPackaging, 'kind' | 'number' | 'pieces'>): number {
  return (packaging.number ?? 0) + (packaging.pieces ?? 0) + (kindOf(packaging) === 'bulk' ? 1 : 0)
}

/** Returns a rule that is checked for each packaging line. */
function packagingRule(
  rule: string,
  says: string,
  breaks: (packaging: EnsPackaging, ens: EnsDeclaration) => boolean,
): EnsRule {
  return {
    rule,
    code: 'ENS_RULE',
    says,
    check(ens, tell) {
      for (const item of ens.items)
        for (const packaging of item.packagings)
          if (breaks(packaging, ens)) tell({ at: packaging.at, item, actual: packaging.kind })
    },
  }
}

/** Rules about packagings: kinds, numbers, pieces and marks. */
export const PACKAGING_RULES: EnsRule[] = [
  {
    rule: '8117',
    code: 'PACKAGES_MISMATCH',
    says: 'the total number of packages is the sum of packages and pieces, and 1 for each line in bulk',
    element: 'TotNumOfPacHEA306',
    check(ens, tell) {
      const { totalPackages, items } = ens
      let sum = 0
      for (const { packagings } of items) for (const packaging of packagings) sum += countPackages(packaging)
      if (totalPackages === null || Number.isNaN(totalPackages) || Number.isNaN(sum) || totalPackages === sum) return
      tell({ at: ens.at, expected: totalPackages, actual: sum })
    },
  },
  packagingRule(
    '8149',
    'goods in bulk have neither a number of packages nor pieces',
    (line) => kindOf(line) === 'bulk' && (line.number !== null || line.pieces !== null),
  ),
  packagingRule(
    '8150',
    'unpacked goods have a number of pieces and no number of packages',
    (line) => kindOf(line) === 'unpacked' && (line.number !== null || line.pieces === null),
  ),
  packagingRule(
    '8151',
    'packed goods have a number of packages and no pieces',
    (line) => kindOf(line) === 'packed' && (line.number === null || line.pieces !== null),
  ),
  packagingRule(
    '8152',
    'packed goods have marks unless a specific circumstance is stated',
    (line, ens) => kindOf(line) === 'packed' && line.marks === null && ens.circumstance === null,
  ),
  {
    rule: '8153',
    code: 'ENS_RULE',
    says: 'a line of 0 packages shares its marks with a line that has packages',
    check(ens, tell) {
      const filled = marksOfFilledLines(ens.items)
      for (const item of ens.items) {
        for (const { number, marks, at } of item.packagings)
          if (number === 0 && (marks === null || !filled.has(marks))) tell({ at, item, actual: marks })
      }
    },
  },
]

function marksOfFilledLines(items: EnsItem[]): Set<string> {
  const filled = new Set<string>()
  for (const { packagings } of items)
    for (const { number, marks } of packagings) if (marks !== null && (number ?? 0) > 0) filled.add(marks)
  return filled
}

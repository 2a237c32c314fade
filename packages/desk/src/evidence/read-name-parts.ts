import { type HitEvidence, ticksOf } from '@entente/contracts'
import { type Alignment, align, worthMarking } from './align.ts'

/** One pair of name parts, with its weight in the evidence. */
export interface NamePart {
  a: string | null
  b: string | null
  role: string | null
  relation: string
  scheme: string | null
  frequency: number | null
  side: 'for' | 'against' | 'neither'
  ticks: 0 | 1 | 2 | 3 | 4
  /** Null if the pair is shown without marks: equal parts, and parts in two scripts. */
  alignment: Alignment | null
}

const kinds = new Set(['token', 'omission', 'contradiction', 'legal-form', 'mixed-script'])
/** Relations in which single letters matter, because one spelling is compared with another. */
const byLetters = new Set(['spelling', 'typing', 'gendered', 'damaged', 'unlike', 'joined'])

/**
 * Returns the pairs of name parts in the order of the matcher. Evidence of an older release does not state the two sides, so it gives no pairs.
 * Evidence about the order of parts is omitted.
 */
export function namePartsOf(evidence: readonly HitEvidence[]): NamePart[] {
  return evidence
    .filter(({ kind, relation, a, b }) => kinds.has(kind) && relation !== 'order' && (a !== null || b !== null))
    .map((each) => {
      const weight = each.weight ?? 0
      return {
        a: each.a,
        b: each.b,
        role: each.role,
        relation: each.relation ?? each.kind,
        scheme: each.scheme,
        frequency: each.frequency,
        side: weight > 0 ? 'for' : weight < 0 ? 'against' : 'neither',
        ticks: weight === 0 ? 0 : ticksOf(weight),
        alignment: marksOf(each),
      }
    })
}

function marksOf({ a, b, relation, scheme }: HitEvidence): Alignment | null {
  if (a === null || b === null || relation === null || scheme !== null || !byLetters.has(relation)) return null
  const aligned = align(a, b)
  return aligned.cells.some((cell) => !cell.same) && worthMarking(aligned) ? aligned : null
}

type Rarity = 'very-common' | 'common' | 'uncommon' | 'rare'
/** Returns a word for the frequency of a name: very common from one in a hundred, rare under one in 2,500. */
export function rarityOf(frequency: number): Rarity {
  if (frequency >= 0.01) return 'very-common'
  if (frequency >= 0.002) return 'common'
  return frequency >= 0.0004 ? 'uncommon' : 'rare'
}

/** Returns `330` for a name that one in about 330 people has, rounded to two digits. */
export function oneIn(frequency: number): number {
  const count = 1 / frequency
  const size = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1)
  return Math.round(count / size) * size
}

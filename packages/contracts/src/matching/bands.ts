/**
 * Bands of agreement, used by the node, printed pages and the desk. A band is the word for a strength: it says how much
 * evidence there is, not how probable a match is.
 */
export const bands = ['slight', 'partial', 'close', 'very-close'] as const
export type Band = (typeof bands)[number]

/**
 * Returns how close two pieces of content are, from 0 to 1. A share of frames or words is used unchanged. Equal values
 * give 1. The result is not a probability.
 */
export function mediaScore(near: {
  distance: number | null
  radius: number | null
  similarity: number | null
}): number {
  const { distance, radius, similarity } = near
  if (distance === null) return similarity ?? 0.5
  if (radius === null || radius === 0) return 1
  const part = distance / radius
  return part <= 0.25 ? 1 - 0.4 * part : 1.1 - 0.8 * part
}

/** The relation of one compared thing on the two sides. */
export const cellRelations = ['same', 'alike', 'differs', 'not-said'] as const
export type CellRelation = (typeof cellRelations)[number]

/**
 * One compared thing of a hit, such as the birth date, and whether the two sides agree. `how` says in which way they are
 * alike, such as `oneDay`; null if nothing is to be said. A cell never contains a value.
 */
export interface Cell {
  id: string
  relation: CellRelation
  how: string | null
}

/** The strength of a hit, as lists and pages show it. `value` is on a log scale: one more is ten times more evidence. */
export interface Strength {
  value: number
  /** Filled steps, 0 to 8. */
  filled: number
  /** Hollow steps after the filled ones: evidence against it. */
  hollow: number
  band: Band
  /** Cells that both sides state, of all cells. */
  compared: number
  of: number
}

/** The number of steps that show a strength. */
export const strengthSteps = 8
/**
 * The least strength of each band, set on the demo's traffic (decision 0049): a comparison is a hit from 2.82 on, so a
 * lower limit of partial would leave slight without cases. Set them again if the weights of the matcher change.
 */
export const bandLimits = { slight: Number.NEGATIVE_INFINITY, partial: 3.5, close: 4, 'very-close': 6 } as const
/** If only one of at least four cells could be compared, the band is at most close, however strong that one is. */
export const loneCellCap = { cells: 4, band: 'close' } as const
/** If one of these cells differs, the band is at most partial, however strong the others are. */
export const differingCellCap = { cells: ['birth-date', 'document'], band: 'partial' } as const
/** The weight of the matcher before any comparison, in nats. Two people taken at random are rarely one person. */
export const startingWeight = -6.5

/** Returns the band of a strength, before any cap. */
export const bandOfStrength = (value: number): Band =>
  bands.reduce((reached, band) => (value >= bandLimits[band] ? band : reached))

/**
 * Returns the strength of a hit from the weights of its evidence (in nats) and the relations of its cells. The weights of
 * kind `prior` do not count: they describe no comparison. It is not a probability.
 */
export function strengthOf(
  evidence: readonly { kind: string; weight: number | null }[],
  relations: readonly Pick<Cell, 'id' | 'relation'>[],
): Strength {
  let [supporting, opposing] = [0, 0]
  for (const { kind, weight } of evidence) {
    if (kind === 'prior' || weight === null) continue
    if (weight >= 0 || kind === 'cap') supporting += weight
    else opposing -= weight
  }
  return strengthFrom((supporting - opposing) / Math.LN10, opposing / Math.LN10, relations)
}

/** Returns the strength as shown, from the net strength and the evidence against it, both in powers of ten. */
function strengthFrom(value: number, opposing: number, relations: readonly Pick<Cell, 'id' | 'relation'>[]): Strength {
  const filled = Math.min(strengthSteps, Math.max(0, Math.floor(value)))
  const hollow = opposing > 0 ? Math.min(strengthSteps - filled, Math.max(1, Math.floor(opposing))) : 0
  const compared = relations.filter(({ relation }) => relation !== 'not-said').length
  const of = relations.length
  return { value, filled, hollow, band: cappedBand(bandOfStrength(value), relations, compared), compared, of }
}

function cappedBand(band: Band, relations: readonly Pick<Cell, 'id' | 'relation'>[], compared: number): Band {
  const isLone = relations.length >= loneCellCap.cells && compared <= 1
  const differs = relations.some(
    ({ id, relation }) => relation === 'differs' && differingCellCap.cells.some((cell) => cell === id),
  )
  const caps = [band, ...(isLone ? [loneCellCap.band] : []), ...(differs ? [differingCellCap.band] : [])]
  return bands[Math.min(...caps.map((each) => bands.indexOf(each)))] ?? 'slight'
}

/** Returns the strength that a threshold on the score stands for, before any cap; `sum` is the sum of weights at that score, in nats. */
export const strengthAtSum = (sum: number): number => (sum - startingWeight) / Math.LN10

interface Nearness {
  distance: number | null
  radius: number | null
  similarity: number | null
}

/**
 * Returns the strength of a match of content: equal bytes give all steps, the limit of the radius none. A match with
 * harmless content that is farther away is evidence against it, on the same scale. An equal hash is not weakened by it.
 */
export function mediaStrength(
  near: Nearness,
  relations: readonly Pick<Cell, 'id' | 'relation'>[] = [],
  harmless: Nearness | null = null,
): Strength {
  const supporting = stepsOf(near)
  const opposing = harmless === null || supporting === strengthSteps ? 0 : stepsOf(harmless)
  return strengthFrom(supporting - opposing, opposing, relations)
}

function stepsOf({ distance, radius, similarity }: Nearness): number {
  const share = distance === null ? (similarity ?? 1) : radius === null || radius === 0 ? 1 : 1 - distance / radius
  return strengthSteps * share
}

/**
 * Returns the number of marks next to an evidence sentence, from 1 to 4. It grows with the size of the weight in nats.
 */
export function ticksOf(weight: number): 1 | 2 | 3 | 4 {
  const size = Math.abs(weight)
  return size < 1 ? 1 : size < 2.5 ? 2 : size < 5 ? 3 : 4
}

/** If fewer hits were reviewed, no share is shown. */
export const fewestReviewed = 30

const wordsOf = (name: string): string[] =>
  name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .split(/[\s\p{P}]+/u)
    .filter((word) => word !== '')

/**
 * Tests whether every word of a name occurs in a longer name, in any order, ignoring case and accents. A word that occurs
 * twice must occur twice. Equal names are no part of each other. It reads at most 100 words of each name.
 */
export function isPartOfName(part: string, whole: string): boolean {
  const [few, many] = [wordsOf(part).slice(0, 100), wordsOf(whole).slice(0, 100)]
  if (few.length === 0 || few.length >= many.length) return false
  const left = [...many]
  return few.every((word) => {
    const at = left.indexOf(word)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
}

import { type Consonants, consonantsOverlap } from './consonants.ts'

const vowelDistance: Readonly<Record<string, number>> = {
  ae: 0.3,
  ai: 0.9,
  ao: 0.5,
  au: 0.7,
  ei: 0.15,
  eo: 0.6,
  eu: 0.6,
  io: 0.8,
  iu: 0.8,
  ou: 0.1,
}
function distanceOfVowels(a: string, b: string): number {
  if (a === b) return 0
  return vowelDistance[a < b ? a + b : b + a] ?? 1
}
const vowelsOf = (gap: string): string[] => [
  ...new Set(
    gap
      .replace(/y/g, 'i')
      .replace(/w/g, 'u')
      .replace(/[^aeiou]/g, ''),
  ),
]
const furthest = (from: string[], to: string[]): number => {
  let worst = 0
  for (const vowel of from) {
    let best = 1
    for (const other of to) best = Math.min(best, distanceOfVowels(vowel, other))
    worst = Math.max(worst, best)
  }
  return worst
}

// `~` is a vowel that one script writes and the other script may leave out.
function inherentGap(gap: string, other: string): number {
  const rest = gap.replaceAll('~', '')
  if (rest === '')
    return other === '' || other === 'a' ? 0 : /^[aeiou]{1,2}h?$/.test(other) ? (/i/.test(other) ? 0.4 : 0.15) : 0.5
  return Math.min(
    writtenGap(rest, other, false),
    writtenGap(`a${rest}`, other, false),
    writtenGap(`${rest}a`, other, false),
  )
}

function writtenGap(a: string, b: string, last: boolean): number {
  if (a === b) return 0
  if (a.includes('~')) return inherentGap(a, b.replaceAll('~', ''))
  if (b.includes('~')) return inherentGap(b, a)
  const left = vowelsOf(a)
  const right = vowelsOf(b)
  if (left.length === 0 && right.length === 0) return a === '' || b === '' ? 0.2 : 0
  if (left.length === 0 || right.length === 0) return last ? 0.65 : 0.45
  const near = Math.min(furthest(left, right), furthest(right, left))
  const far = Math.max(furthest(left, right), furthest(right, left))
  return near + Math.min(0.3, (far - near) * 0.5)
}

// Arabic and Hebrew write long vowels only. Each written vowel must have a similar vowel on the other side; a missing vowel means nothing.
function unwrittenGap(abjad: string, other: string, first: boolean, last: boolean): number {
  let cost = 0
  if (first) {
    const vowelFirst = abjad !== '' && abjad[0] !== 'h' && abjad[0] !== 'u' && abjad[0] !== 'i'
    if (vowelFirst && other === '') return 2
    if (abjad === '' && other !== '') return 2
    if (abjad[0] === 'h' && !other.includes('h')) cost += 0.4
    if (abjad[0] === 'u' && !/[wou]/.test(other)) return 2
    if (abjad[0] === 'i' && !/[yeij]/.test(other)) return 2
    if (vowelFirst && /^[h]/.test(other)) cost += 0.5
  }
  const body = first ? abjad.slice(1) : abjad
  for (const letter of body) {
    if (letter === 'a' && !/[aeo]/.test(other)) cost += other === '' ? 0.6 : 0.8
    else if (letter === 'u' && !/[owu]/.test(other)) cost += 0.8
    else if (letter === 'i' && !/[iye]/.test(other)) cost += last && other.includes('a') ? 0.3 : 0.8
  }
  // Both scripts write an h between two consonants.
  if (!first && !last) {
    if (other.includes('h') && !body.includes('h')) cost += 0.4
    if (body.includes('h') && !other.includes('h')) cost += 0.3
  }
  // The Latin spelling has a long vowel that the abjad does not write.
  if (body === '' && /ou|oo|aa|ee/.test(other)) cost += 0.2
  if (!first && body === '' && last && other !== '' && !/^[aeh]+$/.test(other)) cost += 0.6
  return cost
}

function firstGap(a: string, b: string): number {
  if (a === b) return 0
  if (a === '' || b === '') return a === 'h' || b === 'h' ? 0.5 : 2
  const h = (a[0] === 'h') !== (b[0] === 'h') ? 0.5 : 0
  // Ye-, Je- and E- may begin one name, and so may Yu- and Iu-. A w on one side makes a different name unless the other side begins with w, ou or u.
  const semi = (a[0] === 'w') !== (b[0] === 'w') && !/^(?:w|ou|u)/.test(a[0] === 'w' ? b : a) ? 0.8 : 0
  return h + semi + writtenGap(a, b, false)
}

// Few different gaps occur, and each pair of gaps occurs often. So the distances between the first 256 gaps are cached; others are computed anew.
const mostGaps = 256
const gapNumbers = new Map<string, number>()
/** Returns the number of a gap. Equal texts have one number. Returns -1 where all numbers are in use. */
function numberOf(gap: string): number {
  const known = gapNumbers.get(gap)
  if (known !== undefined) return known
  if (gapNumbers.size === mostGaps) return -1
  gapNumbers.set(gap, gapNumbers.size)
  return gapNumbers.size - 1
}
function numbersOf(reading: Consonants): readonly number[] {
  reading.gapNumbers ??= reading.gaps.map(numberOf)
  return reading.gapNumbers
}
/** A cache of the distances of two gaps at one kind of place. */
class GapTable {
  readonly #distance: (a: string, b: string) => number
  #known: Float64Array | null = null

  constructor(distance: (a: string, b: string) => number) {
    this.#distance = distance
  }
  /** Returns the distance of the gaps at a place. `left` and `right` are the numbers of the gaps. */
  of(left: number, right: number, a: Consonants, b: Consonants, at: number): number {
    if (left < 0 || right < 0) return this.#distance(a.gaps[at] ?? '', b.gaps[at] ?? '')
    this.#known ??= new Float64Array(mostGaps * mostGaps).fill(-1)
    const place = left * mostGaps + right
    const known = this.#known[place] ?? -1
    if (known >= 0) return known
    const found = this.#distance(a.gaps[at] ?? '', b.gaps[at] ?? '')
    this.#known[place] = found
    return found
  }
}
/** The tables by place of the gap: in a word without consonants, before the first consonant, between two consonants, after the last consonant. */
interface GapTables {
  only: GapTable
  first: GapTable
  inside: GapTable
  last: GapTable
}
const firstVoweled = new GapTable((a, b) => firstGap(a.replaceAll('~', 'a'), b.replaceAll('~', 'a')))
const voweledTables: GapTables = {
  only: firstVoweled,
  first: firstVoweled,
  inside: new GapTable((a, b) => writtenGap(a, b, false)),
  last: new GapTable((a, b) => writtenGap(a, b, true)),
}
const unwrittenTables: GapTables = {
  only: new GapTable((a, b) => unwrittenGap(a, b, true, true)),
  first: new GapTable((a, b) => unwrittenGap(a, b, true, false)),
  inside: new GapTable((a, b) => unwrittenGap(a, b, false, false)),
  last: new GapTable((a, b) => unwrittenGap(a, b, false, true)),
}

/** The largest distance of two spellings of one sound. */
const furthestApart = 1.5

/**
 * Computes the distance of two spellings by their sound: 0 is the same sound, 1 is doubtful. Returns null where the consonants cannot be the same or
 * the distance exceeds `most`. Symmetric.
 */
export function soundDistance(a: Consonants, b: Consonants, most: number = furthestApart): number | null {
  if (!consonantsOverlap(a.masks, b.masks)) return null
  const voweled = a.unvoweled === b.unvoweled
  const [left, right] = voweled || a.unvoweled ? [a, b] : [b, a]
  const ofLeft = numbersOf(left)
  const ofRight = numbersOf(right)
  const count = a.masks.length
  const { only, first, inside, last } = voweled ? voweledTables : unwrittenTables
  const limit = Math.min(most, furthestApart)
  const share = voweled && (a.loose || b.loose) ? 0.5 : 1
  let cost = (a.cost ?? 0) + (b.cost ?? 0)
  for (let at = 0; at <= count && cost <= limit; at += 1) {
    const table = at === 0 ? (count === 0 ? only : first) : at === count ? last : inside
    const distance = table.of(ofLeft[at] ?? -1, ofRight[at] ?? -1, left, right, at)
    cost += at === 0 ? distance : distance * share
  }
  return cost > limit ? null : cost
}
/** Returns the smallest distance between any reading of one word and any reading of the other; null where all exceed `most`. */
export function leastSoundDistance(
  a: readonly Consonants[],
  b: readonly Consonants[],
  most: number = furthestApart,
): number | null {
  let least: number | null = null
  for (let left = 0; left < a.length; left += 1)
    for (let right = 0; right < b.length; right += 1) {
      const one = a[left]
      const other = b[right]
      if (!one || !other) continue
      const distance = soundDistance(one, other, least ?? most)
      if (distance !== null && (least === null || distance < least)) least = distance
    }
  return least
}

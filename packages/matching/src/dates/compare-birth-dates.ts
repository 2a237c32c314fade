import type { BirthDate } from './parse-birth-date.ts'

export interface BirthDateRelation {
  relation: string
  /** In nats. */
  weight: number
  /** The dates are so far apart that equal names cannot outweigh them. */
  hard: boolean
}
/** Weights in nats, set by hand. */
export const birthDateWeights = {
  equal: 5,
  unknownDayConvention: 1.8,
  swapped: 3,
  oneDigit: 2,
  oneYearDigit: 1,
  month: 3,
  year: 2.2,
  sameYearOtherDay: -1.5,
  yearsApart: [-2, -3.5, -6],
  approximate: [1.6, 1.2, 0.6, -0.5, -4],
  inside: 1.8,
  insideLeast: 0.3,
  outsideByOne: -1,
  outside: -4,
} as const
const w = birthDateWeights
const relations = new Map<string, BirthDateRelation>()
// Millions of pairs are compared, so a relation of fixed weight is one shared object.
function relationOf(relation: string, weight: number, hard = false): BirthDateRelation {
  const known = relations.get(relation)
  if (known && known.weight === weight && known.hard === hard) return known
  const made = { relation, weight, hard }
  relations.set(relation, made)
  return made
}

/** Returns the number of years between the nearest years of two dates; 0 where their years overlap. */
const yearsBetween = (a: BirthDate, b: BirthDate): number => Math.max(0, a.from - b.to, b.from - a.to)

/** Compares two numbers of eight digits, four bits each. In the result, the lowest of the four bits of a digit is 1 where the digits differ. */
export const differingDigits = (a: number, b: number): number => {
  const bits = a ^ b
  return (bits | (bits >>> 1) | (bits >>> 2) | (bits >>> 3)) & 0x11111111
}
/** Checks whether two different dates are one typing slip apart: one digit differs, or two neighbouring digits are exchanged. */
function isTypingSlip({ digits: left }: BirthDate, { digits: right }: BirthDate): boolean {
  const places = differingDigits(left, right)
  const first = Math.clz32(places) >> 2
  const others = places & ~(0x10000000 >>> (first * 4))
  if (others === 0) return true
  const second = Math.clz32(others) >> 2
  if (second !== first + 1 || (others & (others - 1)) !== 0) return false
  const digit = (digits: number, place: number): number => (digits >>> (28 - place * 4)) & 15
  return digit(left, first) === digit(right, second) && digit(left, second) === digit(right, first)
}

function comparePair(a: BirthDate, b: BirthDate): BirthDateRelation {
  const years = yearsBetween(a, b)
  if (a.precision === 'approximate' || b.precision === 'approximate') {
    const step = years <= 2 ? years : years <= 5 ? 3 : 4
    return relationOf(
      step === 0 ? 'approximate-equal' : step < 4 ? 'approximate-near' : 'approximate-apart',
      w.approximate[step]!,
      step === 4,
    )
  }
  if (a.precision === 'interval' || b.precision === 'interval') {
    if (years > 1) return relationOf('outside-interval', w.outside, true)
    if (years === 1) return relationOf('beside-interval', w.outsideByOne)
    const width = Math.max(a.to - a.from, b.to - b.from, 1)
    return relationOf('interval', Math.max(w.insideLeast, w.inside - Math.log(width) / 2))
  }
  const exact = a.precision === 'day' && b.precision === 'day'
  if (years === 0) {
    if (exact) {
      if (a.month === b.month && a.day === b.day) {
        const convention = a.day === 1 && (a.month === 1 || a.month === 7)
        return convention ? relationOf('unknown-day-convention', w.unknownDayConvention) : relationOf('equal', w.equal)
      }
      if (a.month === b.day && a.day === b.month) return relationOf('day-month-swapped', w.swapped)
      return isTypingSlip(a, b) ? relationOf('one-digit', w.oneDigit) : relationOf('same-year', w.sameYearOtherDay)
    }
    if (a.precision === 'year' || b.precision === 'year') return relationOf('year-only', w.year)
    return a.month === b.month ? relationOf('month-only', w.month) : relationOf('same-year', w.sameYearOtherDay)
  }
  if (exact && isTypingSlip(a, b)) return relationOf('one-digit-of-year', w.oneYearDigit)
  const step = years === 1 ? 0 : years <= 3 ? 1 : 2
  return relationOf('years-apart', w.yearsApart[step]!, step === 2)
}

/**
 * Returns the relation of the two dates that agree best, without the dates; null where a side has no date. The function allocates no memory,
 * because the screener calls it for every candidate.
 */
export function relateBirthDates(a: readonly BirthDate[], b: readonly BirthDate[]): BirthDateRelation | null {
  let best: BirthDateRelation | null = null
  for (const left of a)
    for (const right of b) {
      const pair = comparePair(left, right)
      if (!best || pair.weight > best.weight) best = pair
    }
  return best
}

/**
 * Compares every date of `a` with every date of `b` and returns the pair with the highest weight (nats) and its relation; null where a side
 * has no date. The first pair wins a tie.
 */
export function compareBirthDates(
  a: readonly BirthDate[],
  b: readonly BirthDate[],
): (BirthDateRelation & { a: BirthDate; b: BirthDate }) | null {
  let best: (BirthDateRelation & { a: BirthDate; b: BirthDate }) | null = null
  for (const left of a)
    for (const right of b) {
      const pair = comparePair(left, right)
      if (!best || pair.weight > best.weight) best = { ...pair, a: left, b: right }
    }
  return best
}

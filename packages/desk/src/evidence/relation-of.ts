import type { FieldComparison } from '@entente/contracts'
import { text } from '../texts/text.ts'
import { type Alignment, align, worthMarking } from './align.ts'

/** Fields that are compared character by character, in a typeface that distinguishes I, l, 1 and O, 0. */
export const writtenFields: ReadonlySet<string> = new Set([
  'name',
  'family name',
  'given names',
  'document',
  'birth date',
  'place of birth',
])

interface RelationView {
  sign: FieldComparison['relation']
  words: string
  /** Null: shown without marks. */
  alignment: Alignment | null
}

const scripts = [
  'Latin',
  'Arabic',
  'Cyrillic',
  'Greek',
  'Hebrew',
  'Han',
  'Hangul',
  'Devanagari',
  'Hiragana',
  'Katakana',
  'Thai',
  'Armenian',
  'Georgian',
  'Bengali',
  'Ethiopic',
]
/** The script of the first letter: `other` beside those named, null where no letter is. */
const scriptOf = (text: string): string | null => {
  const letter = /\p{L}/u.exec(text)?.[0]
  if (letter === undefined) return null
  return scripts.find((script) => new RegExp(`\\p{Script=${script}}`, 'u').test(letter)) ?? 'other'
}
function inTwoScripts(a: string, b: string): boolean {
  const [first, second] = [scriptOf(a), scriptOf(b)]
  return first !== null && second !== null && first !== second
}

/** Relates two sides by a sign, words and marks. A date known in part agrees or differs; it has no differing digits. */
export function relationOf(row: FieldComparison): RelationView {
  const { field, a, b, relation } = row
  if (a === null || b === null || relation === 'not-said')
    return { sign: 'not-said', words: text('evidence.compare.notSaid'), alignment: null }
  if (relation === 'same') return { sign: 'same', words: text('evidence.compare.same'), alignment: null }
  if (field === 'birth date' && !bothWhole(a, b)) {
    return agreesInPart(a, b)
      ? { sign: 'spelling', words: text('evidence.compare.inPart'), alignment: null }
      : { sign: 'differs', words: text('evidence.compare.differsWhole'), alignment: null }
  }
  // Letters of two scripts cannot be aligned; the evidence decides whether they are one name.
  if (writtenFields.has(field) && relation === 'differs' && inTwoScripts(a, b))
    return { sign: 'not-said', words: text('evidence.compare.twoScripts'), alignment: null }
  const aligned = writtenFields.has(field) ? align(a, b) : null
  const alignment = aligned && worthMarking(aligned) ? aligned : null
  if (alignment && (field === 'document' || field === 'birth date')) {
    return {
      sign: 'differs',
      words: text('evidence.compare.differs', { places: Math.max(1, alignment.places.length), of: alignment.length }),
      alignment,
    }
  }
  return {
    sign: relation,
    words: relation === 'spelling' ? text('evidence.compare.spelling') : text('evidence.compare.differsWhole'),
    alignment,
  }
}

const whole = /^\d{4}-\d{2}-\d{2}$/

/** Whether two dates are known to the day, so that their characters can be compared. */
export const bothWhole = (a: string, b: string): boolean => whole.test(a) && whole.test(b)

/**
 * Whether two dates agree as far as both are known (EDTF subset: `1961-05`, `1961`, `1961~`, `1958/1963`). An approximate year agrees
 * with that year only.
 */
export function agreesInPart(a: string, b: string): boolean {
  const [first, last] = rangeOf(a)
  const [from, to] = rangeOf(b)
  return first <= to && from <= last
}
function rangeOf(date: string): [string, string] {
  const [from = '', to = from] = date.replace('~', '').split('/')
  return [from, `${to}~`]
}

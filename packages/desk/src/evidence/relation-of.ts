import { type FieldComparison, isPartOfName } from '@entente/contracts'
import { text } from '../texts/text.ts'
import { type Alignment, align, worthMarking } from './align.ts'

/** Fields that are compared character by character. Their typeface distinguishes I, l, 1 and O, 0. */
export const writtenFields: ReadonlySet<string> = new Set([
  'name',
  'family name',
  'given names',
  'earlier name',
  'document',
  'earlier document',
  'birth date',
  'place of birth',
])

const nameFields: ReadonlySet<string> = new Set(['name', 'family name', 'given names', 'earlier name'])

interface RelationView {
  sign: FieldComparison['relation']
  words: string
  /** Null if the values are shown without marks. */
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
/** Returns the script of the first letter: `other` for a script without a name here, null if there is no letter. */
const scriptOf = (text: string): string | null => {
  const letter = /\p{L}/u.exec(text)?.[0]
  if (letter === undefined) return null
  return scripts.find((script) => new RegExp(`\\p{Script=${script}}`, 'u').test(letter)) ?? 'other'
}
function inTwoScripts(a: string, b: string): boolean {
  const [first, second] = [scriptOf(a), scriptOf(b)]
  return first !== null && second !== null && first !== second
}

/** Returns the sign, words and marks that describe how two values relate. An incomplete date agrees or differs; it has no marked digits. */
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
  // Letters of two scripts cannot be aligned. The evidence decides whether the two names are the same.
  if (writtenFields.has(field) && relation === 'differs' && inTwoScripts(a, b))
    return { sign: 'not-said', words: text('evidence.compare.twoScripts'), alignment: null }
  if (nameFields.has(field) && (isPartOfName(a, b) || isPartOfName(b, a)))
    return { sign: 'spelling', words: text('evidence.compare.partMissing'), alignment: null }
  const aligned = writtenFields.has(field) ? align(a, b) : null
  const alignment = aligned && worthMarking(aligned) ? aligned : null
  if (alignment && (field === 'document' || field === 'earlier document' || field === 'birth date')) {
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

/** Tests whether both dates have a day, so that their characters can be compared. */
export const bothWhole = (a: string, b: string): boolean => whole.test(a) && whole.test(b)

/**
 * Tests whether two dates agree as far as both are known (EDTF subset: `1961-05`, `1961`, `1961~`, `1958/1963`). An approximate year agrees only
 * with the same year.
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

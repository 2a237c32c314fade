import type { FieldComparison } from '@entente/contracts'
import { text } from '../texts/text.ts'
import { type Alignment, align, worthMarking } from './align.ts'
import { agreesInPart, bothWhole } from './date-relation.ts'

/** Values that are compared character by character, in the face that tells I, l, 1 and O, 0 apart. */
export const writtenFields: ReadonlySet<string> = new Set([
  'name',
  'family name',
  'given names',
  'document',
  'birth date',
  'place of birth',
])

export interface RelationView {
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

/** How two sides relate, in a sign and words, and what is marked. A date known in part agrees or not; it has no differing digits. */
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
  // Letters of two scripts cannot be set beside each other; whether they are one name is said by the evidence.
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

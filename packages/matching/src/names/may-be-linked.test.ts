import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commonNames, commonOrganisationWords } from '../tables/common-names.ts'
import type { Register } from './lexicon.ts'
import { testerOf } from './may-be-linked.ts'
import { isPlain } from './plain-letters.ts'
import { relateAbbreviation, relateJoined, relateWords } from './relate-words.ts'
import { wordForm } from './word-form.ts'

const listed = [...commonNames, ...commonOrganisationWords].flatMap(([, text]) => text.trim().split(/[\s=]+/))
const further = [
  'петрова',
  'яковлев',
  'παπαδοπουλου',
  'müller',
  'sørensen',
  'wang',
  'chan',
  'lee',
  'abdulrahman',
  'iskaya',
  'iskaia',
]
const letters = 'abdefghiklmnorstuvyz'
const slip = fc.tuple(fc.nat(), fc.nat(letters.length - 1), fc.nat(7))
/** Returns a misspelling of a word. */
function misspell(word: string, [place, letter, kind]: [number, number, number]): string {
  const at = place % word.length
  const other = letters.charAt(letter)
  if (kind === 0) return word.slice(0, at) + word.slice(at + 1)
  if (kind === 1) return word.slice(0, at) + other + word.slice(at)
  if (kind === 2) return word.slice(0, at) + other + word.slice(at + 1)
  if (kind === 3) return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2)
  if (kind === 4) return `${word}${['a', 'ova', 'skaya', 'us', 'ina'][letter % 5]}`
  if (kind === 5) return word.slice(0, at) + word.charAt(at) + word.slice(at)
  if (kind === 7) return `${['al', 'el', `e${word.charAt(0)}`][letter % 3]}${word}`
  return word
}
const word = fc.constantFrom(...listed, ...further)

test('testerOf returns true for every pair of words that can be linked', () => {
  let linked = 0
  let excluded = 0
  fc.assert(
    fc.property(
      word,
      word,
      fc.array(slip, { maxLength: 3 }),
      fc.boolean(),
      fc.constantFrom<Register>('person', 'organisation'),
      (one, two, slips, own, register) => {
        const other = slips.reduce(misspell, own ? one : two)
        if (!isPlain(other)) return
        const form = wordForm(one, register)
        const possible = testerOf(form)?.(other, register) ?? true
        if (!possible) excluded += 1
        const form2 = wordForm(other, register)
        if (!(relateWords(form, form2) ?? relateJoined(form, form2) ?? relateAbbreviation(form, form2))) return
        linked += 1
        expect(possible, `${one} ${other} ${register}`).toBe(true)
      },
    ),
    { numRuns: 8000, seed: 5 },
  )
  expect(linked).toBeGreaterThan(500)
  expect(excluded).toBeGreaterThan(500)
})
test('testerOf returns null for a word whose links depend on sound', () => {
  for (const text of ['محمد', 'יוסף', '김', 'राम']) expect(testerOf(wordForm(text, 'person'))).toBe(null)
})

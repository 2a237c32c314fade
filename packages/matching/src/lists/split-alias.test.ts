import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namesInNote, splitAlias } from './split-alias.ts'

test.each([
  ['Tebo Vardak; Anwar Vardak', ['Tebo Vardak', 'Anwar Vardak']],
  ['Tebo Vardak (تبو ورداك)', ['Tebo Vardak', 'تبو ورداك']],
  ['تبو ورداك (Tebo Vardak; Tebbo Wardak)', ['تبو ورداك', 'Tebo Vardak', 'Tebbo Wardak']],
  ['Tebo (original script: Тебо Вардак)', ['Tebo', 'Тебо Вардак']],
  ['Tebo Vardak (تبو ورداك ),', ['Tebo Vardak', 'تبو ورداك']],
  ['Tebo Vardak تبو ورداك', ['Tebo Vardak', 'تبو ورداك']],
  [
    'Vardak Lines (VL) (خطوط ورداك (original script); Vardaq Lines; Wardak Lines)',
    ['Vardak Lines (VL)', 'خطوط ورداك', 'Vardaq Lines', 'Wardak Lines'],
  ],
  ['خطوط ورداك (Vardak Lines - sub-unit name)', ['خطوط ورداك', 'Vardak Lines']],
  ['Tebo Vardak (combat name)', ['Tebo Vardak (combat name)']],
  ['Tebo (the Ferryman', ['Tebo (the Ferryman']],
  ['Tebo) Vardak', ['Tebo) Vardak']],
  [' ; ', []],
])('the names in %j', (alias, names) => {
  expect(splitAlias(alias)).toEqual(names)
})
test.each([
  ['In Arabic: تبو ورداك', ['تبو ورداك']],
  ['Previously listed as, in Arabic: تبو ورداك.', ['تبو ورداك']],
  ['in Arabic script: خطوط ورداك', ['خطوط ورداك']],
  ['original script: Тебо Вардак', ['Тебо Вардак']],
  ['born in 1971 (Tebo Vardak; Dr. Tebbo al-Wardak)', ['Tebo Vardak', 'Dr. Tebbo al-Wardak']],
  ['Passport number: B0515260; DOB: 1948', []],
  ['previously listed as', []],
])('the names that the note %j adds to an alias in Latin letters', (note, names) => {
  expect(namesInNote(note, 'Tebo')).toEqual(names)
})
test('a note with spellings adds names only if the alias is in another script', () => {
  const note = 'Tebo Vardak; Tebbo al-Wardak'
  expect(namesInNote(note, 'تبو')).toEqual(['Tebo Vardak', 'Tebbo al-Wardak'])
  expect(namesInNote(note, 'Tebo')).toEqual([])
})
test('splitting an alias loses no letter, however its brackets are placed', () => {
  const unit = fc.constantFrom('A', 'b', 'ت', ' ', '(', ')', ';')
  const letters = (text: string): string => [...text.replace(/[^Abت]/g, '')].sort().join('')
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 20 }), (alias) => {
      expect(letters(splitAlias(alias).join(''))).toBe(letters(alias))
    }),
    { seed: 8, numRuns: 500 },
  )
})

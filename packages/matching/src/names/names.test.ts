import { expect, test } from 'vitest'
import { soundDistance } from './compare-sound.ts'
import { readConsonants } from './consonants.ts'
import { editDistance } from './edit-distance.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { cleanName, normaliseName } from './normalise-name.ts'
import { readName } from './read-name.ts'
import { relateWords } from './relate-words.ts'
import { koreanKey, readHangul } from './scripts/read-hangul.ts'
import { foldLookalikes, scriptOf } from './scripts/script.ts'
import { splitNames } from './split-names.ts'
import { wordForm } from './word-form.ts'

const relation = (a: string, b: string): string | null =>
  relateWords(wordForm(a, 'person'), wordForm(b, 'person'))?.relation ?? null
const roles = (text: string): (string | null)[] => readName(text, 'person').words.map((word) => word.role)
const kept = (text: string): string[] => readName(text, 'person').words.map((word) => word.raw)

test('cleanName converts compatibility forms and digits and removes invisible characters', () => {
  expect(cleanName('  Ｍａｒｔａ\u200b  Brze\u00adzowska ')).toBe('Marta Brzezowska')
  expect(cleanName('محمـــد')).toBe('محمد')
  expect(cleanName('٢٠١١ ۲۰۱۱')).toBe('2011 2011')
})
test('splitNames finds several names in one field and removes notes', () => {
  expect(splitNames('Tebbo Vardak; Anwar Vardak')).toEqual(['Tebbo Vardak', 'Anwar Vardak'])
  expect(splitNames('a) Tebbo Vardak b) Anwar Vardak')).toEqual(['Tebbo Vardak', 'Anwar Vardak'])
  expect(splitNames('Tebbo Vardak (birth name)')).toEqual(['Tebbo Vardak'])
  expect(splitNames('Tebbo Vardak (حمدان ورداك)')).toEqual(['Tebbo Vardak', 'حمدان ورداك'])
  expect(splitNames('Tebbo Vardak previously listed as Anwar')).toEqual(['Tebbo Vardak'])
  expect(splitNames('Tebbo Vardak Front (TVF)')).toEqual(['Tebbo Vardak Front', 'TVF'])
})
test('honorifics and words for "unknown" are not part of a name', () => {
  expect(kept('Sheikh Dr. Tebbo Vardak')).toEqual(['Tebbo', 'Vardak'])
  expect(kept('FNU Vardak')).toEqual(['Vardak'])
})
test('commas, chevrons, capitals and words such as `bin` determine the roles of words', () => {
  expect(roles('VARDAK, Tebbo')).toEqual(['family', 'given'])
  expect(roles('VARDAK<<TEBBO<ANWAR')).toEqual(['family', 'given', 'given'])
  expect(roles('Hanako YAMADA')).toEqual([null, 'family'])
  expect(roles('Olga Stepanovna Reznik')).toEqual([null, 'patronymic', null])
  expect(roles('Tebbo bin Anwar Vardak')).toEqual([null, 'particle', 'patronymic', null])
  expect(roles('TEBBO VARDAK')).toEqual([null, null])
  expect(roles('Jan van der Meulen')).toEqual([null, 'particle', 'particle', null])
})
test('a short syllable of an East Asian name is not a particle', () => {
  expect(roles('Kim Dok Un')).toEqual([null, null, null])
})
test('most letters determine the script of a word; its look-alike letters are converted to it', () => {
  expect(scriptOf('Pеtrov')).toEqual({ script: 'Latin', mixed: true })
  expect(foldLookalikes('pеtrov', 'Latin')).toBe('petrov')
  expect(scriptOf('Петров')).toEqual({ script: 'Cyrillic', mixed: false })
})

test.each([
  ['Yusuf', 'YUSUF', 'equal'],
  ['Yusuf', 'Youssef', 'spelling'],
  ['Mouawad', 'Muawad', 'spelling'],
  ['Tarhunski', 'Tarhunksi', 'typing'],
  ['يوسف', 'Yusuf', 'skeleton'],
  ['عبدالرحمن', 'Abderrahmane', 'skeleton'],
  ['Резник', 'Reznik', 'reading'],
  ['Tkachova', 'Tkachov', 'gendered'],
  ['Bill', 'William', 'nickname'],
  ['M', 'Marta', 'initial'],
  ['Brze?owska', 'Brzezowska', 'damaged'],
  ['Hassan', 'Hussein', null],
  ['Walid', 'Khalid', null],
  ['Misha', 'Maksim', null],
  ['Lu', 'Ly', null],
  ['Moradi', 'Murad', null],
  ['Kwang', 'Chang', null],
  ['2011', '2012', null],
])('%s and %s: %s', (a, b, expected) => {
  expect(relation(a, b)).toBe(expected)
  expect(relation(b, a)).toBe(expected)
})
test('different long vowels separate two words with equal consonants', () => {
  const sound = (a: string, b: string): number | null => {
    const [left] = readConsonants(a, scriptOf(a).script, [a])
    const [right] = readConsonants(b, scriptOf(b).script, [b])
    return left && right ? soundDistance(left, right) : null
  }
  expect(sound('حميد', 'hamid')).toBeLessThan(0.3)
  expect(sound('حامد', 'humud') ?? 9).toBeGreaterThan(0.7)
  expect(sound('karim', 'salim')).toBeNull()
})
test('Hangul is romanised by syllable; the usual romanisations of a word share one key', () => {
  expect(readHangul('강덕수')).toBe('gangdeoksu')
  expect(new Set(['yong', 'young', 'yeong'].map(koreanKey)).size).toBe(1)
  expect(new Set(['kim', 'gim'].map(koreanKey)).size).toBe(1)
  expect(koreanKey('chol')).not.toBe(koreanKey('myong'))
})
test('editDistance counts insertion, deletion, replacement and exchange, up to the limit', () => {
  expect(editDistance('brzezowska', 'brzezwoska', 2)).toBe(1)
  expect(editDistance('tebbo', 'tebo', 2)).toBe(1)
  expect(editDistance('tebbo', 'vardak', 2)).toBe(3)
  expect(editDistance('', 'ab', 2)).toBe(2)
})
// The values of Winkler 1990 for these pairs, as usually quoted.
test('Jaro-Winkler gives the published values', () => {
  expect(jaroWinkler('martha', 'marhta')).toBeCloseTo(0.961, 3)
  expect(jaroWinkler('dwayne', 'duane')).toBeCloseTo(0.84, 3)
  expect(jaroWinkler('dixon', 'dicksonx')).toBeCloseTo(0.813, 3)
})
test('a normalised name has its words in Latin letters, in order, without marks', () => {
  expect(normaliseName('Dr. Márta  BRZEZÓWSKA-Tebbo')).toBe('marta brzezowska tebbo')
  expect(normaliseName('Ольга Резник')).toBe('olga reznik')
  expect(normaliseName('Dr.')).toBe('')
})

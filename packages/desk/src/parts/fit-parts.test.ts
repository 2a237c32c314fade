import { expect, test } from 'vitest'
import { foldText, rankOf, stretchesOf, typedWords } from './fit-parts.ts'

const rank = (typed: string, ...texts: string[]) => rankOf(typedWords(typed), texts.map(foldText))
const marked = (typed: string, text: string): string =>
  stretchesOf(typedWords(typed), text)
    .toReversed()
    .reduce((shown, { from, to }) => `${shown.slice(0, from)}[${shown.slice(from, to)}]${shown.slice(to)}`, text)

test.each([
  ['benh', 'BENHAMDAN, Youssef Amine', '[BENH]AMDAN, Youssef Amine'],
  ['hamd', 'BENHAMDAN', 'BEN[HAMD]AN'],
  ['yous benh', 'BENHAMDAN, Youssef', '[BENH]AMDAN, [Yous]sef'],
  ['am', 'BENHAMDAN, Youssef Amine', 'BENHAMDAN, Youssef [Am]ine'],
  ['حمد', 'بن حمدان يوسف', 'بن [حمد]ان يوسف'],
  ['احمد', 'أحمد', '[أحمد]'],
  ['нава', 'НАВАЛЬСКИЙ', '[НАВА]ЛЬСКИЙ'],
  ['μπεν', 'Μπενχάρης', '[Μπεν]χάρης'],
  ['χαρησ', 'Μπενχάρης', 'Μπεν[χάρης]'],
  ['本翰', '陈本翰', '陈[本翰]'],
  ['יעקב', 'יעקב אזולאייב', '[יעקב] אזולאייב'],
])('the letters of %s are marked in %s', (typed, text, shown) => {
  expect(marked(typed, text)).toBe(shown)
})

test('accents, case, hyphens and apostrophes do not matter, and belong to the mark', () => {
  expect(marked('muller', 'Müller')).toBe('[Müller]')
  expect(marked('mull', 'Mu\u0308ller')).toBe('[Mu\u0308ll]er')
  expect(marked('obri', "O'Brien")).toBe("[O'Bri]en")
  expect(marked('o’bri', 'OBRIEN')).toBe('[OBRI]EN')
  expect(marked('elhaddad', 'El-Haddad')).toBe('[El-Haddad]')
  expect(marked('strasse', 'Straße')).toBe('[Straße]')
})

test('spaces in numbers do not matter, spaces between words do', () => {
  expect(marked('7n482', '7N 482 TUN→OSL')).toBe('[7N 482] TUN→OSL')
  expect(marked('c4812', 'C-4812')).toBe('[C-4812]')
  expect(marked('4812', 'C-4812')).toBe('C-[4812]')
  expect(rank('danyou', 'BENHAMDAN, Youssef')).toBe(null)
})

test('every word must fit, each in any of the texts', () => {
  expect(rank('benh 482', 'BENHAMDAN', '7N 482')).toBe(0)
  expect(rank('benh 483', 'BENHAMDAN', '7N 482')).toBe(null)
})

test('a word that fits inside of a word comes after one that fits at its beginning', () => {
  expect(rank('ben', 'Benhur')).toBe(0)
  expect(rank('ben', 'Al Benhash')).toBe(0)
  expect(rank('ben', 'Abenhauer')).toBe(1)
})

test('a typed text without a letter or digit has no words', () => {
  expect(typedWords(' - , ')).toEqual([])
})

import type { Entry, Identity, Verdict } from '@entente/contracts'
import { expect, test } from 'vitest'
import { compare } from './score/compare.ts'

// The table has numbered examples of frequent errors of name matching, with invented names. Further tests for some of them follow the table.
type Side = string | Partial<Identity> | Partial<Entry>
const side = (value: Side): Identity => (typeof value === 'string' ? { names: [value] } : value) as Identity
const rows: [row: number, rule: string, a: Side, b: Side, verdict: Verdict, kind?: Identity['kind']][] = [
  [1, 'one shared common word is not a match', 'Mohamed Karim Tellawi', 'Mohamed Nabil Tarhuni', 'none'],
  [2, 'a missing patronymic is not a contradiction', 'Olga Reznik', 'Olga Stepanovna Reznik', 'match'],
  [2, 'another patronymic is a contradiction', 'Olga Petrovna Reznik', 'Olga Stepanovna Reznik', 'none'],
  [3, 'brothers are two people', 'Walid Harun Zubeidi', 'Khalid Harun Zubeidi', 'none'],
  [4, 'an honorific is not a name', 'Sheikh Idris', 'Sheikh Nuhu', 'none'],
  [5, 'one letter of a short word is another name', 'Ly Wan', 'Lu Wan', 'none'],
  [7, 'a Han name may put the given name first', '大伟 孙', 'Sun Dawei', 'match'],
  [8, 'particles may be joined to the name', 'Delacourt-Vega', 'de la Court Vega', 'match'],
  [
    9,
    'a truncated weak alias is not a match',
    'Abu Fulan Ahmad Saqr',
    { id: 'e', names: [{ name: 'Abu Fulan', quality: 'low' }] },
    'none',
  ],
  [10, 'numbers of companies must agree', 'Harbour Notes 2011-1 Ltd', 'Harbour Notes 2011-2 Ltd', 'none', 'org'],
  [11, 'a legal form alone is not a match', 'Quill Corp', 'Zenda Corp', 'none', 'org'],
  [
    13,
    'a listed family name does not match everybody of that name',
    { names: ['Lars Nielsen Qadri'], birthDates: ['1999-02-11'] },
    { names: ['Qadri'], birthDates: ['1951'] },
    'none',
  ],
  [
    14,
    'an exact homonym born twenty years apart is another person',
    { names: ['Emil Varga Toldi'], birthDates: ['1990-04-03'], nationalities: ['HUN'], gender: 'male' },
    { names: ['Emil Varga Toldi'], birthDates: ['1970-02-11'], nationalities: ['Hungary'], gender: 'male' },
    'none',
  ],
  [
    15,
    'a document number of another state is not enough',
    { names: ['Emil Varga'], documents: [{ number: 'A1234567', country: 'FRA' }] },
    { names: ['Jonas Petri'], documents: [{ number: 'A1234567', country: 'DEU' }] },
    'none',
  ],
  [17, 'an initial matches where the family name is rare', 'M. Brzezowska', 'Marta Brzezowska', 'match'],
  [18, 'letters of two alphabets do not hide a name', 'Ivan Pеtrov', 'Ivan Petrov', 'match'],
  [21, 'Turkish i without its dot is an i', 'IRMAK YILDIZ', 'Irmak Yıldız', 'match'],
  [22, 'a name after a city may be left out', 'Sabir Nadhim al-Basri', 'Sabir Nadhim', 'match'],
]
test.each(rows)('example %i of a frequent error: %s', (_row, _rule, a, b, verdict, kind = 'person') => {
  expect(compare({ kind, ...side(a) }, { kind, ...side(b) }).verdict).toBe(verdict)
})

test('the evidence names the patronymic that differs', () => {
  const { evidence } = compare(side('Olga Petrovna Reznik'), side('Olga Stepanovna Reznik'))
  expect(evidence.find((item) => item.kind === 'contradiction')).toMatchObject({
    a: 'Petrovna',
    b: 'Stepanovna',
    role: 'patronymic',
    text: 'The father\'s name differs: "Petrovna" and "Stepanovna".',
  })
})
test('a birth date on 1 January counts as its year only', () => {
  const one = { names: ['Anwar Selim Tebbo'], birthDates: ['1970-01-01'] }
  const date = compare(one, { ...one, names: ['Anwar Selim Tebbu'] }).evidence.find(
    (item) => item.kind === 'birth-date',
  )
  expect(date).toMatchObject({ relation: 'unknown-day-convention', weight: 1.8 })
})
test('an initial and a common family name are not enough for a match', () => {
  expect(compare(side('M. Ali'), side('Mustafa Ali')).verdict).not.toBe('match')
})
test('the evidence states that a word mixes alphabets', () => {
  const { evidence } = compare(side('Ivan Pеtrov'), side('Ivan Petrov'))
  expect(evidence.find((item) => item.kind === 'mixed-script')).toMatchObject({ a: 'Pеtrov', weight: 0 })
})
test('a word of one name matches at most one word of the other name', () => {
  const { evidence } = compare(side('Ali Ali Hasan'), side('Ali Hasan'))
  expect(evidence.filter((item) => item.kind === 'token')).toHaveLength(2)
  expect(evidence.filter((item) => item.kind === 'omission')).toMatchObject([{ a: 'Ali', b: null }])
})

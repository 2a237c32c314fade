import type { Verdict } from '@entente/contracts'
import { expect, test } from 'vitest'
import { compare } from './score/compare.ts'

const org = (a: string, b: string) => compare({ kind: 'org', names: [a] }, { kind: 'org', names: [b] })

const rows: [rule: string, a: string, b: string, verdict: Verdict][] = [
  ['a written-out legal form equals its short form', 'Vardak Aktiengesellschaft', 'Vardak AG', 'match'],
  ['a long legal form may be misspelled', 'Vardak Aktiengeselschaft', 'Vardak AG', 'match'],
  ['a legal form may come first', 'ООО Брусника', 'Брусника', 'match'],
  ['a legal form in words may come first', 'Societatea cu Răspundere Limitată Brusnika', 'SRL Brusnika', 'match'],
  ['a legal form may be joined to the end of the name', 'VardakAG', 'Vardak AG', 'match'],
  ['a legal form may be joined to the start of the name', 'JSCBRUSNIKA', 'JSC Brusnika', 'match'],
  ['a possessive equals the word', "Toldi Quarry's Ltd", 'Toldi Quarry Ltd', 'match'],
  ['numbers in words equal numbers in digits', 'Tebbo Brigade Thirty-One', 'Tebbo Brigade 31', 'match'],
  ['different numbers contradict', 'Tebbo Brigade Thirty-One', 'Tebbo Brigade 32', 'none'],
  ['a number on one side only', 'Brezova Offshore Fund', 'Brezova Offshore Fund II', 'weak'],
  ['a single Roman numeral after the name', 'Brezova Offshore Fund', 'Brezova Offshore Fund I', 'weak'],
  ['a branch is not its parent company', 'Banco Brezova SA', 'Banco Brezova Chile SA', 'weak'],
  ['two branches differ', 'Banco Brezova Mexico SA', 'Banco Brezova Chile SA', 'none'],
  ['two spellings of a country are equal', 'Banco Brezova México', 'Banco Brezova Mexico', 'match'],
  ['a country in brackets is a note', 'Toldi Bank (Switzerland) AG', 'Toldi Bank AG', 'match'],
  [
    'two countries in brackets are two branches',
    'Al-Qarmuti Foundation (Kenya)',
    'Al-Qarmuti Foundation (Chad)',
    'none',
  ],
  ['an abbreviation of four letters', 'LTKW', 'Liberation Tigers of Kestrel Wood', 'match'],
  ['an abbreviation of three letters is weak evidence', 'TKW', 'Tigers of Kestrel Wood', 'weak'],
  ['another abbreviation', 'LTKV', 'Liberation Tigers of Kestrel Wood', 'none'],
  ['British and American spelling', 'Kestrel Defence Labour Institute', 'Kestrel Defense Labor Institute', 'match'],
  ['another word of the same trade', 'Kestrel Oil Company', 'Kestrel Gas Company', 'none'],
]
test.each(rows)('%s: comparing %s with %s gives %s', (_rule, a, b, verdict) => {
  expect([org(a, b).verdict, org(b, a).verdict]).toEqual([verdict, verdict])
})

test('the evidence names the two different countries', () => {
  const { evidence } = org('Banco Brezova Mexico', 'Banco Brezova Chile')
  expect(evidence.find((item) => item.kind === 'contradiction')).toMatchObject({
    a: 'Mexico',
    b: 'Chile',
    role: 'place',
    text: 'The countries differ: "Mexico" and "Chile".',
  })
})

const person = (a: string, b: string) => compare({ names: [a] }, { names: [b] }).verdict
test.each([
  [
    'in a chain of names a further name in front names a child',
    'Rana Selim Harun al-Basri',
    'Selim Harun al-Basri',
    'weak',
  ],
  ['a further name inside the chain is an omission', 'Selim Harun Nadhim al-Basri', 'Selim Harun al-Basri', 'match'],
  ['outside a chain a further first name is an omission', 'Hans Emil Varga Toldi', 'Emil Varga Toldi', 'match'],
  ['a slip in Abdul', 'Badul Qadir Brezova', 'Abdul Qadir Brezova', 'match'],
  [
    'two names with Abdul differ by the second part',
    'Abdul Ghafar Qarmuti Abdul Hamid',
    'Abdul Ghafar Qarmuti Abdul Ghani',
    'weak',
  ],
  ['a father with a name with Abdul', 'Hamadi ben Ahmed ben Ali Toldi', 'Hamadi ben Abdul Aziz ben Ali Toldi', 'none'],
  ['a doubled letter', 'Ssun Mun Brezova', 'Sun Mun Brezova', 'match'],
  ['the ending of Baltic names', 'Emilis Vargasas Brezovinas', 'Emilis Vargasas Brezovin', 'match'],
  ['a family name’s female ending', 'Anna Petrova', 'Anna Petrov', 'match'],
  ['a Czech family name’s female ending', 'Jana Brezkova', 'Jana Brezk', 'match'],
  ['a Greek family name’s female ending', 'Eleni Papadomanou', 'Eleni Papadomanos', 'match'],
  ['a given name and its female form are two people', 'Martin Brezowski', 'Martina Brezowska', 'none'],
  ['Ben before a family name is a given name', 'Ben Brezowska', 'Benjamin Brezowska', 'match'],
] as const)('%s: %s / %s', (_rule, a, b, verdict) => {
  expect([person(a, b), person(b, a)]).toEqual([verdict, verdict])
})

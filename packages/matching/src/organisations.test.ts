import type { Verdict } from '@entente/contracts'
import { expect, test } from 'vitest'
import { compare } from './score/compare.ts'

const org = (a: string, b: string) => compare({ kind: 'org', names: [a] }, { kind: 'org', names: [b] })

const rows: [rule: string, a: string, b: string, verdict: Verdict][] = [
  ['a legal form written out is the short one', 'Vardak Aktiengesellschaft', 'Vardak AG', 'match'],
  ['a long legal form may be misspelled', 'Vardak Aktiengeselschaft', 'Vardak AG', 'match'],
  ['a legal form may stand in front', 'ООО Брусника', 'Брусника', 'match'],
  ['a legal form in words may stand in front', 'Societatea cu Răspundere Limitată Brusnika', 'SRL Brusnika', 'match'],
  ['a legal form may be written onto the name', 'VardakAG', 'Vardak AG', 'match'],
  ['a legal form written onto the front', 'JSCBRUSNIKA', 'JSC Brusnika', 'match'],
  ['a possessive is the word', "Toldi Quarry's Ltd", 'Toldi Quarry Ltd', 'match'],
  ['numbers in words and in figures', 'Tebbo Brigade Thirty-One', 'Tebbo Brigade 31', 'match'],
  ['numbers that differ', 'Tebbo Brigade Thirty-One', 'Tebbo Brigade 32', 'none'],
  ['a number that only one has', 'Brezova Offshore Fund', 'Brezova Offshore Fund II', 'weak'],
  ['a single roman figure behind the name', 'Brezova Offshore Fund', 'Brezova Offshore Fund I', 'weak'],
  ['a branch is not its mother', 'Banco Brezova SA', 'Banco Brezova Chile SA', 'weak'],
  ['two branches are two', 'Banco Brezova Mexico SA', 'Banco Brezova Chile SA', 'none'],
  ['a country in two spellings is one', 'Banco Brezova México', 'Banco Brezova Mexico', 'match'],
  ['a country in brackets is a note', 'Toldi Bank (Switzerland) AG', 'Toldi Bank AG', 'match'],
  [
    'two countries in brackets are two branches',
    'Al-Qarmuti Foundation (Kenya)',
    'Al-Qarmuti Foundation (Chad)',
    'none',
  ],
  ['a short form of four letters', 'LTKW', 'Liberation Tigers of Kestrel Wood', 'match'],
  ['a short form of three letters is many others', 'TKW', 'Tigers of Kestrel Wood', 'weak'],
  ['another short form', 'LTKV', 'Liberation Tigers of Kestrel Wood', 'none'],
  ['British and American spelling', 'Kestrel Defence Labour Institute', 'Kestrel Defense Labor Institute', 'match'],
  ['another word of the same trade', 'Kestrel Oil Company', 'Kestrel Gas Company', 'none'],
]
test.each(rows)('%s: %s / %s', (_rule, a, b, verdict) => {
  expect([org(a, b).verdict, org(b, a).verdict]).toEqual([verdict, verdict])
})

test('the evidence says that the countries differ, and which', () => {
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
    'in a chain of names a name more in front is the child’s',
    'Rana Selim Harun al-Basri',
    'Selim Harun al-Basri',
    'weak',
  ],
  ['a name more inside the chain is an omission', 'Selim Harun Nadhim al-Basri', 'Selim Harun al-Basri', 'match'],
  ['elsewhere a first name more is an omission', 'Hans Emil Varga Toldi', 'Emil Varga Toldi', 'match'],
  ['a slip in Abdul', 'Badul Qadir Brezova', 'Abdul Qadir Brezova', 'match'],
  [
    'two servants of God are told apart by what they serve',
    'Abdul Ghafar Qarmuti Abdul Hamid',
    'Abdul Ghafar Qarmuti Abdul Ghani',
    'weak',
  ],
  ['a servant of God as father', 'Hamadi ben Ahmed ben Ali Toldi', 'Hamadi ben Abdul Aziz ben Ali Toldi', 'none'],
  ['a letter written twice', 'Ssun Mun Brezova', 'Sun Mun Brezova', 'match'],
  ['the ending of Baltic names', 'Emilis Vargasas Brezovinas', 'Emilis Vargasas Brezovin', 'match'],
  ['a family name’s female ending', 'Anna Petrova', 'Anna Petrov', 'match'],
  ['a Czech family name’s female ending', 'Jana Brezkova', 'Jana Brezk', 'match'],
  ['a Greek family name’s female ending', 'Eleni Papadomanou', 'Eleni Papadomanos', 'match'],
  ['a given name and its female form are two people', 'Martin Brezowski', 'Martina Brezowska', 'none'],
  ['Ben in front of a family name is a given name', 'Ben Brezowska', 'Benjamin Brezowska', 'match'],
] as const)('%s: %s / %s', (_rule, a, b, verdict) => {
  expect([person(a, b), person(b, a)]).toEqual([verdict, verdict])
})

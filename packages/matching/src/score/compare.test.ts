import type { Identity } from '@entente/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare } from './compare.ts'

const person = (...names: string[]): Identity => ({ names })
const verdict = (a: string, b: string): string => compare(person(a), person(b)).verdict

const words = [
  'Yusuf',
  'Youssef',
  'Hamdan',
  'Qarmouti',
  'al-Qarmuti',
  'Olga',
  'Ольга',
  'Stepanovna',
  'Reznik',
  'Резник',
  'Abdul',
  'Rahman',
  'van',
  'der',
  'Meulenaar',
  'M.',
  '孙',
  'Dawei',
  'حمدان',
  'يوسف',
  'Kim',
  '김',
  'Chol',
  "O'Hara",
  'Jr',
]
const name = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(' '))
const date = fc
  .constantFrom('1981-05-17', '1981-17-05', '1981-05', '1981', '1980~', '1975/1983', '1990-01-01', '1981-07-15')
  .filter((text) => text !== '1981-17-05')
const identity: fc.Arbitrary<Identity> = fc.record({
  names: fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => [...names, 'Qarmouti Reznik']),
  birthDates: fc.array(date, { maxLength: 2 }),
  nationalities: fc.array(fc.constantFrom('FRA', 'Türkiye', 'Atlantis', 'SUN', 'na'), { maxLength: 2 }),
  gender: fc.constantFrom('male' as const, 'female' as const, null),
  documents: fc.array(fc.record({ number: fc.constantFrom('AB1234567', 'AB1234568', 'A81234567', 'x') }), {
    maxLength: 2,
  }),
})

test('the weights of the evidence add up to the log-odds, which determine the score', () => {
  fc.assert(
    fc.property(identity, identity, (a, b) => {
      const result = compare(a, b)
      const sum = result.evidence.reduce((total, item) => total + item.weight, 0)
      expect(Math.abs(sum - result.logOdds)).toBeLessThan(1e-6)
      expect(result.score).toBeCloseTo(1 / (1 + Math.exp(-result.logOdds)), 5)
      expect(result.verdict === 'match').toBe(result.score >= 0.5)
      for (const item of result.evidence) expect(item.text).toMatch(/^["A-Z].*\.$/u)
    }),
    { numRuns: 300, seed: 7 },
  )
})
test('exchanging the sides does not change the log-odds', () => {
  fc.assert(
    fc.property(name, name, (a, b) => {
      const one = { names: [a, 'Qarmouti Reznik'] }
      const two = { names: [`${b} Tebbo`] }
      expect(compare(one, two).logOdds).toBeCloseTo(compare(two, one).logOdds, 9)
    }),
    { numRuns: 300, seed: 11 },
  )
})
test('the same input gives the same result, byte for byte', () => {
  const a = { names: ['Youssef Hamdan QARMOUTI'], birthDates: ['1981-05-17'], nationalities: ['Maroc'] }
  const b = { id: 'e1', names: ['يوسف حمدان القرموطي'], birthDates: ['1981~'], nationalities: ['MAR'] }
  expect(JSON.stringify(compare(a, b))).toBe(JSON.stringify(compare(structuredClone(a), structuredClone(b))))
})

test.each([
  ['word order', 'Hamdan Qarmouti Yusuf', 'Yusuf Hamdan Qarmouti'],
  ['slash and case', 'QARMOUTI/YUSUF HAMDAN', 'Yusuf Hamdan Qarmouti'],
  ['machine-readable form', 'QARMOUTI<<YUSUF<HAMDAN', 'Yusuf Hamdan Qarmouti'],
  ['spelling of one sound', 'Youssef Hamdane Qarmuti', 'Yusuf Hamdan Qarmouti'],
  ['Arabic script', 'يوسف حمدان القرموطي', 'Yusuf Hamdan al-Qarmuti'],
  ['Hebrew script', 'שלמה בן-דרור', 'Shlomo Ben-Dror'],
  ['Cyrillic script', 'Володимир Гнатюк', 'Volodymyr Hnatiuk'],
  ['Greek script', 'Νικόλαος Βαρδάκης', 'Nikolaos Vardakis'],
  ['Hangul, unspaced', '강덕수', 'Kang Dok Su'],
  ['Han, unspaced', '欧阳建国', 'Ouyang Jianguo'],
  ['Abd and its article', 'Abdel-Rahmane Tebbo', 'Abdul Rahman Tebbo'],
  ['X al-Din', 'Nizamuddin Qarmouti', 'Nizam al-Din Qarmouti'],
  ['X Allah', 'Rahmat Ullah Tebbo', 'Rahmatullah Tebbo'],
  ['article left out', 'Yusuf Qarmouti', 'Yusuf al-Qarmouti'],
  ['typing', 'Marta Brzezwoska', 'Marta Brzezowska'],
  ['umlaut written out', 'Juergen Mühlbacher', 'Jürgen Muehlbacher'],
  ['female family name', 'Vera Tkachova', 'Vera Tkachov'],
  ['short form', 'Bill Wetherspoon', 'William Wetherspoon'],
  ['honorific', 'Dr. Marta Brzezowska', 'Marta Brzezowska'],
])('one name: %s', (_what, a, b) => {
  expect(verdict(a, b)).toBe('match')
})
test.each([
  ['two common given names', 'Amin Qarmouti', 'Amir Qarmouti'],
  ['a family name shared', 'Marta Brzezowska', 'Helena Brzezowska'],
  ['a given name shared', 'Marta Brzezowska', 'Marta Wolandska'],
  ['one syllable of a Korean name', 'Kang Chol Su', 'Kang Myong Su'],
  ['Abd of two attributes', 'Abdul Rahman Tebbo', 'Abdul Karim Tebbo'],
  ['the article alone', 'Abdul al-Tebbo', 'Abdul al-Qarmouti'],
])('two names: %s', (_what, a, b) => {
  expect(verdict(a, b)).not.toBe('match')
})

test('variants of legal forms, synonyms and numbers in names of organisations are equal', () => {
  const org = (text: string): Identity => ({ kind: 'org', names: [text] })
  expect(compare(org('Tebbo Shipping Intl. Ltd'), org('Tebbo Shipping International Limited')).verdict).toBe('match')
  expect(compare(org('Vardak Brothers Trading GmbH'), org('Vardak Bros Trade')).verdict).toBe('match')
  expect(compare(org('Seventh Tebbo Battalion'), org('7th Tebbo Battalion')).verdict).toBe('match')
  expect(compare(org('Tebbo Gas Company'), org('Tebbo Cement Company')).verdict).not.toBe('match')
})
test('a person does not match an organisation of the same name', () => {
  expect(compare({ kind: 'person', names: ['Tebbo Vardak'] }, { kind: 'org', names: ['Tebbo Vardak'] }).verdict).toBe(
    'none',
  )
})
test('the same document links two unlike names without a matched name', () => {
  const document = { documents: [{ number: 'AB 1234567', country: 'FRA' }] }
  const result = compare({ names: ['Marta Brzezowska'], ...document }, { names: ['Tebbo Vardak'], ...document })
  expect(result).toMatchObject({ verdict: 'match', matchedName: null })
  expect(result.evidence.find((item) => item.kind === 'document')?.text).toBe('The document number is the same.')
})
test('an entry or a subject may have a document and no name', () => {
  const entry = { id: 'd', names: [], documents: [{ number: 'AB1234567' }] }
  expect(compare({ names: ['Marta Brzezowska'], documents: [{ number: 'AB1234567' }] }, entry)).toMatchObject({
    verdict: 'match',
    matchedName: null,
  })
  expect(compare({ names: ['UNKNOWN'], documents: [{ number: 'AB1234567' }] }, entry).verdict).toBe('match')
})
test('date, nationality and place do not replace a name', () => {
  const rest = { birthDates: ['1981-05-17'], nationalities: ['FRA'], birthPlaces: ['Lyon'], gender: 'male' as const }
  expect(compare({ names: ['Marta Brzezowska'], ...rest }, { names: ['Tebbo Vardak'], ...rest }).verdict).toBe('none')
})
test.each([
  ['1978/1982', '1983', '1984'],
  ['1981~', '1986', '1987'],
  ['1981', '1984', '1985'],
])('a birth date too far from %s outweighs an equal name', (stated, near, far) => {
  const rest = { names: ['Youssef Hamdan Qarmouti'], nationalities: ['MAR'], birthPlaces: ['Fes'] }
  const against = (date: string) => compare({ ...rest, birthDates: [date] }, { ...rest, birthDates: [stated] })
  const caps = (date: string) => against(date).evidence.filter((item) => item.relation === 'birth-date')
  expect([against(near).verdict, against(far).verdict]).toEqual(['match', 'none'])
  expect(caps(near)).toEqual([])
  expect(caps(far)).toMatchObject([{ kind: 'cap', text: 'A birth date this far apart outweighs equal names.' }])
})
test('the same document outweighs a birth date that is too far away', () => {
  const same = { names: ['Youssef Hamdan Qarmouti'], documents: [{ number: 'AB 1234567', country: 'MAR' }] }
  expect(compare({ ...same, birthDates: ['1990'] }, { ...same, birthDates: ['1978/1982'] }).verdict).toBe('match')
})
test('words of a name have the role of the field that states them', () => {
  const a = { names: ['Tebbo Vardak'], parts: { given: 'Tebbo', family: 'Vardak' } }
  const { evidence } = compare(a, { names: ['Tebbo Wolandski'], parts: { given: 'Tebbo', family: 'Wolandski' } })
  expect(evidence.find((item) => item.kind === 'contradiction')).toMatchObject({
    role: 'family',
    text: 'The family name differs: "Vardak" and "Wolandski".',
  })
})
test('a weak alias counts less, and the evidence states that it is weak', () => {
  const entry = (quality: 'good' | 'low') => ({ id: 'e', names: [{ name: 'Tebbo Vardak', quality }] })
  const good = compare(person('Tebbo Vardak'), entry('good'))
  const low = compare(person('Tebbo Vardak'), entry('low'))
  expect(low.score).toBeLessThan(good.score)
  expect(low.matchedName).toEqual({ a: 'Tebbo Vardak', b: 'Tebbo Vardak', quality: 'low' })
  expect(low.evidence.find((item) => item.kind === 'alias-quality')?.weight).toBe(-1.5)
})
test('the threshold changes the verdict, never the score', () => {
  const [a, b] = [person('Ali Ali Hasan'), person('Ali Hasan')]
  const usual = compare(a, b)
  const low = compare(a, b, { threshold: 0.3 })
  expect([usual.verdict, low.verdict]).toEqual(['weak', 'match'])
  expect(low.score).toBe(usual.score)
  expect(low.threshold).toBe(0.3)
})

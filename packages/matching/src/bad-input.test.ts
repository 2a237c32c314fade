import { expect, test } from 'vitest'
import { ArgumentError } from './errors/argument-error.ts'
import { compare } from './score/compare.ts'
import { checkIdentity } from './score/read-identity.ts'
import { Screener } from './screener/screener.ts'

// These tests cover the kinds of bad input that concern `compare` and the screener. lists/bad-lists.test.ts covers those that concern lists.
const good = { names: ['Marta Brzezowska'] }
function codeOf(call: () => unknown): string {
  try {
    call()
  } catch (error) {
    if (error instanceof ArgumentError) return error.code
    throw error
  }
  return 'none'
}

test.each([[[]], [['']], [['  ']], [['...']], [['Dr.']], [['UNKNOWN']], [['N/A']], [['FNU LNU']], [['XXX']], [['-']]])(
  'the text %j is not a name',
  (names) => {
    expect(codeOf(() => compare({ names }, good))).toBe('name-empty')
    expect(codeOf(() => Screener.build([]).screen({ names }))).toBe('name-empty')
  },
)
test('a name has at most 500 characters and 60 words', () => {
  expect(codeOf(() => compare({ names: ['a'.repeat(501)] }, good))).toBe('name-too-long')
  expect(codeOf(() => compare({ names: [Array(61).fill('ab').join(' ')] }, good))).toBe('name-too-long')
  expect(
    codeOf(() => compare({ names: [Array(60).fill('ab').join(' ')] }, { names: [Array(60).fill('ab').join(' ')] })),
  ).toBe('none')
  expect(codeOf(() => compare({ names: Array(201).fill('Marta') }, good))).toBe('names-too-many')
})
test('lone surrogates, control characters and directional marks are removed from a name', () => {
  const marked = { names: ['\u202eMarta\u0000 \ud800Brze\u00adzow\u200fska\ufeff'] }
  expect(compare(marked, good).verdict).toBe('match')
})
test('a placeholder for an unknown name matches nothing', () => {
  const { evidence } = compare({ names: ['FNU Brzezowska'] }, { names: ['FNU Wolandski'] })
  expect(evidence.some((item) => item.kind === 'token')).toBe(false)
})
test.each(['1985-02-30', '85-13-01', 'yesterday', '1985-13', '', '17.05.1981'])(
  'the text %j is not a birth date',
  (date) => {
    expect(codeOf(() => compare({ ...good, birthDates: [date] }, good))).toBe('birth-date-invalid')
  },
)
test('a birth date before 1880 or in the future is implausible', () => {
  expect(codeOf(() => compare({ ...good, birthDates: ['1879-12-31'] }, good))).toBe('birth-date-implausible')
  expect(codeOf(() => compare({ ...good, birthDates: ['2031-01-01'] }, good, { today: '2030-06-01' }))).toBe(
    'birth-date-implausible',
  )
  expect(codeOf(() => compare({ ...good, birthDates: ['2030-05-31'] }, good, { today: '2030-06-01' }))).toBe('none')
})
test('if an interval has its later year first, the two years are exchanged', () => {
  const result = compare({ ...good, birthDates: ['1960'] }, { ...good, birthDates: ['1963/1958'] })
  expect(result.evidence.find((item) => item.kind === 'birth-date')?.relation).toBe('interval')
})
test('an unknown nationality is not compared', () => {
  const result = compare({ ...good, nationalities: ['Atlantis'] }, { ...good, nationalities: ['FRA'] })
  expect(result.evidence.some((item) => item.kind === 'nationality')).toBe(false)
})
test('a document number without a digit or under five characters is not compared', () => {
  for (const number of ['ABCDEFG', 'A123', '000000000', '']) {
    const document = { ...good, documents: [{ number }] }
    expect(compare(document, document).evidence.some((item) => item.kind === 'document')).toBe(false)
  }
})
test('a threshold must be between 0 and 1', () => {
  for (const threshold of [1.5, 0, 1, Number.NaN, '0.5' as unknown as number])
    expect(codeOf(() => compare(good, good, { threshold }))).toBe('threshold-invalid')
})
test('removing an unknown id changes nothing', () => {
  const screener = Screener.build([{ id: 'a', ...good }])
  expect(screener.remove('b')).toBe(false)
  expect(screener.stats).toMatchObject({ entries: 1, version: 0 })
})
test('a value that is not an identity is rejected as identity-invalid', () => {
  for (const value of [null, 7, 'Marta', {}, { names: 'Marta' }, { names: [7] }])
    expect(codeOf(() => compare(value as never, good))).toBe('identity-invalid')
})
test('checkIdentity removes unusable values and reports each of them', () => {
  const { identity, faults } = checkIdentity({
    names: ['Marta Brzezowska', 'a'.repeat(600), 'Dr.'],
    birthDates: ['1981-02-30', '1981'],
    nationalities: ['Atlantis', 'FRA'],
    documents: [{ number: 'none' }, { number: 'AB1234567' }],
  })
  expect(identity).toMatchObject({
    names: ['Marta Brzezowska'],
    birthDates: ['1981'],
    nationalities: ['FRA'],
    documents: [{ number: 'AB1234567' }],
  })
  expect(faults.map((fault) => [fault.code, fault.at])).toEqual([
    ['name-too-long', '/names/1'],
    ['name-empty', '/names/2'],
    ['birth-date-invalid', '/birthDates/0'],
    ['nationality-unknown', '/nationalities/0'],
    ['document-unusable', '/documents/0'],
  ])
  expect(codeOf(() => compare(identity, good))).toBe('none')
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readXmlDate, writeDate } from './dates.ts'
import { IdentitySet } from './identity-set.ts'
import { airKey, awbNumber, surfaceKey } from './keys.ts'
import { readCount, readNumber, round3 } from './numbers.ts'
import { tidyText } from './text.ts'

test('a number may have one decimal comma, and is neither negative nor absurd', () => {
  const cases = { '12,5': 12.5, '.088': 0.088, '5.': 5, '+7': 7, '1e3': 1000, '1.234,5': null, abc: null, '': null }
  for (const [text, value] of Object.entries(cases)) expect(readNumber(text).value, text).toBe(value)
  expect(readNumber('12,5').problem).toBe('DECIMAL_COMMA')
  expect([readNumber('-3'), readNumber('1e12'), readNumber('-3', true)]).toEqual([
    { value: null, problem: 'NUMBER_OUT_OF_RANGE' },
    { value: null, problem: 'NUMBER_OUT_OF_RANGE' },
    { value: -3, problem: null },
  ])
  expect([readCount('4.0').value, readCount('4.5').problem]).toEqual([4, 'NUMBER_MALFORMED'])
})

test('figures are rounded to three decimals, half away from zero', () => {
  expect([round3(198.42 * 0.45359237), round3(1.0005), round3(-1.0005), round3(2.0004), round3(12)]).toEqual([
    90.002, 1.001, -1.001, 2, 12,
  ])
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), (n) => {
      expect(round3(n / 1000)).toBe(n / 1000)
    }),
  )
})

test('dates keep what was sent, and a day that does not exist is none', () => {
  expect([
    readXmlDate('2021-03-10T00:00:00'),
    readXmlDate('2021-03-10T09:05:07+02:00'),
    readXmlDate('2021-03-10T09:05:00.000Z'),
    readXmlDate('2021-03-10'),
    readXmlDate('2021-02-29'),
    readXmlDate('2021-03-10T24:01:00'),
    readXmlDate('10.03.2021'),
  ]).toEqual(['2021-03-10T00:00', '2021-03-10T09:05:07+02:00', '2021-03-10T09:05Z', '2021-03-10', null, null, null])
  expect([
    writeDate({ month: 6, day: 20, hour: 14, minute: 5 }),
    writeDate({ day: 19 }),
    writeDate({ month: 2, day: 29 }),
    writeDate({ year: 2025, month: 2, day: 29 }),
    writeDate({ month: 2, day: 30 }),
    writeDate({ day: 32 }),
    writeDate({ month: 13, day: 1 }),
  ]).toEqual(['--06-20T14:05', '---19', '--02-29', null, null, null, null])
})

test('white space is tidied, and nothing else', () => {
  expect([tidyText(' a\n  b\u00a0c '), tidyText('a b'), tidyText(' \n'), tidyText('')]).toEqual([
    'a b c',
    'a b',
    null,
    null,
  ])
})

test('keys say which filings speak of the same consignment', () => {
  expect([awbNumber(' 99912345675 '), awbNumber('999-1234567')]).toEqual(['999-12345675', '999-1234567'])
  expect([airKey('999-12345675', 'H1'), surfaceKey('exca', 'B1'), surfaceKey(null, 'B1', 'H1')]).toEqual([
    'air/999-12345675/H1',
    'sea/EXCA/B1',
    'sea/?/B1/H1',
  ])
})

test('a set of identities has what was added, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), (added, asked) => {
      const set = new IdentitySet()
      const plain = new Set<string>()
      for (const one of added) {
        expect(set.add(one)).toBe(!plain.has(one))
        plain.add(one)
      }
      for (const one of [...added, ...asked]) expect(set.has(one)).toBe(plain.has(one))
      expect(set.size).toBe(plain.size)
    }),
  )
  const many = new IdentitySet()
  for (let i = 0; i < 50_000; i++) many.add(`999-${i}`)
  expect([many.size, many.has('999-49999'), many.has('999-50000')]).toEqual([50_000, true, false])
})

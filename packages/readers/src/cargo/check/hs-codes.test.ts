import { expect, test } from 'vitest'
import table from '../tables/hs-codes.json' with { type: 'json' }
import { shippedCheckTables } from './check-tables.ts'

const { judgeHsCode } = shippedCheckTables()

const subheadings = table.lines.flatMap((line) => {
  const [chapter = '', ...rest] = line.split(' ')
  return rest.map((digits) => chapter + digits)
})

test('the table has every chapter, heading and subheading of 2022', () => {
  expect(new Set(subheadings).size).toBe(5613)
  expect(new Set(subheadings.map((code) => code.slice(0, 4))).size).toBe(1229)
  expect(new Set(subheadings.map((code) => code.slice(0, 2))).size).toBe(97)
})

test('a code that exists is known at every length', () => {
  for (const code of subheadings.filter((_, at) => at % 97 === 0)) {
    expect(judgeHsCode(code.slice(0, 4)).state).toBe('heading')
    for (const rest of ['', '00', '9999']) expect(judgeHsCode(code + rest).state).toBe('known')
  }
})

test('exactly the subheadings of the table are known', () => {
  const count = Array.from({ length: 1_000_000 }, (_, at) => at).filter(
    (at) => judgeHsCode(String(at).padStart(6, '0')).state === 'known',
  ).length
  expect(count).toBe(5613)
})

test('an unknown code names the first level that does not exist', () => {
  expect(judgeHsCode('7700')).toEqual({ state: 'unknown', level: 2 })
  expect(judgeHsCode('1199000000')).toEqual({ state: 'unknown', level: 4 })
  expect(judgeHsCode('820419')).toEqual({ state: 'unknown', level: 6 })
})

test('a code that is not 4, 6, 8 or 10 digits is malformed', () => {
  for (const code of ['', '82', '82041', '8204110', '82041100000', '8204.11', '82O411', ' 820411'])
    expect(judgeHsCode(code).state, code).toBe('malformed')
})

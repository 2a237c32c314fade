import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compilePatterns, tooManyPatterns } from './compile-patterns.ts'
import { newMatcherOf, storedMatcherOf } from './match-list.ts'

const list = (...entries: string[]) => ({ kind: 'url', type: 'regex', entries }) as const
const matcherOf = (one: ReturnType<typeof list>) => newMatcherOf(one).match
const reasonOf = (pattern: string) => compilePatterns([pattern]).unusable[0]?.reason ?? null

test('patterns that make a backtracking engine slow give right answers', () => {
  const [slow, slower] = ['^(a+)+$', '^(a|aa|a*)*c$']
  expect(matcherOf(list(slow))('a'.repeat(250))).toBe(slow)
  expect(matcherOf(list(slow))(`${'a'.repeat(250)}!`)).toBeNull()
  expect(matcherOf(list(slower))(`${'a'.repeat(254)}c`)).toBe(slower)
  expect(matcherOf(list(slower))('a'.repeat(256))).toBeNull()
})

test('a pattern is tested against the first 256 characters of a text', () => {
  expect(matcherOf(list('b'))(`${'a'.repeat(255)}b`)).toBe('b')
  expect(matcherOf(list('b'))(`${'a'.repeat(256)}b`)).toBeNull()
})

test('look-around, back-references and damaged patterns are refused with the reason', () => {
  expect(reasonOf('(?<=a)b')).toBe('look-around is not available')
  expect(reasonOf('a(?!b)')).toBe('look-around is not available')
  expect(reasonOf('(a)\\1')).toBe('back-references are not available')
  expect(reasonOf('(')).toContain('missing closing )')
  expect(() => matcherOf(list('fine', '(?=a)'))).toThrow('(?=a) is no usable pattern: look-around is not available.')
})

test('the size of a pattern and of a list is limited', () => {
  expect(reasonOf('[a-z]{400}')).toBeNull()
  expect(reasonOf('[a-z]{600}')).toMatch(/instructions; 500 are allowed$/)
  expect(reasonOf('((a{10}){100}){10}')).not.toBeNull()
  const many = Array.from({ length: 201 }, (_, n) => `^x${n}$`)
  expect(compilePatterns(many).unusable).toEqual([{ pattern: '^x200$', reason: tooManyPatterns }])
  const large = Array.from({ length: 20 }, (_, n) => `[a-z]{450}${n}`)
  expect(compilePatterns(large).unusable).toHaveLength(12)
  expect(() => matcherOf(list(...large))).toThrow(tooManyPatterns)
})

test('a stored list keeps its usable patterns and names the others', () => {
  const { match, unusable } = storedMatcherOf(list('(?<=a)b', '^c'))
  expect(unusable).toEqual([{ pattern: '(?<=a)b', reason: 'look-around is not available' }])
  expect([match('cd'), match('ab')]).toEqual(['^c', null])
})

test('the event loop runs between two patterns of a list', async () => {
  let turns = 0
  const next = async () => {
    turns += 1
  }
  expect(await storedMatcherOf(list('^a', '^b', '^c', '^d')).matchInTurns('cd', next)).toBe('^c')
  expect(turns).toBe(3)
})

test('patterns in the syntax of JavaScript mean the same', () => {
  for (const [pattern, text] of [
    ['^\\u0041\\u{1F600}$', 'A😀'],
    ['^(?<name>[\\p{L}])\\d{2}$', 'é12'],
    ['^a\\/b\\.c$', 'a/b.c'],
  ] as const) {
    expect([pattern, new RegExp(pattern, 'u').test(text)]).toEqual([pattern, true])
    expect(matcherOf(list(pattern))(text)).toBe(pattern)
  }
})

test('the answers equal those of JavaScript for patterns that both know', () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '(a|b)', '(ab)')
  const part = fc.tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '{1,3}')).map(([one, times]) => one + times)
  const body = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''))
  const pattern = fc.tuple(fc.constantFrom('', '^'), body, fc.constantFrom('', '$')).map((parts) => parts.join(''))
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', '-', 'é', '😀'), maxLength: 12 })
  fc.assert(
    fc.property(pattern, text, (one, on) => {
      expect(matcherOf(list(one))(on) !== null).toBe(new RegExp(one, 'u').test(on))
    }),
    { numRuns: 2000 },
  )
})

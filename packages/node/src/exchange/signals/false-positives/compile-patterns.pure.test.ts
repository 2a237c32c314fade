import fc from 'fast-check'
import { RE2JS } from 're2js'
import { expect, test, vi } from 'vitest'
import { compilePatterns, tooManyPatterns } from './compile-patterns.ts'
import { newMatcherOf, storedMatcherOf } from './match-list.ts'

const list = (...entries: string[]) => ({ kind: 'url', type: 'regex', entries }) as const
const matcherOf = async (one: ReturnType<typeof list>) => (await newMatcherOf(one)).match
const reasonOf = async (pattern: string) => (await compilePatterns([pattern])).unusable[0]?.reason ?? null

test('patterns that make a backtracking engine slow give right answers', async () => {
  const [slow, slower] = ['^(a+)+$', '^(a|aa|a*)*c$']
  expect((await matcherOf(list(slow)))('a'.repeat(250))).toBe(slow)
  expect((await matcherOf(list(slow)))(`${'a'.repeat(250)}!`)).toBeNull()
  expect((await matcherOf(list(slower)))(`${'a'.repeat(254)}c`)).toBe(slower)
  expect((await matcherOf(list(slower)))('a'.repeat(256))).toBeNull()
})

test('a pattern is tested against the first 256 characters of a text', async () => {
  expect((await matcherOf(list('b')))(`${'a'.repeat(255)}b`)).toBe('b')
  expect((await matcherOf(list('b')))(`${'a'.repeat(256)}b`)).toBeNull()
})

test('look-around, back-references and damaged patterns are refused with the reason', async () => {
  expect(await reasonOf('(?<=a)b')).toBe('look-around is not available')
  expect(await reasonOf('a(?!b)')).toBe('look-around is not available')
  expect(await reasonOf('(a)\\1')).toBe('back-references are not available')
  expect(await reasonOf('(')).toContain('missing closing )')
  await expect(matcherOf(list('fine', '(?=a)'))).rejects.toThrow(
    '(?=a) is no usable pattern: look-around is not available.',
  )
})

test('the size of a pattern and of a list is limited', async () => {
  expect(await reasonOf('[a-z]{400}')).toBeNull()
  expect(await reasonOf('[a-z]{600}')).toMatch(/instructions; 500 are allowed$/)
  expect(await reasonOf('((a{10}){100}){10}')).not.toBeNull()
  const many = Array.from({ length: 201 }, (_, n) => `^x${n}$`)
  expect((await compilePatterns(many)).unusable).toEqual([{ pattern: '^x200$', reason: tooManyPatterns }])
  const large = Array.from({ length: 20 }, (_, n) => `[a-z]{450}${n}`)
  expect((await compilePatterns(large)).unusable).toHaveLength(12)
  await expect(matcherOf(list(...large))).rejects.toThrow(tooManyPatterns)
})

test('a stored list keeps its usable patterns and names the others', async () => {
  const { match, unusable } = await storedMatcherOf(list('(?<=a)b', '^c'))
  expect(unusable).toEqual([{ pattern: '(?<=a)b', reason: 'look-around is not available' }])
  expect([match('cd'), match('ab')]).toEqual(['^c', null])
})

test('the event loop runs between two patterns of a list', async () => {
  let turns = 0
  const next = async () => {
    turns += 1
  }
  expect(await (await storedMatcherOf(list('^a', '^b', '^c', '^d'))).matchInTurns('cd', next)).toBe('^c')
  expect(turns).toBe(3)
})

test('a pattern that plainly repeats too much is refused before it is compiled', async () => {
  const compiled = vi.spyOn(RE2JS, 'compile')
  try {
    for (const pattern of ['x{600}', 'x{0,501}', 'x{200}y{301,}', '\\d{501}', '[a}]{501}', '\\x{61}{501}'])
      expect([pattern, await reasonOf(pattern)]).toEqual([pattern, expect.stringMatching(/500 are allowed$/)])
    expect(compiled).not.toHaveBeenCalled()
    for (const pattern of [
      '[{501}]',
      '\\{501}',
      '\\Q{501}\\E',
      '\\x{1F600}',
      '\\u{10FFF}',
      '[\\]{501}]',
      '[]{501}]',
      'x{500',
    ])
      expect([pattern, await reasonOf(pattern)]).toEqual([pattern, null])
  } finally {
    compiled.mockRestore()
  }
})

test('patterns beyond the limit are not compiled, and a refusal is remembered', async () => {
  const compiled = vi.spyOn(RE2JS, 'compile')
  try {
    const many = Array.from({ length: 5000 }, (_, n) => `^beyond${n}$`)
    expect((await compilePatterns(many)).unusable).toHaveLength(4800)
    expect(compiled).toHaveBeenCalledTimes(200)
    compiled.mockClear()
    const damaged = Array.from({ length: 5000 }, (_, n) => `(damaged${n}`)
    expect((await compilePatterns(damaged)).unusable).toHaveLength(5000)
    expect(compiled).toHaveBeenCalledTimes(1000)
    compiled.mockClear()
    await compilePatterns(damaged)
    expect(compiled).not.toHaveBeenCalled()
    const bad = ['(worse1', '(worse2', '(worse3']
    await expect(matcherOf(list(...bad))).rejects.toThrow('(worse1')
    expect(compiled).toHaveBeenCalledTimes(1)
  } finally {
    compiled.mockRestore()
  }
})

test('the event loop runs after each pattern that is compiled', async () => {
  let turns = 0
  const next = async () => {
    turns += 1
  }
  await compilePatterns(['^turn1', '^turn2', '(turn3'], { next })
  expect(turns).toBe(3)
})

test('patterns in the syntax of JavaScript mean the same', async () => {
  for (const [pattern, text] of [
    ['^\\u0041\\u{1F600}$', 'A😀'],
    ['^(?<name>[\\p{L}])\\d{2}$', 'é12'],
    ['^a\\/b\\.c$', 'a/b.c'],
  ] as const) {
    expect([pattern, new RegExp(pattern, 'u').test(text)]).toEqual([pattern, true])
    expect((await matcherOf(list(pattern)))(text)).toBe(pattern)
  }
})

test('the answers equal those of JavaScript for patterns that both know', async () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '(a|b)', '(ab)')
  const part = fc.tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '{1,3}')).map(([one, times]) => one + times)
  const body = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(''))
  const pattern = fc.tuple(fc.constantFrom('', '^'), body, fc.constantFrom('', '$')).map((parts) => parts.join(''))
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', '-', 'é', '😀'), maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(pattern, text, async (one, on) => {
      expect((await matcherOf(list(one)))(on) !== null).toBe(new RegExp(one, 'u').test(on))
    }),
    { numRuns: 2000 },
  )
})

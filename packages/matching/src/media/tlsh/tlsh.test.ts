import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tlshPermutation } from '../tables/tlsh-permutation.ts'
import { tlsh } from './tlsh.ts'
import { normaliseTlsh, tlshDistance, tlshThreshold } from './tlsh-distance.ts'

// The vectors are in the shared data of the project, which is not part of the repository.
const shared = join(import.meta.dirname, '../../../../../../shared/data/content/text')
const available = existsSync(join(shared, 'tlsh.jsonl'))
if (!available) console.warn(`SKIPPED: no shared data at ${shared}; TLSH is not compared with the reference`)

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const notice = `On Thursday the harbour of Westmouth stays closed to ferries from six in the morning until the storm has passed. Passengers
who hold tickets for the early crossing are asked to wait in the hall behind the customs house, where tea and blankets are handed out by
volunteers of the lifeboat society. Dogs may come in if they are dry. Whoever cannot wait gets the fare back at counter four.`

test.skipIf(!available)('the digests equal those of the reference', () => {
  const texts: { id: string; text: string; tlsh: string | null }[] = readFileSync(join(shared, 'tlsh.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(texts.length).toBeGreaterThan(10)
  for (const { id, text, tlsh: digest } of texts) expect(tlsh(utf8(text)), id).toBe(digest)
})
test.skipIf(!available)('the distances equal those of the reference, with and without the length', () => {
  const digests = new Map<string, string>()
  for (const line of readFileSync(join(shared, 'tlsh.jsonl'), 'utf8').trim().split('\n')) {
    const { id, tlsh: digest } = JSON.parse(line)
    digests.set(id, digest)
  }
  const pairs = readFileSync(join(shared, 'tlsh-distances.csv'), 'utf8').trim().split('\n').slice(1)
  expect(pairs.length).toBeGreaterThan(50)
  for (const pair of pairs) {
    const [a = '', b = '', withLength, without] = pair.split(',')
    const [left, right] = [digests.get(a)!, digests.get(b)!]
    expect(tlshDistance(left, right), pair).toBe(Number(withLength))
    expect(tlshDistance(right, left, { length: false }), pair).toBe(Number(without))
  }
})
test('the digest of a fixed text does not change', () => {
  expect(tlsh(utf8(notice))).toBe('T180E0688EFA9457314A700791C22E54DA7F1DA93E02AA45150C98C11935D8537D6375F0')
})
test('the permutation has every number once', () => {
  expect([...tlshPermutation].sort((a, b) => a - b)).toEqual(Array.from({ length: 256 }, (_, i) => i))
})
test('a digest needs 256 bytes by default and always at least 50', () => {
  const short = utf8(notice).slice(0, 255)
  expect(tlsh(short)).toBeNull()
  expect(tlsh(short, { minimumBytes: 50 })).toMatch(/^T1[0-9A-F]{70}$/)
  expect(() => tlsh(short, { minimumBytes: 49 })).toThrow(RangeError)
  expect(tlsh(new Uint8Array())).toBeNull()
})
test('a text that repeats one syllable is too uniform for a digest', () => {
  expect(tlsh(utf8('na '.repeat(200)))).toBeNull()
})
test('the distance is symmetric, and 0 for equal texts', () => {
  const text = fc.uint8Array({ minLength: 300, maxLength: 600 })
  fc.assert(
    fc.property(text, text, (a, b) => {
      const [left, right] = [tlsh(a), tlsh(b)]
      if (left === null || right === null) return
      expect(tlshDistance(left, left)).toBe(0)
      expect(tlshDistance(left, right)).toBe(tlshDistance(right, left))
      expect(tlshDistance(left, right)).toBeGreaterThanOrEqual(tlshDistance(left, right, { length: false }))
    }),
  )
})
test('a text with one changed letter is within the threshold; a different text is not', () => {
  const digest = tlsh(utf8(notice))!
  expect(tlshDistance(digest, tlsh(utf8(notice.replace('dry', 'dr')))!, { length: false })).toBeLessThanOrEqual(
    tlshThreshold,
  )
  const other = 'Seventeen paintings by schoolchildren hang in the town hall until Easter; entrance is free. '.repeat(4)
  expect(tlshDistance(digest, tlsh(utf8(other))!, { length: false })).toBeGreaterThan(tlshThreshold)
})
test('digests are read with and without T1 in either case; other texts are rejected', () => {
  const digest = tlsh(utf8(notice))!
  for (const form of [digest, digest.toLowerCase(), digest.slice(2), ` ${digest}\n`]) {
    expect(normaliseTlsh(form)).toBe(digest)
    expect(tlshDistance(form, digest)).toBe(0)
  }
  for (const form of ['', digest.slice(0, -1), `${digest}0`, digest.replace(/.$/, 'G')]) {
    expect(normaliseTlsh(form)).toBeNull()
    expect(() => tlshDistance(form, digest)).toThrow(expect.objectContaining({ code: 'digest-invalid' }))
  }
})

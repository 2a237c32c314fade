import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOwnChallenge, makeChallenge, openSecret, sealSecret } from './node-secret.ts'

const secret = Buffer.alloc(32, 7)
const now = new Date('2026-11-24T12:00:00.000Z')
const after = (ms: number) => new Date(now.getTime() + ms)

test('a challenge counts for its use and for five minutes', () => {
  const challenge = makeChallenge(secret, 'sign-in', now)
  const counts = (use: string, at: Date, key = secret) => isOwnChallenge(key, use, challenge, at)
  expect([counts('sign-in', now), counts('sign-in', after(300_000))]).toEqual([true, true])
  expect([counts('sign-in', after(300_001)), counts('sign-in', after(-1))]).toEqual([false, false])
  expect([counts('enrol:a', now), counts('sign-in', now, Buffer.alloc(32, 8))]).toEqual([false, false])
  expect(makeChallenge(secret, 'sign-in', now).equals(challenge)).toBe(false)
})

test('a challenge with any other bit is not of this node', () => {
  const challenge = makeChallenge(secret, 'sign-in', now)
  fc.assert(
    fc.property(fc.nat({ max: challenge.length * 8 - 1 }), (bit) => {
      const changed = Buffer.from(challenge)
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7))
      expect(isOwnChallenge(secret, 'sign-in', changed, now)).toBe(false)
    }),
  )
  fc.assert(fc.property(fc.uint8Array(), (bytes) => !isOwnChallenge(secret, 'sign-in', Buffer.from(bytes), now)))
})

test('a sealed secret opens for the same use, under the same key, unchanged', () => {
  const plain = Buffer.from('12345678901234567890')
  const sealed = sealSecret(secret, 'totp:a', plain)
  expect(openSecret(secret, 'totp:a', sealed)).toEqual(plain)
  expect([openSecret(secret, 'totp:b', sealed), openSecret(Buffer.alloc(32, 8), 'totp:a', sealed)]).toEqual([
    null,
    null,
  ])
  fc.assert(
    fc.property(fc.nat({ max: sealed.length * 8 - 1 }), (bit) => {
      const changed = Buffer.from(sealed)
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7))
      expect(openSecret(secret, 'totp:a', changed)).toBeNull()
    }),
  )
  fc.assert(fc.property(fc.uint8Array(), (bytes) => openSecret(secret, 'totp:a', Buffer.from(bytes)) === null))
})

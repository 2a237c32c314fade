import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base32, codeOfStep, stepAt, stepOfCode, totpAddress } from './totp.ts'

const secret = Buffer.from('12345678901234567890')
const at = (seconds: number) => new Date(seconds * 1000)

test('K1 codes follow the vectors of RFC 6238 and RFC 4226', () => {
  expect(codeOfStep(secret, stepAt(at(59)))).toBe('287082')
  expect(codeOfStep(secret, stepAt(at(1_111_111_109)))).toBe('081804')
  expect(codeOfStep(secret, stepAt(at(20_000_000_000)))).toBe('353130')
  expect([0, 1, 2, 9].map((step) => codeOfStep(secret, step))).toEqual(['755224', '287082', '359152', '520489'])
})

test('K1 a code counts one step before and after its time, and once', () => {
  const code = codeOfStep(secret, 100)
  const steps = [98, 99, 100, 101, 102].map((step) => stepOfCode(secret, code, at(step * 30), null))
  expect(steps).toEqual([null, 100, 100, 100, null])
  expect(stepOfCode(secret, code, at(3000), 100)).toBeNull()
  expect(stepOfCode(secret, code, at(3000), 99)).toBe(100)
  expect(stepOfCode(secret, ` ${code.slice(0, 3)} ${code.slice(3)}`, at(3000), null)).toBe(100)
})

test('any other text is no code', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!['755224', '287082', '359152'].includes(text.replaceAll(/\s/g, '')))
      expect(stepOfCode(secret, text, at(30), null)).toBeNull()
    }),
  )
})

test('base32 follows RFC 4648', () => {
  const pairs = [
    ['', ''],
    ['f', 'MY'],
    ['foo', 'MZXW6'],
    ['foobar', 'MZXW6YTBOI'],
  ] as const
  for (const [plain, coded] of pairs) expect(base32(Buffer.from(plain))).toBe(coded)
  expect(totpAddress(Buffer.from('foobar'), 'a.b', 'Norland Agency')).toBe(
    'otpauth://totp/Norland%20Agency:a.b?secret=MZXW6YTBOI&issuer=Norland+Agency',
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exactExp, exactLog, logistic } from './exact-math.ts'

const bitsOf = (value: number): string => {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return view.getBigUint64(0).toString(16).padStart(16, '0')
}

test('exponential and logarithm are right to about the last bit', () => {
  const x = fc.double({ min: -40, max: 40, noNaN: true })
  fc.assert(
    fc.property(x, (value) => {
      expect(Math.abs(exactExp(value) / Math.exp(value) - 1)).toBeLessThan(1e-15)
    }),
    { seed: 1, numRuns: 2000 },
  )
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1e15, noNaN: true }), (value) => {
      const error = Math.abs(exactLog(value) - Math.log(value))
      expect(error).toBeLessThan(1e-15 * Math.max(1, Math.abs(Math.log(value))))
    }),
    { seed: 2, numRuns: 2000 },
  )
})

// These bits are those of this implementation. They must not depend on the machine or the engine.
test.each([
  [exactExp, 1, '4005bf0a8b14576a'],
  [exactExp, -3.75, '3f981509354f0d29'],
  [exactLog, 10, '40026bb1bbb55516'],
  [exactLog, 0.3, 'bff34378fcbda721'],
  [logistic, 0.25, '3fe1fd5992bc4b83'],
])('%o of %d has the same bits on every machine', (work, value, bits) => {
  expect(bitsOf(work(value))).toBe(bits)
})

test('the logistic function rises with its argument and stays between 0 and 1', () => {
  const x = fc.double({ min: -800, max: 800, noNaN: true })
  fc.assert(
    fc.property(x, x, (one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)]
      expect(logistic(low)).toBeLessThanOrEqual(logistic(high))
      expect(logistic(low)).toBeGreaterThanOrEqual(0)
      expect(logistic(high)).toBeLessThanOrEqual(1)
    }),
    { seed: 3 },
  )
  expect(logistic(0)).toBe(0.5)
})

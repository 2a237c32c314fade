// Exponential and logarithm from additions, multiplications and divisions of doubles alone. IEEE 754 fixes the result of
// each of these. It does not fix Math.exp and Math.log, whose last bits may differ between engines (ECMA-262, 21.3.2).

/** The natural logarithm of 2 in two parts. The first has 32 bits, so that its product with a small whole number is exact. */
const [ln2High, ln2Low] = [0.6931471803691238, 1.9082149292705877e-10]
const ln2 = Math.LN2

/** The powers of two from 2^-64 to 2^64. */
const powers = new Float64Array(129)
powers[64] = 1
for (let n = 1; n <= 64; n += 1) {
  powers[64 + n] = (powers[63 + n] as number) * 2
  powers[64 - n] = (powers[65 - n] as number) / 2
}

/** The factors of the series of e^r: 1 / n! for n from 0 to 13. */
const series = new Float64Array(14).fill(1)
for (let n = 1; n < series.length; n += 1) series[n] = (series[n - 1] as number) / n

/** Beyond this distance from 0 the logistic function is 0 or 1 to the last bit of a double's fraction. */
const farthest = 40

/** Returns e^x for x from -40 to 40; x outside counts as the nearer end. The relative error is below 1e-15. */
export function exactExp(x: number): number {
  const bounded = Math.max(-farthest, Math.min(farthest, x))
  const n = Math.round(bounded / ln2)
  const r = bounded - n * ln2High - n * ln2Low
  // |r| is at most ln 2 / 2, so the first omitted term is below 1e-17.
  let sum = 0
  for (let term = series.length - 1; term >= 0; term -= 1) sum = sum * r + (series[term] as number)
  return sum * (powers[64 + n] as number)
}

/** Returns the natural logarithm of a finite number above 0. The error is below 1e-15, or 1e-15 of the result. */
export function exactLog(x: number): number {
  let [fraction, n] = [x, 0]
  while (fraction > Math.SQRT2) {
    fraction /= 2
    n += 1
  }
  while (fraction < Math.SQRT1_2) {
    fraction *= 2
    n -= 1
  }
  // ln f = 2 artanh s with s = (f - 1) / (f + 1), where |s| is below 0.172.
  const s = (fraction - 1) / (fraction + 1)
  let sum = 0
  for (let term = 23; term > 0; term -= 2) sum = sum * s * s + 1 / term
  return n * ln2High + (n * ln2Low + 2 * s * sum)
}

/** Returns 1 / (1 + e^-x): the probability with these log-odds. */
export const logistic = (x: number): number => 1 / (1 + exactExp(-x))

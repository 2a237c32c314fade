const z = 1.959963984540054

/**
 * The 95 % interval of a rate of which `hits` of `n` were seen, 0..1 (Wilson 1927, without correction for continuity). It stays inside 0..1
 * and is honest about rare events: 0 of 200 gives 0 to 1.9 %. Of nothing it is 0 to 1.
 */
export function wilsonInterval(hits: number, n: number): { low: number; high: number } {
  if (n === 0) return { low: 0, high: 1 }
  const rate = hits / n
  const middle = (rate + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n))
  return { low: hits === 0 ? 0 : middle - half, high: hits === n ? 1 : middle + half }
}

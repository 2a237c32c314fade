/** Returns the difference of two brightness values in whole hundredths, rounded toward zero. */
export function stepOf(u: number, v: number): number {
  return Math.abs(Math.trunc(Math.fround(Math.fround(Math.fround(u - v) * 100) / 255)))
}

/** Sums the brightness differences of neighbours in a 64 x 64 plane, in hundredths. It measures the detail of a picture. */
export function plainGradient(plane: Float32Array): number {
  let sum = 0
  for (let i = 0; i < 63 * 64; i += 1) sum += stepOf(plane[i]!, plane[i + 64]!)
  for (let i = 0; i < 64 * 64; i += 1) if ((i & 63) !== 63) sum += stepOf(plane[i]!, plane[i + 1]!)
  return sum
}

/** Converts a sum of differences to a quality from 0 to 100. */
export const qualityOf = (gradient: number): number => Math.min(100, Math.floor(gradient / 90))

/** One step of brightness in whole hundredths, toward zero. */
export function stepOf(u: number, v: number): number {
  return Math.abs(Math.trunc(Math.fround(Math.fround(Math.fround(u - v) * 100) / 255)))
}

/** How much there is to see in a 64 x 64 plane: the sum of its steps of brightness, in hundredths, neighbour to neighbour. Content 3.2 step 7. */
export function plainGradient(plane: Float32Array): number {
  let sum = 0
  for (let i = 0; i < 63 * 64; i += 1) sum += stepOf(plane[i]!, plane[i + 64]!)
  for (let i = 0; i < 64 * 64; i += 1) if ((i & 63) !== 63) sum += stepOf(plane[i]!, plane[i + 1]!)
  return sum
}

/** Quality 0 to 100 of a sum of steps. */
export const qualityOf = (gradient: number): number => Math.min(100, Math.floor(gradient / 90))

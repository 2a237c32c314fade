import { coefficients, featureSize, frequencies, periods, type Tmk } from './tmk-format.ts'

/** Two videos match if both levels of their score are at least this. */
export const tmkThreshold = 0.7

export interface TmkScore {
  /** The cosine of the two means, -1 to 1; 0 where a mean is zero. */
  level1: number
  /** The best agreement over all shifts in time; 1 for equal videos. */
  level2: number
}

/** Scores how two videos agree (Davis and Rosen 2019). Level 1 compares their frames without regard to order; level 2 compares them in time. */
export function tmkScore(a: Tmk, b: Tmk): TmkScore {
  return { level1: cosine(a.average, b.average), level2: bestShift(a, b) }
}

/** Checks whether a score is a match. */
export const tmkMatches = ({ level1, level2 }: TmkScore): boolean => level1 >= tmkThreshold && level2 >= tmkThreshold

function dot(a: Float32Array, b: Float32Array, at: number): number {
  let sum = 0
  for (let i = at; i < at + featureSize; i += 1) sum += a[i]! * b[i]!
  return sum
}

function cosine(a: Float32Array, b: Float32Array): number {
  const lengths = Math.sqrt(dot(a, a, 0) * dot(b, b, 0))
  return lengths === 0 ? 0 : dot(a, b, 0) / lengths
}

const whole = coefficients.reduce((sum, weight, j) => sum + (j === 0 ? weight : 2 * weight), 0)

function bestShift(a: Tmk, b: Tmk): number {
  let best = Number.NEGATIVE_INFINITY
  for (const [p, period] of periods.entries()) {
    const [even, odd] = [new Float64Array(frequencies), new Float64Array(frequencies)]
    for (let j = 0; j < frequencies; j += 1) {
      const at = (p * frequencies + j) * featureSize
      even[j] = dot(a.cosines, b.cosines, at) + (j === 0 ? 0 : dot(a.sines, b.sines, at))
      odd[j] = dot(a.sines, b.cosines, at) - dot(a.cosines, b.sines, at)
    }
    const { cosines, sines } = waveOf(period)
    for (let shift = 0; shift < period; shift += 1) {
      let agreement = even[0]!
      for (let j = 1, at = shift; j < frequencies; j += 1) {
        agreement += cosines[at]! * even[j]! + sines[at]! * odd[j]!
        at += shift
        if (at >= period) at -= period
      }
      if (agreement > best) best = agreement
    }
  }
  return best / whole
}

interface Wave {
  cosines: Float64Array
  sines: Float64Array
}
const waves = new Map<number, Wave>()

/** Returns the cosine and sine of 2 pi k / period for every k of a period. */
export function waveOf(period: number): Wave {
  let wave = waves.get(period)
  if (wave === undefined) {
    const angle = (_: unknown, k: number) => (2 * Math.PI * k) / period
    const angles = Array.from({ length: period }, angle)
    wave = { cosines: Float64Array.from(angles, Math.cos), sines: Float64Array.from(angles, Math.sin) }
    waves.set(period, wave)
  }
  return wave
}

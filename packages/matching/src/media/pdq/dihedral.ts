import { hashText } from './hash-text.ts'

export const transforms = [
  'original',
  'rotate90',
  'rotate180',
  'rotate270',
  'flipX',
  'flipY',
  'flipPlus1',
  'flipMinus1',
] as const
/** A rotation or reflection of a picture: flipX upside down, flipY left to right, flipPlus1 and flipMinus1 over a diagonal. */
export type Transform = (typeof transforms)[number]

/**
 * States for each transform whether it exchanges rows and columns, and which frequencies change their sign (Davis and Rosen 2019, dihedral hashes).
 */
const rules: Record<Transform, { transposed: boolean; negated: (i: number, j: number) => boolean }> = {
  original: { transposed: false, negated: () => false },
  rotate90: { transposed: true, negated: (_, j) => j % 2 === 0 },
  rotate180: { transposed: false, negated: (i, j) => (i + j) % 2 === 1 },
  rotate270: { transposed: true, negated: (i) => i % 2 === 0 },
  flipX: { transposed: false, negated: (i) => i % 2 === 0 },
  flipY: { transposed: false, negated: (_, j) => j % 2 === 0 },
  flipPlus1: { transposed: true, negated: () => false },
  flipMinus1: { transposed: true, negated: (i, j) => (i + j) % 2 === 1 },
}

/** Computes the hash of the transformed picture from the frequencies of the original picture. */
export function dihedralHash(frequencies: Float32Array, transform: Transform): string {
  const { transposed, negated } = rules[transform]
  const transformed = new Float32Array(256)
  for (let i = 0; i < 16; i += 1)
    for (let j = 0; j < 16; j += 1) {
      const value = frequencies[16 * i + j]!
      transformed[transposed ? 16 * j + i : 16 * i + j] = negated(i, j) ? -value : value
    }
  return hashText(transformed)
}

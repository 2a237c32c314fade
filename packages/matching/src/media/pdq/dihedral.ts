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
/** A way of turning or mirroring a picture: flipX upside down, flipY left to right, flipPlus1 and flipMinus1 over a diagonal. */
export type Transform = (typeof transforms)[number]

/** By transform: whether rows become columns, and which frequencies change their sign. Content 3.2, Dihedral. */
const rules: Record<Transform, { turned: boolean; negated: (i: number, j: number) => boolean }> = {
  original: { turned: false, negated: () => false },
  rotate90: { turned: true, negated: (_, j) => j % 2 === 0 },
  rotate180: { turned: false, negated: (i, j) => (i + j) % 2 === 1 },
  rotate270: { turned: true, negated: (i) => i % 2 === 0 },
  flipX: { turned: false, negated: (i) => i % 2 === 0 },
  flipY: { turned: false, negated: (_, j) => j % 2 === 0 },
  flipPlus1: { turned: true, negated: () => false },
  flipMinus1: { turned: true, negated: (i, j) => (i + j) % 2 === 1 },
}

/** The hash of the picture turned or mirrored, from the frequencies of the picture as it is. */
export function dihedralHash(frequencies: Float32Array, transform: Transform): string {
  const { turned, negated } = rules[transform]
  const turnedFrequencies = new Float32Array(256)
  for (let i = 0; i < 16; i += 1)
    for (let j = 0; j < 16; j += 1) {
      const value = frequencies[16 * i + j]!
      turnedFrequencies[turned ? 16 * j + i : 16 * i + j] = negated(i, j) ? -value : value
    }
  return hashText(turnedFrequencies)
}

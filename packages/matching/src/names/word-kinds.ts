import { filiation, generations, honorifics, particles, unknownWords } from '../tables/name-words.ts'

/** What a word of a person's name is besides a name, one bit each. */
export const kinds = {
  /** Said in place of a name, or of address: no part of it. */
  left: 1,
  /** A particle where it is written small or with a hyphen. */
  particle: 2,
  /** A particle wherever it stands. */
  alwaysParticle: 4,
  /** The next word is the father's name. */
  filiation: 8,
  generation: 16,
} as const

const sometimes = new Set(
  'ud ad as ash ar az an at ed er es ez et il le do un uz us a e i o y l d um ten der den af te und dem lo la da di'.split(
    ' ',
  ),
)
const kindsByWord = new Map<string, number>()
function mark(words: readonly string[], kind: number): void {
  for (const word of words) kindsByWord.set(word, (kindsByWord.get(word) ?? 0) | kind)
}
mark([...honorifics, ...unknownWords], kinds.left)
mark(particles, kinds.particle)
mark(
  particles.filter((word) => !sometimes.has(word)),
  kinds.alwaysParticle,
)
mark(filiation, kinds.filiation)
mark(Object.keys(generations), kinds.generation)

/** The kinds of a word in small letters, as the sum of their bits; 0: a name like any other. */
export const kindsOf = (word: string): number => kindsByWord.get(word) ?? 0

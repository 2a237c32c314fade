import { filiation, generations, honorifics, particles, unknownWords } from '../tables/name-words.ts'

/** The kinds of words in a person's name that are not names themselves, one bit each. */
export const kinds = {
  /** A placeholder or a form of address, which is not part of the name. */
  ignored: 1,
  /** A word that is a particle where it is in lower case or before a hyphen. */
  particle: 2,
  /** A word that is a particle at any place. */
  alwaysParticle: 4,
  /** A word after which the father's name follows. */
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
mark([...honorifics, ...unknownWords], kinds.ignored)
mark(particles, kinds.particle)
mark(
  particles.filter((word) => !sometimes.has(word)),
  kinds.alwaysParticle,
)
mark(filiation, kinds.filiation)
mark(Object.keys(generations), kinds.generation)

/** Returns the kinds of a word in lower case, as the sum of their bits; 0 for a name. */
export const kindsOf = (word: string): number => kindsByWord.get(word) ?? 0

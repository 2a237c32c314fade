import type { Alignment } from './align-names.ts'
import type { Register } from './lexicon.ts'
import { nameWeights as w } from './name-weights.ts'
import type { NameWord, ReadName } from './read-name.ts'

/** A word of one side that no word of the other side matches or contradicts. */
export interface Alone {
  word: NameWord
  onA: boolean
}
interface Omission extends Alone {
  relation: 'absent' | 'given-name-before' | 'second-given-name'
  weight: number
}

// Words that mark a name as a chain of fathers' names: the article, `son of`, `father of`.
const chainWords = new Set('al el ul bin ibn ben bint abu abou abi ould wuld'.split(' '))
const isChain = (name: ReadName): boolean =>
  name.words.some((word) => word.form.script === 'Arabic' || chainWords.has(word.form.latin))

/**
 * Returns whether the longer name is that of a child of the other person. In a chain of names (given name, father's, grandfather's, family), a
 * further name in front names a child: Rana Salim Harun al-Basri is not Salim Harun al-Basri.
 */
function isNameOfChild(longer: ReadName, shorter: ReadName, aligned: Alignment, onA: boolean): boolean {
  if (shorter.counting < 3 || !(isChain(longer) || isChain(shorter))) return false
  const [leftLonger, leftShorter] = onA ? [aligned.leftA, aligned.leftB] : [aligned.leftB, aligned.leftA]
  if (leftLonger.length !== 1 || leftLonger[0] !== 0 || leftShorter.length > 0) return false
  let before = -1
  for (const link of aligned.links) {
    const place = onA ? link.fromB : link.fromA
    if (place < before) return false
    before = place
  }
  return true
}

const syllables = ({ form, raw }: NameWord): number => (form.script === 'Hangul' ? raw.length : 0)
// A Korean name has one word of one syllable, the family name, and given names of two. A foreign name in Hangul has words of other lengths.
const isKorean = (name: ReadName): boolean =>
  name.words.filter((word) => syllables(word) === 1).length === 1 &&
  name.words.every((word) => syllables(word) === 1 || syllables(word) === 2)
/** Returns whether a word is a Korean given name in a name that has another given name. */
function isSecondGiven({ word }: Alone, name: ReadName): boolean {
  return name.words.length >= 3 && syllables(word) === 2 && isKorean(name)
}

function ofOrganisation({ word }: Alone, name: ReadName): number {
  if (word.aside) return w.omission.word
  if (word.role === 'number') return w.omission.number
  // A country at the end of the name distinguishes one branch from another; elsewhere it is a common word.
  if (word.role === 'place' && word.group !== null && name.words.at(-1) === word) return w.omission.place
  return w.omission.word
}
function ofPerson({ word }: Alone): number {
  if (word.role === 'generation') return 0
  if (word.role === 'patronymic') return w.omission.patronymic
  return word.role === 'middle' ? w.omission.middle : w.omission.unknown
}

/**
 * Weighs words that are missing on one side, in nats. Each word weighs little, and the sum has a limit. Where only a single word agrees, the first
 * missing word weighs more. `sole` is true if one word agrees and none contradicts.
 */
export function weighOmissions(
  a: ReadName,
  b: ReadName,
  aligned: Alignment,
  alone: readonly Alone[],
  sole: boolean,
  register: Register,
): Omission[] {
  const organisation = register === 'organisation'
  const least = organisation ? w.omission.wordLeast : w.omission.least
  let usual = 0
  let asides = 0
  let firstAlone = sole
  return alone.map((one) => {
    const name = one.onA ? a : b
    const { word } = one
    const weight = organisation ? ofOrganisation(one, name) : ofPerson(one)
    if (word.role === 'generation' || weight < least) return { ...one, relation: 'absent', weight }
    if (word.aside) {
      const counted = Math.max(weight, w.omission.asideLeast - asides)
      asides += counted
      return { ...one, relation: 'absent', weight: counted }
    }
    if (firstAlone) {
      // The other name has only one word, so the family name or the given name is missing.
      firstAlone = false
      const common = organisation && word.form.frequency >= w.omission.commonFrom
      return { ...one, relation: 'absent', weight: common ? w.omission.commonWord : w.omission.soleAgreement }
    }
    if (!organisation && isSecondGiven(one, name))
      return { ...one, relation: 'second-given-name', weight: w.omission.secondGiven }
    if (!organisation && isNameOfChild(name, one.onA ? b : a, aligned, one.onA))
      return { ...one, relation: 'given-name-before', weight: w.omission.givenBefore }
    const counted = Math.max(weight, least - usual)
    usual += counted
    return { ...one, relation: 'absent', weight: counted }
  })
}

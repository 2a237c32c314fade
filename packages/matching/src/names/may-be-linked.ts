import { leastSoundDistance } from './compare-sound.ts'
import { foldCompound, withoutArticle } from './compounds.ts'
import { maySoundLike, readConsonants } from './consonants.ts'
import { chineseSurnameClasses } from './east-asian/read-han-name.ts'
import { editDistance } from './edit-distance.ts'
import { stemFrom, stemOf } from './endings.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { lettersOf, type WordForm } from './lazy-form.ts'
import { knownWord, nicknamesOf, type Register, undoubled } from './lexicon.ts'
import { soundLimit } from './name-weights.ts'
import { editLimit, leastTyping, mayBeAlike, mayBeSlip } from './relate-words.ts'

/** The properties of a word of plain letters (`isPlain`) that are tested before its form is made. */
export interface PlainWord {
  readonly latin: string
  readonly letters: number
  readonly register: Register
  /** The word without the Arabic article joined to it; null where there is none. */
  readonly bare: string | null
}
/** Prepares a word for `mayBeLinked`. The word must satisfy `isPlain`. */
export function readPlain(plain: string, register: Register): PlainWord {
  if (register === 'organisation') return { latin: plain, letters: lettersOf(plain), register, bare: null }
  const latin = foldCompound(plain)
  return { latin, letters: lettersOf(latin), register, bare: withoutArticle(latin) }
}

/** Returns whether a plain word may be linked with the word for which the tester was made. */
export type Tester = (plain: string, register: Register) => boolean

function testOf(form: WordForm): LinkTest | null {
  if (form.linkTest === undefined) form.linkTest = isTestable(form) ? new LinkTest(form) : null
  return form.linkTest as LinkTest | null
}

/**
 * Returns a test for words in plain letters (`isPlain`) that have no form yet. The test states whether `relateWords` or `relateJoined` may link such
 * a word with this word. It may return true for a word that is not linked, but never false for a word that is. Returns null where letters alone
 * cannot exclude a link.
 */
export const testerOf = (form: WordForm): Tester | null => testOf(form)?.test ?? null
/** Tests one plain word like `testerOf`. Returns true where letters alone cannot exclude a link. */
export const mayBeLinked = (form: WordForm, plain: PlainWord): boolean => testOf(form)?.mayLink(plain) ?? true

// Only for these scripts does `relateWords` require that words of the same sound look alike.
const isTestable = (form: WordForm): boolean =>
  form.latin.length >= 2 &&
  form.wildcard === null &&
  form.korean === null &&
  (form.script === 'Latin' || form.script === 'Cyrillic' || form.script === 'Greek')

class LinkTest {
  readonly #form: WordForm
  readonly #bare: string
  readonly #stem: string | null
  readonly test: Tester = (plain, register) => this.mayLink(readPlain(plain, register))

  constructor(form: WordForm) {
    this.#form = form
    this.#bare = undoubled(form.latin)
    this.#stem = form.latin.length >= stemFrom ? stemOf(form.latin) : null
  }

  mayLink(word: PlainWord): boolean {
    const { latin, letters, bare } = word
    const own = this.#form.latin
    // The word is an initial, or a table lists it with this name.
    if (latin.length < 2 || this.#isListed(latin, word) || (bare !== null && this.#isListed(bare, word))) return true
    const stem = this.#stem
    if (stem !== null && latin.startsWith(stem) && stemOf(latin) === stem) return true
    if (!mayBeAlike(own, this.#form.letters, latin, letters)) return false
    const alike = own < latin ? jaroWinkler(own, latin) : jaroWinkler(latin, own)
    if (alike >= leastTyping && this.#isSlip(latin, letters)) return true
    // Words that differ only by a doubled letter are one word.
    if (alike < soundLimit.alike && undoubled(latin) !== this.#bare) return false
    return this.#soundsLike(latin, bare)
  }

  /** Returns whether a word is one of the spellings of this word, or a name that a table lists with it. */
  #isListed(latin: string, { register }: PlainWord): boolean {
    const form = this.#form
    if (latin === form.latin || (form.forms.length > 1 && form.forms.includes(latin))) return true
    // If both names contain Abdul, only their second parts are compared.
    if (form.servantOf !== null && latin.startsWith('abd')) return true
    if (form.known !== null && knownWord(latin, register) === form.known) return true
    if (register !== 'person') return false
    if (form.surnames.length > 0 && shareOne(form.surnames, chineseSurnameClasses.get(latin))) return true
    return form.nicknames.length > 0 && shareOne(form.nicknames, nicknamesOf(latin))
  }
  #isSlip(latin: string, letters: number): boolean {
    const { latin: own, letters: ownLetters } = this.#form
    if (!mayBeSlip(own, ownLetters, latin, letters)) return false
    const limit = editLimit(Math.min(own.length, latin.length))
    return editDistance(own, latin, limit) <= limit
  }
  #soundsLike(latin: string, bare: string | null): boolean {
    const { readings } = this.#form
    if (!maySoundLike(latin, readings) && (bare === null || !maySoundLike(bare, readings))) return false
    const others = readConsonants(latin, 'Latin', bare === null ? [latin] : [latin, bare])
    return leastSoundDistance(readings, others, soundLimit.written) !== null
  }
}
const shareOne = <T>(own: readonly T[], others: readonly T[] | undefined): boolean =>
  others?.some((one) => own.includes(one)) ?? false

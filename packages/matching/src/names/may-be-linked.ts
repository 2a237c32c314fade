import { leastSoundDistance } from './compare-sound.ts'
import { foldCompound, withoutArticle } from './compounds.ts'
import { mayBeSaidAs, readConsonants } from './consonants.ts'
import { chineseSurnameClasses } from './east-asian/read-han-name.ts'
import { editDistance } from './edit-distance.ts'
import { stemFrom, stemOf } from './endings.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { lettersOf, type WordForm } from './late-form.ts'
import { knownWord, nicknamesOf, type Register, undoubled } from './lexicon.ts'
import { soundLimit } from './name-weights.ts'
import { editLimit, leastTyping, mayBeAlike, mayBeSlip } from './relate-words.ts'

export { isPlain } from './plain-letters.ts'

/** A word of plain letters (`isPlain`), as far as it is looked at before its form is made. */
export interface PlainWord {
  readonly latin: string
  readonly letters: number
  readonly register: Register
  /** Without the article that is written on to it; null where there is none. */
  readonly bare: string | null
}
/** `plain`: `isPlain` holds. */
export function readPlain(plain: string, register: Register): PlainWord {
  if (register === 'organisation') return { latin: plain, letters: lettersOf(plain), register, bare: null }
  const latin = foldCompound(plain)
  return { latin, letters: lettersOf(latin), register, bare: withoutArticle(latin) }
}

/** Tells of plain words whether something may link them with one word. */
export type Tester = (plain: string, register: Register) => boolean

function testOf(form: WordForm): LinkTest | null {
  if (form.linkTest === undefined) form.linkTest = isTold(form) ? new LinkTest(form) : null
  return form.linkTest as LinkTest | null
}

/**
 * What tells of words in plain letters (`isPlain`), before anything of them is worked out, whether `relateWords` or `relateJoined` may link
 * them with this word. It errs on the side of yes. Null: this word is not told by letters; its sound is, or an ending.
 */
export const testerOf = (form: WordForm): Tester | null => testOf(form)?.tell ?? null
/** The same for one plain word; true where this word is not told by letters. */
export const mayBeLinked = (form: WordForm, plain: PlainWord): boolean => testOf(form)?.mayLink(plain) ?? true

// Only of these scripts does `relateWords` ask that words which sound alike look alike.
const isTold = (form: WordForm): boolean =>
  form.latin.length >= 2 &&
  form.wildcard === null &&
  form.korean === null &&
  (form.script === 'Latin' || form.script === 'Cyrillic' || form.script === 'Greek')

class LinkTest {
  readonly #form: WordForm
  readonly #bare: string
  readonly #stem: string | null
  readonly tell: Tester = (plain, register) => this.mayLink(readPlain(plain, register))

  constructor(form: WordForm) {
    this.#form = form
    this.#bare = undoubled(form.latin)
    this.#stem = form.latin.length >= stemFrom ? stemOf(form.latin) : null
  }

  mayLink(word: PlainWord): boolean {
    const { latin, letters, bare } = word
    const own = this.#form.latin
    // An initial, or one name by more than letters.
    if (latin.length < 2 || this.#isListed(latin, word) || (bare !== null && this.#isListed(bare, word))) return true
    const stem = this.#stem
    if (stem !== null && latin.startsWith(stem) && stemOf(latin) === stem) return true
    if (!mayBeAlike(own, this.#form.letters, latin, letters)) return false
    const alike = own < latin ? jaroWinkler(own, latin) : jaroWinkler(latin, own)
    if (alike >= leastTyping && this.#isSlip(latin, letters)) return true
    // A letter written twice makes no other word.
    if (alike < soundLimit.alike && undoubled(latin) !== this.#bare) return false
    return this.#isSaidAs(latin, bare)
  }

  /** One of the spellings, or a name that tables say to be one with it. */
  #isListed(latin: string, { register }: PlainWord): boolean {
    const form = this.#form
    if (latin === form.latin || (form.forms.length > 1 && form.forms.includes(latin))) return true
    // Of two servants of God only what they serve is compared.
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
  #isSaidAs(latin: string, bare: string | null): boolean {
    const { readings } = this.#form
    if (!mayBeSaidAs(latin, readings) && (bare === null || !mayBeSaidAs(bare, readings))) return false
    const others = readConsonants(latin, 'Latin', bare === null ? [latin] : [latin, bare])
    return leastSoundDistance(readings, others, soundLimit.written) !== null
  }
}
const shareOne = <T>(own: readonly T[], others: readonly T[] | undefined): boolean =>
  others?.some((one) => own.includes(one)) ?? false

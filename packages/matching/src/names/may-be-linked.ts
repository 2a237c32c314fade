import { foldCompound } from './compounds.ts'
import { mayBeSaidAs } from './consonants.ts'
import { chineseSurnameClasses } from './east-asian/read-han-name.ts'
import { stemFrom, stemOf } from './endings.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { lettersOf, type WordForm } from './late-form.ts'
import { knownWord, nicknamesOf, type Register, undoubled } from './lexicon.ts'
import { soundLimit } from './name-weights.ts'
import { leastTyping, mayBeAlike, mayBeSlip } from './relate-words.ts'

export { isPlain } from './plain-letters.ts'

/** Words that may hide the article, written joined: more than the letters says something about their form. */
function mayHideArticle(latin: string): boolean {
  const first = latin.charCodeAt(0)
  if (first !== codeOfA && first !== codeOfE) return false
  const second = latin.charCodeAt(1)
  return (
    second === codeOfL || (first === codeOfE && second === latin.charCodeAt(2) && 'dnrstz'.includes(latin.charAt(1)))
  )
}
const [codeOfA, codeOfE, codeOfL] = [0x61, 0x65, 0x6c]

/** A word of plain letters (`isPlain`), as far as it is looked at before its form is made. */
export interface PlainWord {
  readonly latin: string
  readonly letters: number
  readonly register: Register
  /** The letters do not tell its form. */
  readonly open: boolean
}
/** `plain`: `isPlain` holds. */
export function readPlain(plain: string, register: Register): PlainWord {
  const latin = register === 'person' ? foldCompound(plain) : plain
  const open = latin.length < 2 || mayHideArticle(plain) || (latin !== plain && mayHideArticle(latin))
  return { latin, letters: lettersOf(latin), register, open }
}

/** Tells of plain words whether something may link them with one word. */
export type Tester = (plain: string, register: Register) => boolean
const testers = new WeakMap<WordForm, LinkTest | null>()

function testOf(form: WordForm): LinkTest | null {
  const known = testers.get(form)
  if (known !== undefined) return known
  const made = isTold(form) ? new LinkTest(form) : null
  testers.set(form, made)
  return made
}

/**
 * What tells of words in plain letters (`isPlain`), before anything of them is worked out, whether `relateWords` or `relateJoined` may link
 * them with this word. It errs on the side of yes. Null: this word is not told by letters; its sound is, or an ending.
 */
export function testerOf(form: WordForm): Tester | null {
  const test = testOf(form)
  return test === null ? null : (plain, register) => test.mayLink(readPlain(plain, register))
}
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

  constructor(form: WordForm) {
    this.#form = form
    this.#bare = undoubled(form.latin)
    this.#stem = form.latin.length >= stemFrom ? stemOf(form.latin) : null
  }

  mayLink({ latin, letters, register, open }: PlainWord): boolean {
    const form = this.#form
    const own = form.latin
    if (open || latin === own || (form.forms.length > 1 && form.forms.includes(latin))) return true
    // Of two servants of God only what they serve is compared.
    if (form.servantOf !== null && latin.startsWith('abd')) return true
    if (form.known !== null && knownWord(latin, register) === form.known) return true
    if (register === 'person') {
      if (form.surnames.length > 0 && shareOne(form.surnames, chineseSurnameClasses.get(latin))) return true
      if (form.nicknames.length > 0 && shareOne(form.nicknames, nicknamesOf(latin))) return true
    }
    const stem = this.#stem
    if (stem !== null && latin.startsWith(stem) && stemOf(latin) === stem) return true
    if (!mayBeAlike(own, form.letters, latin, letters)) return false
    const alike = own < latin ? jaroWinkler(own, latin) : jaroWinkler(latin, own)
    if (alike >= leastTyping && mayBeSlip(own, form.letters, latin, letters)) return true
    // A letter written twice makes no other word.
    if (alike < soundLimit.alike && undoubled(latin) !== this.#bare) return false
    return mayBeSaidAs(latin, form.readings)
  }
}
const shareOne = <T>(own: readonly T[], others: readonly T[] | undefined): boolean =>
  others?.some((one) => own.includes(one)) ?? false

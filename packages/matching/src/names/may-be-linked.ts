import { foldCompound } from './compounds.ts'
import { chineseSurnameClasses } from './east-asian/read-han-name.ts'
import { stemFrom, stemOf } from './endings.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { knownName, nicknamesOf, type Register, undoubled } from './lexicon.ts'
import { soundLimit } from './name-weights.ts'
import { popCount } from './relate-words.ts'
import { lettersOf, loosely, type WordForm } from './word-form.ts'

/** Letters whose form follows from them alone. */
export const isPlain = (text: string): boolean => /^[a-z]+$/.test(text)
// Forms that more than the letters say something about: the article, written joined.
const article = /^[ae]l|^e([dnrstz])\1/

const vowelFirst = (plain: string): boolean => plain.charCodeAt(0) === 0x61 || plain.charCodeAt(0) === 0x65

/** Tells of plain words whether something may link them with one word. */
export type Tester = (plain: string, register: Register) => boolean
const testers = new WeakMap<WordForm, Tester | null>()

/**
 * What tells of words in plain letters (`isPlain`), before anything of them is worked out, whether `relateWords` or `relateJoined` may link
 * them with this word. It errs on the side of yes. Null: this word is not told by letters; its sound is, or an ending.
 */
export function testerOf(form: WordForm): Tester | null {
  const known = testers.get(form)
  if (known !== undefined) return known
  const made = makeTester(form)
  testers.set(form, made)
  return made
}

function makeTester(form: WordForm): Tester | null {
  const own = form.latin
  if (own.length < 2 || form.wildcard !== null || form.korean !== null) return null
  // Only of these does `relateWords` ask that words which sound alike look alike.
  if (!['Latin', 'Cyrillic', 'Greek'].includes(form.script) || loosely(form)) return null
  const forms = new Set(form.forms)
  const bare = undoubled(own)
  const letters = lettersOf(own)
  const stem = own.length >= stemFrom ? stemOf(own) : null
  const classes = (latin: string): readonly string[] => chineseSurnameClasses.get(latin) ?? []
  return (plain, register) => {
    const person = register === 'person'
    const latin = person ? foldCompound(plain) : plain
    if (latin.length < 2 || latin === own || forms.has(latin)) return true
    if (vowelFirst(plain) && (article.test(plain) || article.test(latin))) return true
    // Of two servants of God only what they serve is compared.
    if (form.servantOf !== null && latin.startsWith('abd')) return true
    if (form.known !== null && knownName([latin], register) === form.known) return true
    if (person && form.surnames.length > 0 && classes(latin).some((one) => form.surnames.includes(one))) return true
    if (person && form.nicknames.length > 0 && nicknamesOf(latin).some((one) => form.nicknames.includes(one)))
      return true
    if (stem !== null && latin.startsWith(stem) && stemOf(latin) === stem) return true
    // Letters that only one of them has find no like in the other: most words are told by that.
    const others = lettersOf(latin)
    const matches = Math.min(own.length - popCount(letters & ~others), latin.length - popCount(others & ~letters))
    const jaro = (matches / own.length + matches / latin.length + 1) / 3
    const prefix = own.charCodeAt(0) === latin.charCodeAt(0) ? 0.4 : 0
    if (jaro + prefix * (1 - jaro) < soundLimit.alike - 1e-9) return false
    if ((own < latin ? jaroWinkler(own, latin) : jaroWinkler(latin, own)) >= soundLimit.alike) return true
    // A letter written twice makes no other word.
    return undoubled(latin) === bare
  }
}

import { leastSoundDistance } from './compare-sound.ts'
import { foldCompound } from './compounds.ts'
import { readConsonants } from './consonants.ts'
import { chineseSurnameClasses } from './east-asian/read-han-name.ts'
import { stemFrom, stemOf } from './endings.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { lettersOf, loosely, type WordForm } from './late-form.ts'
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
    if (latin.length < 2 || latin === own || (forms.size > 1 && forms.has(latin))) return true
    if (mayHideArticle(plain) || mayHideArticle(latin)) return true
    // Of two servants of God only what they serve is compared.
    if (form.servantOf !== null && latin.startsWith('abd')) return true
    if (form.known !== null && knownWord(latin, register) === form.known) return true
    if (person && form.surnames.length > 0 && classes(latin).some((one) => form.surnames.includes(one))) return true
    if (person && form.nicknames.length > 0 && nicknamesOf(latin).some((one) => form.nicknames.includes(one)))
      return true
    if (stem !== null && latin.startsWith(stem) && stemOf(latin) === stem) return true
    const others = lettersOf(latin)
    if (!mayBeAlike(own, letters, latin, others)) return false
    const alike = own < latin ? jaroWinkler(own, latin) : jaroWinkler(latin, own)
    if (alike >= leastTyping && mayBeSlip(own, letters, latin, others)) return true
    // A letter written twice makes no other word.
    if (alike < soundLimit.alike && undoubled(latin) !== bare) return false
    return leastSoundDistance(form.readings, readConsonants(latin, 'Latin', [latin]), soundLimit.written) !== null
  }
}

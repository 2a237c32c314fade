import { foldCompound } from '../names/compounds.ts'
import { jaroWinkler } from '../names/jaro-winkler.ts'
import { soundLimit } from '../names/name-weights.ts'
import type { WordForm } from '../names/word-form.ts'

const plain = /^[a-z]+$/
// Forms that more than the letters say something about: the article, written joined.
const article = /^[ae]l|^e([dnrstz])\1/

/**
 * Tells whether Latin words written as one may be this word: `relateJoined` wants them to look alike, whatever they sound like. Null: not to
 * be told by letters.
 */
export function runTester(form: WordForm): ((joined: string, organisation: boolean) => boolean) | null {
  const own = form.latin
  if (form.script !== 'Latin' || !plain.test(form.text) || form.known !== null || form.servantOf !== null) return null
  if (form.surnames.length > 0 || form.korean !== null || form.wildcard !== null) return null
  const forms = new Set(form.forms)
  return (joined, organisation) => {
    const latin = organisation ? joined : foldCompound(joined)
    if (article.test(joined) || article.test(latin) || forms.has(latin)) return true
    // A letter written twice makes no other word.
    if (undoubled(latin) === undoubled(own)) return true
    return (own < latin ? jaroWinkler(own, latin) : jaroWinkler(latin, own)) >= soundLimit.alike
  }
}
const undoubled = (text: string): string => text.replace(/(.)\1+/g, '$1')

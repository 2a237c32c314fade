import { wordsOf } from './dictionary.ts'

/** Why something is removed at the door (safeguards.md 3.9). */
export type SensitiveCategory = 'meal' | 'health' | 'free-text'

const HARMLESS_MEALS = new Set(['BBML', 'CHML', 'SPML'])
const HEALTH = new Set('WCBD WCBW WCMP WCLB BLND DEAF DPNA DEPA DEPU MEDA STCR OXYG MAAS SVAN'.split(' '))

/** Category of an SSR code that says something about religion or health; null for every other code. */
export function sensitiveService(code: string): SensitiveCategory | null {
  if (code.length !== 4) return null
  const upper = code.toUpperCase()
  if (upper.endsWith('ML')) return HARMLESS_MEALS.has(upper) ? null : 'meal'
  return upper.startsWith('WCH') || HEALTH.has(upper) ? 'health' : null
}

/**
 * The sentences of a free text (OSI, SSR text, remark) that speak of religion, health, union, politics or orientation,
 * as ranges of the text; a sentence ends at `.`, `!`, `?` or `;` before a blank, or at the end.
 */
export function sensitiveSentences(text: string): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  let from = 0
  for (let i = 0; i <= text.length; i++) {
    const ends = i === text.length || (isStop(text.charCodeAt(i)) && (i + 1 === text.length || text[i + 1] === ' '))
    if (!ends) continue
    const to = Math.min(i + 1, text.length)
    if (speaksOfSensitive(text.slice(from, to))) found.push({ from, to })
    from = to
  }
  return found
}

const isStop = (code: number): boolean => code === 0x2e || code === 0x21 || code === 0x3f || code === 0x3b

function speaksOfSensitive(sentence: string): boolean {
  const { single, pairs } = wordsOf()
  let previous = ''
  let word = ''
  for (let i = 0; i <= sentence.length; i++) {
    const char = i < sentence.length ? sentence[i]! : ' '
    if (isLetter(char)) {
      word += char
      continue
    }
    if (word === '') continue
    const upper = word.toUpperCase()
    if (single.has(upper) || pairs.has(`${previous} ${upper}`)) return true
    previous = upper
    word = ''
  }
  return false
}

const isLetter = (char: string): boolean => {
  const code = char.charCodeAt(0)
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code >= 0xc0
}

import { sensitiveWords } from './dictionary.ts'

/** The reason for removing data on receipt. ICAO Annex 9, 9.31 and Directive (EU) 2016/681, Art. 13(4) forbid processing such data. */
export type SensitiveCategory = 'meal' | 'health' | 'free-text'

export interface SensitiveRange {
  from: number
  to: number
  category: SensitiveCategory
  /** The byte to write in place of the data: `*`, or another character if `*` is a separator of the message. */
  mask: number
}

const HARMLESS_MEALS = new Set(['BBML', 'CHML', 'SPML'])
const HEALTH = new Set('WCBD WCBW WCMP WCLB BLND DEAF DPNA DEPA DEPU MEDA STCR OXYG MAAS SVAN'.split(' '))

/** Returns the category of an SSR code that reveals religion or health, or null. */
export function sensitiveService(code: string): SensitiveCategory | null {
  if (code.length !== 4) return null
  const upper = code.toUpperCase()
  if (upper.endsWith('ML')) return HARMLESS_MEALS.has(upper) ? null : 'meal'
  return upper.startsWith('WCH') || HEALTH.has(upper) ? 'health' : null
}

const LAYOUTS = new Set(
  'DOCS DOCO DOCA INFT TKNE TKNA TKNM FQTV FQTS FQTU FQTR FOID SEAT NSST NSSA NSSW RQST'.split(' '),
)

/** Tests whether the text of a service has a fixed layout that contains only names, numbers and dates. */
export const hasLayout = (code: string): boolean => LAYOUTS.has(code)

/** Returns the category of the first word of a text that is the code of a sensitive service (`WCHR`, `VGML`), or null. */
export function serviceIn(text: string): SensitiveCategory | null {
  for (let i = 0, word = -1; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 0x20
    if (isLetter(code) || (code >= 0x30 && code <= 0x39)) {
      if (word < 0) word = i
      continue
    }
    if (word >= 0 && i - word === 4) {
      const category = sensitiveService(text.slice(word, i))
      if (category !== null) return category
    }
    word = -1
  }
  return null
}

/**
 * Finds the sensitive sentences of a text about one passenger. There, words for a meal or for assistance are sensitive
 * too: a passenger list has no other text that needs them.
 */
export const sensitiveRequests: typeof sensitiveSentences = (text) =>
  sensitiveSentences(text, sensitiveWords().requests)

/**
 * Finds the sentences of a free text (OSI, SSR text, remark) that reveal religion, health, trade union membership,
 * politics or sexual orientation. Returns ranges of the text; a sentence ends at `.`, `!`, `?` or `;` before a blank,
 * or at the end.
 */
export function sensitiveSentences(
  text: string,
  more: ReadonlySet<string> = NO_WORDS,
): readonly { from: number; to: number }[] {
  const { single, pairs, firstOfPairs } = sensitiveWords()
  let found: { from: number; to: number }[] | null = null
  let sentence = 0
  let word = -1
  let previous = ''
  let matched = false
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 0x20
    if (isLetter(code)) {
      if (word < 0) word = i
      continue
    }
    if (word >= 0) {
      if (!matched && i - word >= 3) {
        const upper = text.slice(word, i).toUpperCase()
        matched = single.has(upper) || more.has(upper) || (previous !== '' && pairs.has(`${previous} ${upper}`))
        previous = firstOfPairs.has(upper) ? upper : ''
      }
      word = -1
    }
    const ends = i === text.length || (isStop(code) && (i + 1 === text.length || text.charCodeAt(i + 1) === 0x20))
    if (!ends) continue
    const to = Math.min(i + 1, text.length)
    if (matched) {
      found ??= []
      found.push({ from: sentence, to })
    }
    sentence = to
    matched = false
    previous = ''
  }
  return found ?? NONE
}

const NONE: readonly never[] = []
const NO_WORDS: ReadonlySet<string> = new Set()

const isStop = (code: number): boolean => code === 0x2e || code === 0x21 || code === 0x3f || code === 0x3b

const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code >= 0xc0

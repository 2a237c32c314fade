import { sensitiveWords } from './dictionary.ts'
import { type Meaning, noMeaning } from './word-index.ts'

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
export const sensitiveRequests = (text: string): readonly { from: number; to: number }[] => sentencesOf(text, true)

/**
 * Finds the sentences of a free text (OSI, SSR text, remark) that reveal religion, health, trade union membership,
 * politics or sexual orientation. Returns ranges of the text; a sentence ends at `.`, `!`, `?` or `;` before a blank,
 * at the same marks of Chinese, or at the end.
 */
export const sensitiveSentences = (text: string): readonly { from: number; to: number }[] => sentencesOf(text, false)

function sentencesOf(text: string, requests: boolean): readonly { from: number; to: number }[] {
  let found: { from: number; to: number }[] | null = null
  let sentence = 0
  let word = -1
  let plain = true
  const scan = scanFor(requests)
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 0x20
    if (isLetter(code)) {
      if (word < 0) {
        word = i
        plain = true
      }
      if (code >= 0x80) plain = false
      continue
    }
    if (word >= 0) {
      if (!scan.matched) scan.add(text, word, i, plain)
      word = -1
    }
    const ends =
      i === text.length ||
      isWideStop(code) ||
      (isStop(code) && (i + 1 === text.length || text.charCodeAt(i + 1) === 0x20))
    if (!ends) continue
    const to = Math.min(i + 1, text.length)
    if (scan.end()) {
      found ??= []
      found.push({ from: sentence, to })
    }
    sentence = to
  }
  return found ?? NONE
}

let scans: readonly [SentenceScan, SentenceScan] | null = null

/** Returns the scan of texts with or without words of requests. A scan is used by one text at a time. */
function scanFor(requests: boolean): SentenceScan {
  scans ??= [new SentenceScan(false), new SentenceScan(true)]
  return scans[requests ? 1 : 0]
}

/** Reads the words of one sentence after another. */
class SentenceScan {
  matched = false
  /** A word that is sensitive unless the next word shows that it is a name or a place. */
  #doubtful = false
  #previous = noMeaning()
  #current = noMeaning()
  readonly #requests: boolean
  readonly #words = sensitiveWords()

  constructor(requests: boolean) {
    this.#requests = requests
  }

  add(text: string, from: number, to: number, plain: boolean): void {
    const previous = this.#previous
    const word = clear(this.#current)
    this.#words.lookUp(text, from, to, plain, word)
    if (word.sensitive || (this.#requests && word.request) || isMealCode(text, from, to)) {
      this.matched = true
      return
    }
    const isName =
      (this.#doubtful && this.#isAny(previous, word, 'isName')) ||
      (word.ambiguous && (isInAddress(text, from, to) || this.#isAny(previous, word, 'isName')))
    if (this.#isAny(previous, word, 'isPair')) this.matched = true
    if (word.filler || to - from <= 2) {
      // A short word stands between the two words of a pair, or belongs to a pair itself.
      if (isName) this.#doubtful = false
      previous.roles.push(...word.roles)
      return
    }
    if (this.#doubtful && !isName) this.matched = true
    this.#doubtful = word.ambiguous && !isName
    this.#previous = word
    this.#current = previous
  }

  /** Ends the sentence. Returns whether it is sensitive. */
  end(): boolean {
    const matched = this.matched || this.#doubtful
    this.matched = false
    this.#doubtful = false
    clear(this.#previous)
    return matched
  }

  #isAny(previous: Meaning, word: Meaning, test: 'isPair' | 'isName'): boolean {
    if (previous.roles.length === 0 || word.roles.length === 0) return false
    return previous.roles.some((first) => word.roles.some((second) => this.#words[test](first, second)))
  }
}

function clear(meaning: Meaning): Meaning {
  meaning.sensitive = meaning.ambiguous = meaning.request = meaning.filler = false
  meaning.roles.length = 0
  return meaning
}

/** Tests whether a word is part of an e-mail address or of a name in one (`BISHOP_ANN@`). */
const isInAddress = (text: string, from: number, to: number): boolean =>
  text[from - 1] === '_' || text[to] === '_' || text[from - 1] === '@' || text[to] === '@'

/** Tests whether a word of a text is the code of a meal; `HTML` is none. */
function isMealCode(text: string, from: number, to: number): boolean {
  if (to - from !== 4 || (text.charCodeAt(to - 1) | 32) !== 0x6c || (text.charCodeAt(to - 2) | 32) !== 0x6d)
    return false
  const code = text.slice(from, to)
  return code.toUpperCase() !== 'HTML' && sensitiveService(code) === 'meal'
}

const NONE: readonly never[] = []

const isStop = (code: number): boolean => code === 0x2e || code === 0x21 || code === 0x3f || code === 0x3b

const isWideStop = (code: number): boolean => code === 0x3002 || code === 0xff01 || code === 0xff1f || code === 0xff1b

const isLetter = (code: number): boolean =>
  (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || (code >= 0xc0 && !isMark(code))

/** Tests for punctuation outside Latin: general, of Chinese, in full width, of Arabic. */
const isMark = (code: number): boolean =>
  (code >= 0x2000 && code <= 0x206f) ||
  (code >= 0x3000 && code <= 0x303f) ||
  (code >= 0xff00 && code <= 0xff20) ||
  code === 0x60c ||
  code === 0x61b ||
  code === 0x61f ||
  code === 0xd7 ||
  code === 0xf7

import type { Script } from './script.ts'

/**
 * A word as its consonants with what stands between them, to compare spellings of one sound (matching.md 3.3).
 * `masks[i]` holds the consonant classes the i-th written consonant can stand for; `gaps[i]` the vowels and weak
 * letters before it, `gaps[masks.length]` those after the last.
 */
export interface Consonants {
  masks: number[]
  gaps: string[]
  /** Written without short vowels: a gap may be empty where another script writes a vowel. */
  unvoweled: boolean
}

const B = 1
const P = 1 << 1
const T = 1 << 2
const TH = 1 << 3
const J = 1 << 4
const CH = 1 << 5
const KH = 1 << 6
const D = 1 << 7
const DH = 1 << 8
const R = 1 << 9
const Z = 1 << 10
const S = 1 << 11
const SH = 1 << 12
const GH = 1 << 13
const F = 1 << 14
const Q = 1 << 15
const K = 1 << 16
const G = 1 << 17
const L = 1 << 18
const M = 1 << 19
const N = 1 << 20
const ZH = 1 << 21
const TS = 1 << 22
const V = 1 << 23

// Longest first; a value of several masks is several consonants.
const latin: Readonly<Record<string, readonly number[]>> = {
  tsch: [CH],
  dsch: [J],
  tch: [CH],
  dzh: [J],
  sch: [SH],
  sh: [SH],
  ch: [CH | SH | KH],
  chr: [K, R],
  chl: [K, L],
  kh: [KH],
  gh: [GH | G | Q],
  dh: [DH | D | Z],
  th: [TH | T],
  ph: [F | P],
  zh: [ZH | J | Z],
  dj: [J],
  dz: [J | Z | DH],
  ts: [TS],
  tz: [TS | Z],
  cz: [CH | TS],
  sz: [S | SH],
  ck: [K],
  b: [B],
  c: [K | Q | J | TS],
  d: [D],
  f: [F],
  g: [G | J | GH],
  j: [J | ZH],
  k: [K],
  l: [L],
  m: [M],
  n: [N],
  p: [P],
  q: [Q | K | G | GH],
  r: [R],
  s: [S],
  t: [T],
  v: [V | F],
  x: [K, S],
  z: [Z | DH | ZH | TS],
}
const softC = S | TS | CH | K | J
const firstX = S | SH | KH | Z

const arabic: Readonly<Record<string, number | string>> = {
  ب: B | P,
  پ: P,
  ت: T,
  ط: T,
  ٹ: T,
  ټ: T,
  ث: TH | S | T,
  ج: J | G | ZH,
  چ: CH,
  ح: 'h',
  ه: 'h',
  ہ: 'h',
  ھ: 'h',
  ة: 'a',
  ۃ: 'a',
  خ: KH,
  د: D,
  ڈ: D,
  ډ: D,
  ذ: DH | Z | D,
  ر: R,
  ړ: R,
  ڑ: R,
  ز: Z,
  ژ: ZH | J,
  ظ: Z | DH | D,
  ض: D | DH | Z,
  س: S,
  ص: S,
  ش: SH,
  ښ: SH | KH,
  ع: "'",
  ا: 'a',
  أ: 'a',
  إ: 'i',
  آ: 'a',
  ٱ: 'a',
  ء: "'",
  ی: 'i',
  ي: 'i',
  ى: 'i',
  ې: 'i',
  ئ: 'i',
  ے: 'i',
  غ: GH,
  ف: F | V,
  ق: Q | K | G,
  ك: K,
  ک: K,
  گ: G | GH,
  ل: L,
  م: M,
  ن: N,
  ڼ: N,
  ں: N,
  و: 'u',
  ؤ: 'u',
  ځ: DH | Z | J,
  څ: TS | S,
}
const hebrew: Readonly<Record<string, number | string>> = {
  א: "'",
  ב: B | V | F,
  ג: G | J,
  ד: D,
  ה: 'h',
  ו: 'u',
  ז: Z,
  ח: KH | CH,
  ט: T,
  י: 'i',
  כ: K | KH | CH,
  ך: K | KH | CH,
  ל: L,
  מ: M,
  ם: M,
  נ: N,
  ן: N,
  ס: S,
  ע: "'",
  פ: P | F,
  ף: P | F,
  צ: TS | Z,
  ץ: TS | Z,
  ק: K | Q,
  ר: R,
  ש: SH | S,
  ת: T | TH,
}

// `'` parts letters that only look like one sound: Ishak is Is-hak, Abdzahir is Abd-zahir.
const servantPrefix = /^abd(?=[a-z]{3})/

function readLatin(written: string): Consonants {
  const word = written.replace(servantPrefix, "abd'")
  const masks: number[] = []
  const gaps: string[] = ['']
  let at = 0
  while (at < word.length) {
    const letter = word[at] ?? ''
    if ('aeiouywh'.includes(letter)) {
      gaps[masks.length] += letter
      at += 1
      continue
    }
    let size = 4
    while (size > 0 && !Object.hasOwn(latin, word.slice(at, at + size))) size -= 1
    if (size === 0) {
      at += 1
      continue
    }
    let read = latin[word.slice(at, at + size)] ?? []
    if (size === 1 && letter === 'c' && 'eiy'.includes(word[at + 1] ?? '-')) read = [softC]
    if (size === 1 && letter === 'x' && at === 0) read = [firstX]
    for (const mask of read) {
      // A doubled consonant is one.
      const last = masks.length - 1
      if (
        last >= 0 &&
        gaps[masks.length] === '' &&
        ((masks[last] ?? 0) & mask) !== 0 &&
        read.length === 1 &&
        word[at - 1] !== "'"
      ) {
        masks[last] = (masks[last] ?? 0) & mask
        continue
      }
      masks.push(mask)
      gaps.push('')
    }
    at += size
  }
  return { masks, gaps, unvoweled: false }
}

function readAbjad(word: string, table: Readonly<Record<string, number | string>>): Consonants {
  const masks: number[] = []
  const gaps: string[] = ['']
  for (const letter of word) {
    const value = table[letter]
    if (typeof value === 'number') {
      masks.push(value)
      gaps.push('')
    } else if (value !== undefined) gaps[masks.length] += value
  }
  return { masks, gaps, unvoweled: true }
}

/** The consonant readings of a word: of its own letters in Arabic and Hebrew, else of its Latin forms. At most six. */
export function readConsonants(word: string, script: Script, forms: readonly string[]): Consonants[] {
  if (script === 'Arabic')
    return word.length > 2
      ? [readAbjad(word, arabic)]
      : readAbjad(word, arabic).masks.length > 0
        ? [readAbjad(word, arabic)]
        : []
  if (script === 'Hebrew') return [readAbjad(word, hebrew)].filter((reading) => reading.masks.length > 0)
  const readings: Consonants[] = []
  const seen = new Set<string>()
  const add = (form: string): void => {
    if (seen.has(form) || readings.length >= 6) return
    seen.add(form)
    const reading = readLatin(form)
    if (reading.masks.length > 0 || form.length > 3) readings.push(reading)
  }
  for (const form of forms) add(form)
  for (const form of forms) {
    if (/sh|dz/.test(form)) add(form.replace(/s(?=h)|d(?=z)/g, "$&'"))
    if (form.includes('kh')) add(form.replaceAll('kh', 'h'))
    // German and Polish w, Persian and Turkish v: both stand for the letter that Arabic writes as a weak one.
    if (form.includes('v')) add(form.replaceAll('v', 'w'))
    // j as a half vowel (German, Serbian, Scandinavian).
    if (form.includes('j')) add(form.replaceAll('j', 'y'))
  }
  return readings
}

// Coarse groups for retrieval: consonants that spellings exchange fall together.
const coarse: readonly (readonly [number, string])[] = [
  [B | P, 'b'],
  [T | TH, 't'],
  [D | DH, 'd'],
  [S | Z | SH | TS | CH | J | ZH, 's'],
  [K | Q | KH | G | GH, 'k'],
  [R, 'r'],
  [L, 'l'],
  [M, 'm'],
  [N, 'n'],
  [F | V, 'f'],
]

/** Retrieval keys of a reading: two readings that can stand for one another share at least one. */
export function consonantKeys(reading: Consonants): string[] {
  if (reading.masks.length === 0) return ['-']
  let keys = ['']
  for (const mask of reading.masks) {
    const groups = coarse.filter(([bits]) => (bits & mask) !== 0).map(([, name]) => name)
    if (keys.length * groups.length > 16) return keys.map((key) => `${key}*`)
    keys = keys.flatMap((key) => groups.map((group) => key + group))
  }
  return keys
}

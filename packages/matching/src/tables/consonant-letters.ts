/**
 * Consonant classes: the sounds that a letter or a group of letters can stand for, one bit each. Two spellings agree where they have a bit in
 * common. Source: written for this project from general knowledge of Arabic, Persian and Hebrew writing and its romanisations.
 */
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

// The longest first. A value of several masks is several consonants.
export const latinConsonants: Readonly<Record<string, readonly number[]>> = {
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
/** c before e, i, y; x at the beginning of a word. */
export const softC = S | TS | CH | K | J
export const firstX = S | SH | KH | Z

/** Letters of the Arabic script; a text value is a vowel or weak letter, `'` one that may be silent. */
export const arabicLetters: Readonly<Record<string, number | string>> = {
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
  ذ: DH | Z | D | TH,
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
export const hebrewLetters: Readonly<Record<string, number | string>> = {
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

// Coarse groups for retrieval: consonants that spellings exchange are in one group.
export const coarseGroups: readonly (readonly [number, string])[] = [
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

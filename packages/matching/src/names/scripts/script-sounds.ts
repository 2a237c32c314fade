import {
  armenian,
  bengali,
  burmese,
  devanagari,
  ethiopicRows,
  ethiopicVowels,
  georgian,
  khmer,
  tamil,
  thai,
} from '../../tables/script-letters.ts'
import { hangulSounds } from './read-hangul.ts'
import { romaniseKana } from './romanise-kana.ts'
import type { Script } from './script.ts'

/** A sound of a written word: a consonant with its spellings in Latin, or the vowels between two consonants (`~`: a vowel that may be left out). */
export type Sound = { spellings: readonly string[] } | { vowel: string }

const isVowel = (value: string): boolean => /^[aeiouyhw~]*$/.test(value)
function push(out: Sound[], value: string): void {
  for (const part of value.split('+'))
    if (isVowel(part)) out.push({ vowel: part })
    else out.push({ spellings: part.split('/') })
}
const inherent = '~'

// In Indian scripts a consonant has an inherent vowel. A vowel sign replaces it, a virama removes it, and the end of a word drops it.
function readIndic(word: string, base: number, own: ReadonlyMap<string, string>): Sound[] {
  const out: Sound[] = []
  const letters = [...word.normalize('NFC')]
  let open = false
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] ?? ''
    const place = (letter.codePointAt(0) ?? 0) - base
    const marked = place >= 0x15 && place <= 0x39 && letters[at + 1] === String.fromCodePoint(base + 0x3c)
    const general = String.fromCodePoint(0x900 + place)
    const value = marked
      ? (nukta.get(general) ?? devanagari.get(general))
      : (own.get(letter) ?? devanagari.get(general))
    if (marked) at += 1
    if (place === 0x4d) {
      open = false
      continue
    }
    if (place === 0x02 || place === 0x01) {
      // Latin spellings write a nasal sign before a consonant as a letter; after the last vowel they mostly omit it.
      if (letters[at + 1] !== undefined) out.push({ spellings: ['n', 'm'] })
      open = false
      continue
    }
    if (value === undefined || place < 0 || place > 0x7f) continue
    const sign = place >= 0x3e && place <= 0x4c
    if (open && !sign) out.push({ vowel: inherent })
    open = place >= 0x15 && place <= 0x39
    push(out, value)
  }
  if (open) out.push({ vowel: inherent })
  return out
}
// Letters with a dot below, by their place in Devanagari.
const nukta = new Map(Object.entries({ क: 'q/k', ख: 'kh', ग: 'gh/g', ज: 'z', ड: 'r/d', ढ: 'rh/r/d', फ: 'f', य: 'y' }))

function readThai(word: string): Sound[] {
  const ordered = word
    .normalize('NFKC')
    // Remove muted letters with their vowels, tone marks and signs of shortness.
    .replace(/[ก-ฮ][ิุ]?์/g, '')
    .replace(/[็่-๋ํ]/g, '')
    // Remove a silent h before a sonorant.
    .replace(/ห(?=[งญนมยรลว])/g, '')
    // Read รร as a vowel, and as a vowel and n at the end of a word.
    .replace(/รร(?=[ก-ฮ])/g, 'ะ')
    .replace(/รร/g, 'ะน')
    .replace(/ทร/g, 'ซ')
    .replace(/ำ|ํา/g, 'ะม')
    // Some vowels are written before their consonant but spoken after it.
    .replace(/เ([ก-ฮ][รลว]?)ี?ย/g, (whole, head: string) => (whole.includes('ี') ? `${head}ิะ` : `${head}เย`))
    .replace(/เ([ก-ฮ][รลว]?)า/g, '$1าโ')
    .replace(/([เแโใไ])([ก-ฮ](?:[รล](?=[ก-ฮ]))?)/g, '$2$1')
    .replace(/ไย|[ัา]ย(?![ะ-ู])/g, 'ไ')
  const out: Sound[] = []
  const letters = [...ordered]
  const consonant = (letter: string | undefined): boolean => letter !== undefined && /[ก-ฮ]/.test(letter)
  letters.forEach((letter, at) => {
    const value = thai.get(letter)
    if (value === undefined) return
    const before = letters[at - 1]
    const last = at === letters.length - 1
    if (letter === 'อ') {
      // The letter is a silent carrier at the beginning of a word and a vowel after a consonant.
      if (at > 0 && consonant(before)) out.push({ vowel: 'o' })
      return
    }
    if (consonant(letter) && consonant(before) && before !== 'อ') out.push({ vowel: inherent })
    if (letter === 'ญ' && (last || consonant(letters[at + 1]))) out.push({ spellings: ['n'] })
    else if (letter === 'ร' && last) out.push({ spellings: ['n', 'r'] })
    else push(out, value)
  })
  return out
}

// Rhymes whose sound differs from the sounds of their letters.
const burmeseRhymes: readonly (readonly [RegExp, string])[] = [
  [/ေ[ာါ]င်/g, '<au+n+g>'],
  [/ေ[ာါ]က်/g, '<au+k>'],
  [/ိုင်/g, '<ai+n+g>'],
  [/ိုက်/g, '<ai+k>'],
  [/ေ[ာါ]်?/g, '<aw>'],
  [/ို(?!်)/g, '<o>'],
  [/င်/g, '<i+n>'],
  [/[ညယ]်/g, '<e>'],
  [/[နမဏ]်/g, '<n/m>'],
  [/[က-အ]်/g, '<t/k/p>'],
  [/ရှ/g, '<sh>'],
]
function readBurmese(word: string): Sound[] {
  const out: Sound[] = []
  let text = word.replace(/[့း]/g, '').replace(/ျ|ြ/g, 'ျ')
  for (const [letters, sound] of burmeseRhymes) text = text.replace(letters, sound)
  const parts = text.match(/<[^>]*>|./gu) ?? []
  parts.forEach((part, at) => {
    const value = part.startsWith('<') ? part.slice(1, -1) : burmese.get(part)
    if (value === undefined) return
    push(out, value)
    const next = parts[at + 1]
    if (/^[က-အ]$/.test(part) && (next === undefined || /^[က-အ]$/.test(next))) out.push({ vowel: inherent })
  })
  return out
}

function readKhmer(word: string): Sound[] {
  const out: Sound[] = []
  const letters = [...word]
  letters.forEach((letter, at) => {
    const value = khmer.get(letter)
    if (value === undefined) return
    push(out, value)
    const next = letters[at + 1]
    if (/[ក-អ]/.test(letter) && next !== undefined && /[ក-អ]/.test(next)) out.push({ vowel: inherent })
  })
  return out
}

function readEthiopic(word: string): Sound[] {
  const out: Sound[] = []
  for (const letter of word) {
    const place = (letter.codePointAt(0) ?? 0) - 0x1200
    const row = ethiopicRows[Math.floor(place / 8)]
    if (place < 0 || row === undefined) continue
    push(out, row)
    const vowel = ethiopicVowels[place % 8] ?? inherent
    const first = place % 8 === 0 ? (row === inherent ? 'a' : row === 'w' ? 'o' : vowel) : vowel
    out.push({ vowel: first })
  }
  return out
}

const armenianWord = (word: string): string =>
  word
    .replace(/ու/g, 'ՈՒ')
    .replace(/^ե/, 'յե')
    .replace(/^ո(?!ւ)/, 'վո')
function readAlphabet(word: string, letters: ReadonlyMap<string, string>): Sound[] {
  const out: Sound[] = []
  for (const letter of word) {
    if (letter === 'Ո') out.push({ vowel: 'u' })
    const value = letters.get(letter)
    if (value !== undefined) for (const part of value.split('+')) push(out, part)
  }
  return out
}

// Japanese writes the nearest sound for a foreign one: b for v, r for l, s for th. A vowel follows nearly every consonant.
const kanaSpellings: Readonly<Record<string, string>> = {
  b: 'b/v',
  r: 'r/l',
  s: 's/th/z',
  sh: 'sh/s',
  j: 'j/z/d',
  ch: 'ch/t',
  ts: 'ts/t',
  z: 'z/s/th',
  f: 'f/ph',
  k: 'k/c/q/kh',
  n: 'n/m',
}
function readKana(word: string): Sound[] {
  const out: Sound[] = []
  const latin = romaniseKana(word)
    .replace(/^u(?=[aeio])|^wu/, 'v')
    .replace(/^u(?=r[aiueo])/, 'v~')
  const parts = latin.match(/tch|ch|sh|ts|ky|gy|[bcdfgjkmnprstvz]|[aeiou]+|[hwy~]/g) ?? []
  parts.forEach((part, at) => {
    if (!isVowel(part)) push(out, kanaSpellings[part.replace('tch', 'ch')] ?? part.replace(/y$/, ''))
    else {
      const before = parts[at - 1] ?? ''
      const next = parts[at + 1]
      const between = !isVowel(before) && before !== '' && (next === undefined || !isVowel(next))
      const filler =
        part === 'u' || (part === 'o' && /^[td]$/.test(before)) || (part === 'i' && /^(?:ch|sh|j|tch)$/.test(before))
      out.push({ vowel: between && filler ? inherent : part })
    }
  })
  return out
}

const blocks: readonly (readonly [number, number, string, (word: string) => Sound[]])[] = [
  [0x0530, 0x058f, 'armenian', (word) => readAlphabet(armenianWord(word), armenian)],
  [0x0900, 0x097f, 'devanagari', (word) => readIndic(word, 0x900, devanagari)],
  [0x0980, 0x09ff, 'bengali', (word) => readIndic(word, 0x980, bengali)],
  [0x0a00, 0x0a7f, 'gurmukhi', (word) => readIndic(word, 0xa00, new Map())],
  [0x0a80, 0x0aff, 'gujarati', (word) => readIndic(word, 0xa80, new Map())],
  [0x0b00, 0x0b7f, 'odia', (word) => readIndic(word, 0xb00, new Map())],
  [0x0b80, 0x0bff, 'tamil', (word) => readIndic(word, 0xb80, tamil)],
  [0x0c00, 0x0c7f, 'telugu', (word) => readIndic(word, 0xc00, new Map())],
  [0x0c80, 0x0cff, 'kannada', (word) => readIndic(word, 0xc80, new Map())],
  [0x0d00, 0x0d7f, 'malayalam', (word) => readIndic(word, 0xd00, new Map())],
  [0x0e00, 0x0e7f, 'thai', readThai],
  [0x1000, 0x109f, 'burmese', readBurmese],
  [0x10a0, 0x10ff, 'georgian', (word) => readAlphabet(word, georgian)],
  [0x1200, 0x135a, 'ethiopic', readEthiopic],
  [0x1780, 0x17ff, 'khmer', readKhmer],
]

// Japanese and Korean do not write the r of a foreign name before a consonant or at the end. The vowel before it is long or open instead.
const withR = (word: string, script: Script): string[] =>
  script === 'Kana'
    ? [word, word.replace(/(?<=[ァ-ヺ])ー$/, 'ル'), word.replace(/(?<=[ァ-ヺ])ー/g, 'ル')]
    : [
        word,
        word.replace(/[거너더러머버서어저처커터퍼허]$/, '$&ᆯ'),
        word.replace(/[거너더러머버서어저처커터퍼허]/g, '$&ᆯ'),
      ]

/** Returns the possible sequences of sounds of a word in kana, Hangul or a script of `otherScript`; null for other scripts. */
export function scriptReadings(word: string, script: Script): Sound[][] | null {
  if (script === 'Kana') return [...new Set(withR(word, script))].map(readKana)
  if (script === 'Hangul')
    return [...new Set(withR(word, script).map((text) => text.normalize('NFC')))].map(hangulSounds)
  const sounds = scriptSounds(word, script)
  if (!sounds) return null
  // A final ร is pronounced n and spelled -n or -rn.
  const both: Sound[] = [{ spellings: ['r'] }, { spellings: ['n'] }]
  return /^[\u0e00-\u0e7f]*ร$/.test(word) ? [sounds, [...sounds.slice(0, -1), ...both]] : [sounds]
}
/** Returns the sounds of a word in a script of `otherScript`, in order; null for other scripts. */
export function scriptSounds(word: string, script: Script): Sound[] | null {
  if (script !== 'Other') return null
  return blockOf(word)?.[3](word) ?? null
}
function blockOf(word: string): (typeof blocks)[number] | undefined {
  const code = word.codePointAt(0) ?? 0
  return blocks.find(([from, to]) => code >= from && code <= to)
}
/** Returns the name of the script of a word whose `Script` is `Other`; null where this module does not read it. */
export const otherScript = (word: string): string | null => blockOf(word)?.[2] ?? null

/** Spells sounds in Latin in the usual way. A vowel that may be left out becomes an a inside the word and nothing at its end. */
export function spellSounds(sounds: readonly Sound[]): string {
  return sounds
    .map((sound, at) =>
      'vowel' in sound
        ? sound.vowel === inherent
          ? at === sounds.length - 1
            ? ''
            : 'a'
          : sound.vowel
        : (sound.spellings[0] ?? ''),
    )
    .join('')
}

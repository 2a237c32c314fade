import {
  arabicLetters,
  coarseGroups,
  firstX,
  hebrewLetters,
  latinConsonants,
  softC,
} from '../tables/consonant-letters.ts'
import type { Script } from './scripts/script.ts'
import { type Sound, scriptReadings } from './scripts/script-sounds.ts'

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
  /** Read from a script whose vowels are spelled freely in Latin: they say half as much. */
  loose?: boolean
  /** What it costs that the word is read so: 0 where nothing is said. */
  cost?: number
  /** The gaps as numbers, from when they are compared first (compare-sound.ts). */
  gapNumbers?: readonly number[] | undefined
}

// `'` parts letters that only look like one sound: Ishak is Is-hak, Abdzahir is Abd-zahir.
const servantPrefix = /^abd(?=[a-z]{3})/

interface Spelled {
  spelling: string
  read: readonly number[]
}
/** By the code of the first letter: spellings of one sound, the longest first. */
const spellingsByFirst: readonly (readonly Spelled[])[] = (() => {
  const lists: Spelled[][] = Array.from({ length: 128 }, () => [])
  for (const [spelling, read] of Object.entries(latinConsonants))
    lists[spelling.charCodeAt(0)]?.push({ spelling, read })
  for (const list of lists) list.sort((a, b) => b.spelling.length - a.spelling.length)
  return lists
})()
/** By code: 1 for vowels and weak letters. */
const isVowelCode = Uint8Array.from({ length: 128 }, (_, code) =>
  'aeiouywh'.includes(String.fromCharCode(code)) ? 1 : 0,
)
const softAlone = [softC]
const firstAlone = [firstX]
const [codeOfC, codeOfX, codeOfApostrophe] = [0x63, 0x78, 0x27]

/** The longest spelling of a consonant that begins at this place. */
function spelledAt(word: string, at: number): Spelled | null {
  const list = spellingsByFirst[word.charCodeAt(at)]
  if (list === undefined) return null
  for (let place = 0; place < list.length; place += 1) {
    const one = list[place]
    if (one !== undefined && (one.spelling.length === 1 || word.startsWith(one.spelling, at))) return one
  }
  return null
}

const scanned: number[] = []
/** Adds the consonants of a Latin word to `masks`, and to `gaps`, where it is asked for, what stands before each and after the last. */
function scanLatin(written: string, masks: number[], gaps: string[] | null): void {
  const word = written.startsWith('abd') ? written.replace(servantPrefix, "abd'") : written
  let gap = ''
  let at = 0
  const length = word.length
  while (at < length) {
    const start = at
    while (at < length && isVowelCode[word.charCodeAt(at)] === 1) at += 1
    if (at > start) {
      gap = gap === '' ? word.slice(start, at) : gap + word.slice(start, at)
      continue
    }
    const spelled = spelledAt(word, at)
    if (spelled === null) {
      at += 1
      continue
    }
    const size = spelled.spelling.length
    let read = spelled.read
    if (size === 1 && word.charCodeAt(at) === codeOfC && 'eiy'.includes(word[at + 1] ?? '-')) read = softAlone
    if (size === 1 && word.charCodeAt(at) === codeOfX && at === 0) read = firstAlone
    for (let place = 0; place < read.length; place += 1) {
      const mask = read[place] ?? 0
      // A doubled consonant is one.
      const last = masks.length - 1
      const both = last >= 0 && gap === '' ? (masks[last] ?? 0) & mask : 0
      if (both !== 0 && read.length === 1 && word.charCodeAt(at - 1) !== codeOfApostrophe) {
        masks[last] = both
        continue
      }
      masks.push(mask)
      gaps?.push(gap)
      gap = ''
    }
    at += size
  }
  gaps?.push(gap)
}
const scannedGaps: string[] = []
function readLatin(word: string): Consonants {
  scanned.length = 0
  scannedGaps.length = 0
  scanLatin(word, scanned, scannedGaps)
  // Copies take no more memory than they fill.
  const [masks, gaps] = [scanned.slice(), scannedGaps.slice()]
  return { masks, gaps, unvoweled: false, loose: false, cost: 0, gapNumbers: undefined }
}

/** What else a Latin word can be said as than it is spelled: calls `say` for each. */
function sayOtherwise(form: string, say: (spelling: string) => void): void {
  if (form.includes('sh') || form.includes('dz')) say(form.replace(/s(?=h)|d(?=z)/g, "$&'"))
  if (form.includes('kh')) say(form.replaceAll('kh', 'h'))
  // German and Polish w, Persian and Turkish v: both stand for the letter that Arabic writes as a weak one.
  if (form.includes('v')) say(form.replaceAll('v', 'w'))
  // j as a half vowel (German, Serbian, Scandinavian).
  if (form.includes('j')) say(form.replaceAll('j', 'y'))
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
  return { masks, gaps, unvoweled: true, loose: false, cost: 0, gapNumbers: undefined }
}

const maskOf = (spelling: string): number => {
  let size = spelling.length
  while (size > 0 && !Object.hasOwn(latinConsonants, spelling.slice(0, size))) size -= 1
  return latinConsonants[spelling.slice(0, size)]?.[0] ?? 0
}
const maskCache = new Map<readonly string[], number>()
function maskOfSound(spellings: readonly string[]): number {
  const known = maskCache.get(spellings)
  if (known !== undefined) return known
  const mask = spellings.reduce((bits, spelling) => bits | maskOf(spelling), 0)
  if (maskCache.size < 5000) maskCache.set(spellings, mask)
  return mask
}
function readSounds(sounds: readonly Sound[]): Consonants {
  const masks: number[] = []
  const gaps: string[] = ['']
  for (const sound of sounds) {
    if ('vowel' in sound) {
      gaps[masks.length] += sound.vowel
      continue
    }
    const mask = maskOfSound(sound.spellings)
    const last = masks.length - 1
    const both = (masks[last] ?? 0) & mask
    // A doubled consonant is one.
    if (last >= 0 && gaps[masks.length] === '' && both !== 0) masks[last] = both
    else {
      masks.push(mask)
      gaps.push('')
    }
  }
  return { masks, gaps, unvoweled: false, loose: true, cost: 0, gapNumbers: undefined }
}
// What is v or b in one romanisation is w in another: inside the word, where it is no consonant to be compared.
const asHalfVowel = (sound: Sound, at: number): Sound =>
  'spellings' in sound && sound.spellings.includes('v') && (at > 0 || !sound.spellings.includes('b'))
    ? { vowel: 'w' }
    : sound

// Further ways to read an abjad's word, each with its cost.
function abjadVariants(word: string, written: string, script: Script): [string, number][] {
  const found: [string, number][] = [[word, 0]]
  if (script === 'Hebrew') {
    // Het is h as often as ch.
    if (word.includes('ח')) found.push([word.replaceAll('ח', 'ה'), 0])
    return found
  }
  // The letter that ends feminine words is t or nothing.
  if (/[ةۃ]$/.test(written) && word.endsWith('ه')) found.push([`${word.slice(0, -1)}ت`, 0])
  // Turkish and Balkan spellings have h for kh.
  if (word.includes('خ')) found.push([word.replaceAll('خ', 'ه'), 0.55])
  // Gul and Beg, written with the Arabic letter where the Persian one is not at hand.
  if (/^كل|بيك$/.test(word)) found.push([word.replace(/^ك/, 'گ').replace(/بيك$/, 'بيگ'), 0.3])
  return found
}

/** The consonant readings of a word: of its own letters in Arabic and Hebrew (`written`: before its letters were folded), else of its Latin forms. */
export function readConsonants(
  word: string,
  script: Script,
  forms: readonly string[],
  written: string = word,
): Consonants[] {
  if (script === 'Arabic' || script === 'Hebrew')
    return abjadVariants(word, written, script)
      .map(([text, cost]) => ({ ...readAbjad(text, script === 'Arabic' ? arabicLetters : hebrewLetters), cost }))
      .filter((reading) => reading.masks.length > 0 || (script === 'Arabic' && word.length > 2))
  const spoken = scriptReadings(word, script)
  if (spoken)
    return spoken
      .flatMap((sounds) => {
        const half = sounds.map(asHalfVowel)
        return half.some((sound, at) => sound !== sounds[at]) ? [sounds, half] : [sounds]
      })
      .map(readSounds)
      .filter((reading) => reading.masks.length > 0)
  const readings: Consonants[] = []
  const seen: string[] = []
  const add = (form: string): void => {
    if (readings.length >= (script === 'Cyrillic' ? 9 : 6) || seen.includes(form)) return
    seen.push(form)
    const reading = readLatin(form)
    if (reading.masks.length > 0 || form.length > 3) readings.push(reading)
  }
  for (const form of forms) add(form)
  for (const form of forms) sayOtherwise(form, add)
  return readings.slice()
}

/** Whether consonants can be the same, one by one. */
export function consonantsMeet(a: readonly number[], b: readonly number[]): boolean {
  const count = a.length
  if (count !== b.length) return false
  for (let at = 0; at < count; at += 1) if (((a[at] ?? 0) & (b[at] ?? 0)) === 0) return false
  return true
}
/** Whether the consonants of a Latin word of one spelling can be those of one of these readings; cheaper than `readConsonants`, whose vowels it leaves out. */
export function mayBeSaidAs(latin: string, readings: readonly Consonants[]): boolean {
  const saidAs = (spelling: string): boolean => {
    scanned.length = 0
    scanLatin(spelling, scanned, null)
    return readings.some((reading) => consonantsMeet(reading.masks, scanned))
  }
  if (saidAs(latin)) return true
  let found = false
  sayOtherwise(latin, (spelling) => {
    found ||= saidAs(spelling)
  })
  return found
}

// Few masks occur, and each is asked for in every word: its groups are looked up once.
const groupsByMask = new Map<number, readonly string[]>()
function groupsOf(mask: number): readonly string[] {
  let groups = groupsByMask.get(mask)
  if (groups === undefined) {
    groups = coarseGroups.filter(([bits]) => (bits & mask) !== 0).map(([, name]) => name)
    groupsByMask.set(mask, groups)
  }
  return groups
}

/** Retrieval keys of a reading: two readings that can stand for one another share at least one. */
export function consonantKeys(reading: Consonants): string[] {
  if (reading.masks.length === 0) return ['-']
  let keys = ['']
  for (const mask of reading.masks) {
    const groups = groupsOf(mask)
    if (keys.length * groups.length > (reading.loose ? 96 : 16)) return keys.map((key) => `${key}*`)
    if (groups.length === 1) for (let at = 0; at < keys.length; at += 1) keys[at] += groups[0] ?? ''
    else keys = keys.flatMap((key) => groups.map((group) => key + group))
  }
  return keys
}

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
 * One pronunciation of a word, as consonants and the gaps between them, for comparing spellings by sound. `masks[i]` is the set of consonant classes,
 * one bit each, that the i-th consonant can stand for. `gaps[i]` is the text of the vowels and weak letters before that consonant;
 * `gaps[masks.length]` is the text after the last consonant.
 */
export interface Consonants {
  masks: number[]
  gaps: string[]
  /** The script writes no short vowels: a gap may be empty where another script writes a vowel. */
  unvoweled: boolean
  /** Latin spellings of the script's vowels vary, so distances between vowels count half. */
  loose?: boolean
  /** The cost of this reading, added to the distance; absent means 0. */
  cost?: number
  /** The numbers of the gaps (compare-sound.ts), set at the first comparison. */
  gapNumbers?: readonly number[] | undefined
}

// `'` separates letters that only look like one sound: Ishak is Is-hak, Abdzahir is Abd-zahir.
const servantPrefix = /^abd(?=[a-z]{3})/

interface Spelled {
  spelling: string
  read: readonly number[]
}
/** The Latin spellings of consonants, by the code of their first letter, the longest first. */
const spellingsByFirst: readonly (readonly Spelled[])[] = (() => {
  const lists: Spelled[][] = Array.from({ length: 128 }, () => [])
  for (const [spelling, read] of Object.entries(latinConsonants))
    lists[spelling.charCodeAt(0)]?.push({ spelling, read })
  for (const list of lists) list.sort((a, b) => b.spelling.length - a.spelling.length)
  return lists
})()
/** Has 1 at the codes of vowels and weak letters, 0 at other codes. */
const isVowelCode = Uint8Array.from({ length: 128 }, (_, code) =>
  'aeiouywh'.includes(String.fromCharCode(code)) ? 1 : 0,
)
const softAlone = [softC]
const firstAlone = [firstX]
const [codeOfC, codeOfX, codeOfApostrophe] = [0x63, 0x78, 0x27]

/** Finds the longest spelling of a consonant that begins at this place. */
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
/** Adds the consonants of a Latin word to `masks`. Unless `gaps` is null, adds to it the gap before each consonant and the gap after the last one. */
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
      // A doubled consonant counts once.
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
  // Copy the arrays, because copies have no spare capacity.
  const [masks, gaps] = [scanned.slice(), scannedGaps.slice()]
  return { masks, gaps, unvoweled: false, loose: false, cost: 0, gapNumbers: undefined }
}

/** Calls `add` with each further spelling that shows another pronunciation of a Latin word. */
function addPronunciations(form: string, add: (spelling: string) => void): void {
  if (form.includes('sh') || form.includes('dz')) add(form.replace(/s(?=h)|d(?=z)/g, "$&'"))
  if (form.includes('kh')) add(form.replaceAll('kh', 'h'))
  // The w of German and Polish and the v of Persian and Turkish are the weak letter waw in Arabic.
  if (form.includes('v')) add(form.replaceAll('v', 'w'))
  // In German, Serbian and the Scandinavian languages, j is a half vowel.
  if (form.includes('j')) add(form.replaceAll('j', 'y'))
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
    // A doubled consonant counts once.
    if (last >= 0 && gaps[masks.length] === '' && both !== 0) masks[last] = both
    else {
      masks.push(mask)
      gaps.push('')
    }
  }
  return { masks, gaps, unvoweled: false, loose: true, cost: 0, gapNumbers: undefined }
}
// One romanisation writes v or b where another writes w. Inside a word such a letter counts as a vowel and is not compared as a consonant.
const asHalfVowel = (sound: Sound, at: number): Sound =>
  'spellings' in sound && sound.spellings.includes('v') && (at > 0 || !sound.spellings.includes('b'))
    ? { vowel: 'w' }
    : sound

// Lists the ways to read a word in a script without vowels (an abjad), each with its cost.
function abjadVariants(word: string, written: string, script: Script): [string, number][] {
  const found: [string, number][] = [[word, 0]]
  if (script === 'Hebrew') {
    // The letter het is written h or ch.
    if (word.includes('ח')) found.push([word.replaceAll('ח', 'ה'), 0])
    return found
  }
  // The last letter of feminine words is t or silent.
  if (/[ةۃ]$/.test(written) && word.endsWith('ه')) found.push([`${word.slice(0, -1)}ت`, 0])
  // Turkish and Balkan spellings have h for kh.
  if (word.includes('خ')) found.push([word.replaceAll('خ', 'ه'), 0.55])
  // Gul and Beg are written with the Arabic letter where the Persian one is not available.
  if (/^كل|بيك$/.test(word)) found.push([word.replace(/^ك/, 'گ').replace(/بيك$/, 'بيگ'), 0.3])
  return found
}

/**
 * Returns the consonant readings of a word. In Arabic and Hebrew they are made from the word's own letters, otherwise from its Latin forms. `written`
 * is the word before its letters were folded.
 */
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
  for (const form of forms) addPronunciations(form, add)
  return readings.slice()
}

/** Checks whether two words have the same number of consonants and each pair has a class in common. */
export function consonantsOverlap(a: readonly number[], b: readonly number[]): boolean {
  const count = a.length
  if (count !== b.length) return false
  for (let at = 0; at < count; at += 1) if (((a[at] ?? 0) & (b[at] ?? 0)) === 0) return false
  return true
}
/** Returns whether the consonants of a Latin word fit one of these readings. The check ignores vowels and is cheaper than `readConsonants`. */
export function maySoundLike(latin: string, readings: readonly Consonants[]): boolean {
  const fits = (spelling: string): boolean => {
    scanned.length = 0
    scanLatin(spelling, scanned, null)
    return readings.some((reading) => consonantsOverlap(reading.masks, scanned))
  }
  if (fits(latin)) return true
  let found = false
  addPronunciations(latin, (spelling) => {
    found ||= fits(spelling)
  })
  return found
}

// Few different masks occur, and each occurs in many words, so the groups of a mask are cached.
const groupsByMask = new Map<number, readonly string[]>()
function groupsOf(mask: number): readonly string[] {
  let groups = groupsByMask.get(mask)
  if (groups === undefined) {
    groups = coarseGroups.filter(([bits]) => (bits & mask) !== 0).map(([, name]) => name)
    groupsByMask.set(mask, groups)
  }
  return groups
}

/** Returns the retrieval keys of a reading. Two readings with overlapping consonants share at least one key. */
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

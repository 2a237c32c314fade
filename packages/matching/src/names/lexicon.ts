import { countryNames } from '../countries/country-codes.ts'
import { commonNames, commonOrganisationWords } from '../tables/common-names.ts'
import { nicknameClasses } from '../tables/nicknames.ts'
import { leastSoundDistance } from './compare-sound.ts'
import { foldCompound } from './compounds.ts'
import { type Consonants, consonantKeys, readConsonants } from './consonants.ts'

/** The kind of a name. Names of people and of organisations have different common words. */
export type Register = 'person' | 'organisation'
interface Known {
  frequency: number
  /** Variants of one name share a number. */
  name: number
}
interface Sounding {
  readings: Consonants[]
  known: Known
}
interface Lexicon {
  words: Map<string, Known>
  byKey: Map<string, Sounding[]>
}

/** Writes every doubled letter of a word once. */
export function undoubled(latin: string): string {
  for (let at = 1; at < latin.length; at += 1)
    if (latin.charCodeAt(at) === latin.charCodeAt(at - 1)) return latin.replace(/(.)\1+/g, '$1')
  return latin
}

function build(table: readonly (readonly [number, string])[]): Lexicon {
  const words = new Map<string, Known>()
  const byKey = new Map<string, Sounding[]>()
  const undoubledWords = new Map<string, Known>()
  let name = 0
  for (const [frequency, text] of table) {
    for (const variants of text.trim().split(/\s+/)) {
      name += 1
      const spellings = variants.split('=').map(foldCompound)
      // If a name differs from an earlier one only by a doubled letter, both are the same name.
      const same = spellings.flatMap((word) => undoubledWords.get(undoubled(word)) ?? [])[0]
      for (const word of spellings) {
        if (words.has(word)) continue
        const known = same ?? { frequency, name }
        words.set(word, known)
        if (!undoubledWords.has(undoubled(word))) undoubledWords.set(undoubled(word), known)
        // The commonest words (Abdul, Abu) are recognised only by their listed spellings, because many other names sound like them.
        if (frequency >= 0.1) continue
        const readings = readConsonants(word, 'Latin', [word])
        for (const key of new Set(readings.flatMap(consonantKeys))) {
          const list = byKey.get(key)
          if (list) list.push({ readings, known })
          else byKey.set(key, [{ readings, known }])
        }
      }
    }
  }
  // Sort by falling frequency: the first name with a sound counts, and it should be the commonest.
  for (const list of byKey.values()) list.sort((a, b) => b.known.frequency - a.known.frequency)
  return { words, byKey }
}
const lexicons: Record<Register, Lexicon> = {
  person: build(commonNames),
  organisation: build([...commonOrganisationWords, [0.01, countryNames().join(' ')]]),
}
const byLength = [0.05, 0.05, 0.004, 0.0015, 0.0006, 0.0003, 0.0002]
const organisationByLength = [0.05, 0.05, 0.002, 0.0003, 0.0003, 0.0003, 0.0002]
const rare = 0.00012
/** The largest distance of sounds at which a rare word counts as a spelling of a common one. */
const soundsLike = 0.6

const nicknames = new Map<string, number[]>()
nicknameClasses.forEach((line, place) => {
  for (const word of line.split(' ')) {
    const classes = nicknames.get(word)
    if (classes) classes.push(place)
    else nicknames.set(word, [place])
  }
})

const none: readonly number[] = []
/** Returns the numbers of the nickname classes that contain a Latin word. */
export const nicknamesOf = (latin: string): readonly number[] => nicknames.get(latin) ?? none

/** Returns the number of the common name that lists one of these spellings; null where no name lists any. */
export function knownName(forms: readonly string[], register: Register): number | null {
  for (const form of forms) {
    const known = lexicons[register].words.get(form)
    if (known) return known.name
  }
  return null
}

/** Returns the number of the common name that lists this spelling; null where no name lists it. */
export const knownWord = (latin: string, register: Register): number | null =>
  lexicons[register].words.get(latin)?.name ?? null

/** The properties that determine the frequency of a word: its spellings and its sounds. */
export interface Spoken {
  readonly forms: readonly string[]
  readonly readings: readonly Consonants[]
  readonly soundKeys: readonly string[]
}
/** Estimates the share of people (or organisations) with this word in their name, in any spelling of the same sound: 0..0.2. */
export function frequencyOf(word: Spoken, register: Register): number {
  const lexicon = lexicons[register]
  for (const form of word.forms) {
    const known = lexicon.words.get(form)
    if (known) return Math.min(0.2, known.frequency)
  }
  let most = 0
  for (const key of word.soundKeys)
    for (const entry of lexicon.byKey.get(key) ?? []) {
      if (entry.known.frequency <= most) break
      if (leastSoundDistance(entry.readings, word.readings, soundsLike) !== null) most = entry.known.frequency
    }
  const length = word.forms[0]?.length ?? 0
  const unvoweled = word.readings.find((reading) => reading.unvoweled)
  const lengths = register === 'organisation' ? organisationByLength : byLength
  const least = unvoweled
    ? ([0.05, 0.02, 0.004, 0.0012, 0.0004][unvoweled.masks.length] ?? 0.0002)
    : (lengths[length] ?? rare)
  return Math.max(most * 0.8, least)
}

import japaneseGivenNames from '../../tables/generated/japanese-given-names.json' with { type: 'json' }
import japaneseSurnames from '../../tables/generated/japanese-surnames.json' with { type: 'json' }
import { romaniseKana } from '../scripts/romanise-kana.ts'
import { characterReadings, foldHan } from './han-readings.ts'

interface JapaneseReading {
  /** The reading in Hepburn, with long vowels written out. */
  text: string
  /** How much rarer this reading is than the commonest reading of the same writing, in nats. */
  cost: number
}
type Names = Map<string, JapaneseReading[]>
/** Loads a table. Each line has entries separated by `;`: the written name, then its readings with their cost. */
function load({ lines }: { lines: readonly string[] }): Names {
  const found: Names = new Map()
  for (const entry of lines.flatMap((line) => line.split(';'))) {
    const start = entry.search(/[a-z]/)
    const sounds = entry
      .slice(start)
      .split(' ')
      .map((item) => ({ text: item.replace(/\d$/, ''), cost: Number(/\d$/.exec(item)?.[0] ?? 0) }))
    const key = foldHan(entry.slice(0, start))
    const known = found.get(key)
    if (!known) found.set(key, sounds)
    else for (const sound of sounds) if (!known.some((other) => other.text === sound.text)) known.push(sound)
  }
  return found
}
let surnames: Names | undefined
let givenNames: Names | undefined
const surnamesOf = (): Names => {
  surnames ??= load(japaneseSurnames)
  return surnames
}
const givenNamesOf = (): Names => {
  givenNames ??= load(japaneseGivenNames)
  return givenNames
}
const byCharacter = 2
const mostSounds = 12

// Reads a word that is in no dictionary by the readings of its characters; returns the cheapest combinations.
function spell(written: string): JapaneseReading[] {
  let sounds: JapaneseReading[] = [{ text: '', cost: byCharacter }]
  for (const letter of written) {
    const kana = romaniseKana(letter)
    const readings = kana !== '' ? [kana] : characterReadings(letter, 'japanese').slice(0, 5)
    if (readings.length === 0) return []
    sounds = sounds
      .flatMap((sound) =>
        readings.map((reading, rank) => ({ text: sound.text + reading, cost: sound.cost + rank * 0.1 })),
      )
      .sort((a, b) => a.cost - b.cost)
      .slice(0, mostSounds)
  }
  return sounds
}

export const isJapaneseSurname = (written: string): boolean => surnamesOf().has(foldHan(written))
const isJapaneseGivenName = (written: string): boolean => givenNamesOf().has(foldHan(written))

/**
 * Returns the readings of a Japanese family or given name in Han characters, with or without kana. If a name is in no dictionary (`known` is false),
 * it is read by its characters, at a cost.
 */
export function japaneseSounds(
  written: string,
  as: 'family' | 'given',
): { sounds: readonly JapaneseReading[]; known: boolean } {
  const known = (as === 'family' ? surnamesOf() : givenNamesOf()).get(foldHan(written))
  return known ? { sounds: known, known: true } : { sounds: spell(written), known: false }
}

/**
 * Returns the length of the family name in an unspaced name. It is the longest known family name before a known given name; otherwise the longest
 * known family name; otherwise the usual length.
 */
export function splitJapanese(letters: readonly string[]): number {
  let longest = 0
  for (let size = Math.min(letters.length - 1, 5); size > 0; size -= 1) {
    if (!isJapaneseSurname(letters.slice(0, size).join(''))) continue
    if (isJapaneseGivenName(letters.slice(size).join(''))) return size
    longest ||= size
  }
  return longest > 0 ? longest : letters.length <= 2 ? 1 : letters.length >= 5 ? 3 : 2
}

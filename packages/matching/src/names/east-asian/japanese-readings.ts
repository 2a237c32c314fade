import japaneseGivenNames from '../../tables/generated/japanese-given-names.json' with { type: 'json' }
import japaneseSurnames from '../../tables/generated/japanese-surnames.json' with { type: 'json' }
import { romaniseKana } from '../scripts/romanise-kana.ts'
import { characterReadings, foldHan } from './han-readings.ts'

export interface Sound {
  /** Hepburn, long vowels written out. */
  text: string
  /** In nats: how much rarer than the commonest reading of the same writing. */
  cost: number
}
type Names = Map<string, Sound[]>
/** Loads a table whose lines are entries, separated by `;`: the written name, then its readings with their cost. */
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

// No dictionary has the word: what its characters are read as by themselves, the first few combinations.
function spell(written: string): Sound[] {
  let sounds: Sound[] = [{ text: '', cost: byCharacter }]
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
export const isJapaneseGivenName = (written: string): boolean => givenNamesOf().has(foldHan(written))

/** How a Japanese family or given name written in Han (with kana) is read; by character, dearer, where no dictionary has it. */
export function japaneseSounds(written: string, as: 'family' | 'given'): { sounds: readonly Sound[]; known: boolean } {
  const known = (as === 'family' ? surnamesOf() : givenNamesOf()).get(foldHan(written))
  return known ? { sounds: known, known: true } : { sounds: spell(written), known: false }
}

/** Where the family name ends in an unspaced name: the longest known one that leaves a known given name, else the longest known. */
export function splitJapanese(letters: readonly string[]): number {
  let longest = 0
  for (let size = Math.min(letters.length - 1, 5); size > 0; size -= 1) {
    if (!isJapaneseSurname(letters.slice(0, size).join(''))) continue
    if (isJapaneseGivenName(letters.slice(size).join(''))) return size
    longest ||= size
  }
  return longest > 0 ? longest : letters.length <= 2 ? 1 : letters.length >= 5 ? 3 : 2
}

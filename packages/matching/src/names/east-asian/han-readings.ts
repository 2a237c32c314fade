import hanVariants from '../../tables/generated/han-variants.json' with { type: 'json' }
import hangulReadings from '../../tables/generated/hangul-readings.json' with { type: 'json' }
import jyutpingReadings from '../../tables/generated/jyutping-readings.json' with { type: 'json' }
import onKunReadings from '../../tables/generated/on-kun-readings.json' with { type: 'json' }
import pinyinReadings from '../../tables/generated/pinyin-readings.json' with { type: 'json' }
import { newerCharacters } from '../../tables/japanese-characters.ts'

type Readings = Map<string, string[]>
const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
/** Loads a table. Each line has a reading, its rank among the readings of the characters, and the characters. */
function load({ lines }: { lines: readonly string[] }): Readings {
  const found: Readings = new Map()
  for (const line of lines) {
    const [head = '', letters = ''] = line.split(' ')
    const reading = head.replace(/\d$/, '')
    const rank = Number(/\d$/.exec(head)?.[0] ?? 0)
    for (const letter of letters) {
      const list = found.get(letter)
      if (list) list[rank] = reading
      else {
        const fresh: string[] = []
        fresh[rank] = reading
        found.set(letter, fresh)
      }
    }
  }
  for (const [letter, list] of found)
    found.set(
      letter,
      list.filter((reading) => reading !== undefined),
    )
  return found
}
const variants = once(() => {
  const found = new Map<string, string>()
  for (const line of hanVariants.lines)
    for (const pair of line.split(' ')) {
      const [traditional = '', simplified = ''] = pair
      found.set(traditional, simplified)
    }
  for (const line of newerCharacters) {
    const [first, ...others] = [...line]
    const target = others.map((letter) => found.get(letter)).find((letter) => letter !== undefined) ?? others[0]
    if (first === undefined || target === undefined) continue
    for (const letter of [first, ...others]) if (letter !== target) found.set(letter, target)
  }
  return found
})

/** Replaces the traditional, simplified and Japanese forms of a character by one of them. Returns other characters unchanged. */
export function foldHan(text: string): string {
  const table = variants()
  let out = ''
  for (const letter of text) {
    const one = table.get(letter)
    out += one === undefined ? letter : (table.get(one) ?? one)
  }
  return out
}

const tables = {
  pinyin: once(() => load(pinyinReadings)),
  jyutping: once(() => load(jyutpingReadings)),
  hangul: once(() => load(hangulReadings)),
  japanese: once(() => load(onKunReadings)),
}

/** Returns the readings of one character in a language, the customary one first; empty where the language does not use it. */
export function characterReadings(letter: string, language: keyof typeof tables): readonly string[] {
  const table = tables[language]()
  const own = table.get(letter)
  if (own || language === 'hangul' || language === 'japanese') return own ?? []
  return table.get(foldHan(letter)) ?? []
}

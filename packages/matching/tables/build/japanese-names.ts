import { romaniseKana } from '../../src/names/scripts/romanise-kana.ts'
import { ipadicNames } from './sources.ts'

// If a word is e times rarer, its cost in the dictionary is about 700 higher.
const perNat = 700

const longestLine = 110
/**
 * Returns sorted lines of written names with their readings in Hepburn. Entries are separated by `;`, readings of an entry by a space. A digit
 * after a reading is its additional cost, in nats, over the commonest reading of the same writing. All names of a line have the same first
 * character, so that a changed entry changes few lines.
 */
export function japaneseNames(kind: '姓' | '名'): string[] {
  const byWriting = new Map<string, Map<string, number>>()
  for (const entry of ipadicNames()) {
    if (entry.kind !== kind || !/\p{Script=Han}/u.test(entry.written)) continue
    const reading = romaniseKana(entry.katakana)
    if (!/^[a-z]+$/.test(reading)) continue
    const readings = byWriting.get(entry.written) ?? new Map<string, number>()
    readings.set(reading, Math.min(entry.cost, readings.get(reading) ?? Number.POSITIVE_INFINITY))
    byWriting.set(entry.written, readings)
  }
  const entries = [...byWriting]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([written, readings]) => {
      const sorted = [...readings].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1)).slice(0, 6)
      const least = sorted[0]?.[1] ?? 0
      const text = sorted.map(([reading, cost]) => {
        const nats = Math.min(9, Math.round((cost - least) / perNat))
        return reading + (nats === 0 ? '' : nats)
      })
      return written + text.join(' ')
    })
  const lines: string[] = []
  for (const entry of entries) {
    const last = lines.at(-1)
    if (last !== undefined && last.charAt(0) === entry.charAt(0) && last.length + entry.length < longestLine)
      lines[lines.length - 1] = `${last};${entry}`
    else lines.push(entry)
  }
  return lines
}

/**
 * Returns the readings of characters in given names, the commonest first. In a name of two characters, the known reading of one character is cut
 * off; the rest is the reading of the other character.
 */
export function nameReadings(known: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const counts = new Map<string, Map<string, number>>()
  const count = (letter: string, reading: string): void => {
    const own = counts.get(letter) ?? new Map<string, number>()
    own.set(reading, (own.get(reading) ?? 0) + 1)
    counts.set(letter, own)
  }
  for (const entry of ipadicNames()) {
    const [first, second, ...more] = [...entry.written]
    if (entry.kind !== '名' || first === undefined || second === undefined || more.length > 0) continue
    const sound = romaniseKana(entry.katakana)
    for (const reading of known.get(first) ?? [])
      if (sound.startsWith(reading) && sound.length > reading.length) count(second, sound.slice(reading.length))
    for (const reading of known.get(second) ?? [])
      if (sound.endsWith(reading) && sound.length > reading.length) count(first, sound.slice(0, -reading.length))
  }
  const found = new Map<string, string[]>()
  for (const [letter, own] of counts) {
    const usual = [...own]
      .filter(
        ([reading, times]) =>
          times >= 3 &&
          /^[a-z]{1,7}$/.test(reading) &&
          /[aiueon]$/.test(reading) &&
          !/^(?:n[^aiueoy]|[^aiueoy]{3})/.test(reading),
      )
      .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    if (/\p{Script=Han}/u.test(letter) && usual.length > 0)
      found.set(
        letter,
        usual.slice(0, 6).map(([reading]) => reading),
      )
  }
  return found
}

import { romaniseKana } from '../../src/names/east-asian/romanise-kana.ts'
import { ipadicNames } from './sources.ts'

// The dictionary's cost grows by about 700 where a word is e times rarer.
const perNat = 700

/** Written names with their readings in Hepburn; a digit after a reading is its cost in nats against the commonest of the same writing. */
export function japaneseNames(kind: '姓' | '名'): string {
  const byWriting = new Map<string, Map<string, number>>()
  for (const entry of ipadicNames()) {
    if (entry.kind !== kind || !/\p{Script=Han}/u.test(entry.written)) continue
    const reading = romaniseKana(entry.katakana)
    if (!/^[a-z]+$/.test(reading)) continue
    const readings = byWriting.get(entry.written) ?? new Map<string, number>()
    readings.set(reading, Math.min(entry.cost, readings.get(reading) ?? Number.POSITIVE_INFINITY))
    byWriting.set(entry.written, readings)
  }
  return [...byWriting]
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
    .join(';')
}

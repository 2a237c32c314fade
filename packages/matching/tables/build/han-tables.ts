import { unihan } from './sources.ts'

const toneless = (syllable: string): string =>
  syllable
    .normalize('NFD')
    .replace(/u\u0308/g, 'v')
    .replace(/[^a-z]/g, '')

/**
 * Groups characters by reading. Returns sorted lines `reading characters`. A digit after the reading is its rank among the readings of these
 * characters; rank 0 is not written.
 */
export function group(readings: ReadonlyMap<string, readonly string[]>): string[] {
  const groups = new Map<string, string[]>()
  for (const [letter, list] of readings)
    list.forEach((reading, rank) => {
      const key = `${reading}${rank === 0 ? '' : rank}`
      const letters = groups.get(key)
      if (letters) letters.push(letter)
      else groups.set(key, [letter])
    })
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reading, letters]) => `${reading} ${letters.sort().join('')}`)
}

const pairsInLine = 30
/** Returns pairs of a traditional and a simplified character, 30 per line. Characters without a different simplified form are left out. */
export function hanVariants(): string[] {
  const simplified = unihan('Variants', 'kSimplifiedVariant')
  const pairs: string[] = []
  for (const [letter, value] of simplified) {
    const targets = value.split(' ').map((code) => String.fromCodePoint(Number.parseInt(code.slice(2), 16)))
    const target = targets.includes(letter) ? undefined : targets[0]
    if (target !== undefined && target.length === 1) pairs.push(letter + target)
  }
  pairs.sort()
  const lines: string[] = []
  for (let at = 0; at < pairs.length; at += pairsInLine) lines.push(pairs.slice(at, at + pairsInLine).join(' '))
  return lines
}

/** Returns Mandarin readings without tones: the customary reading first, then readings that make up at least a twentieth of the character's uses. */
export function pinyinReadings(): string[] {
  const usage = unihan('Readings', 'kHanyuPinlu')
  const found = new Map<string, string[]>()
  for (const [letter, value] of unihan('Readings', 'kMandarin')) {
    const list = [toneless(value.split(' ')[0] ?? '')]
    const uses = [...(usage.get(letter) ?? '').matchAll(/(\S+?)\((\d+)\)/g)].map((item) => ({
      syllable: toneless(item[1] ?? ''),
      count: Number(item[2]),
    }))
    const all = uses.reduce((sum, use) => sum + use.count, 0)
    for (const { syllable, count } of uses)
      if (count >= all / 20 && syllable !== '' && !list.includes(syllable)) list.push(syllable)
    found.set(letter, list.slice(0, 3))
  }
  return group(found)
}

/** Returns Cantonese readings in Jyutping without tones. */
export function jyutpingReadings(): string[] {
  const found = new Map<string, string[]>()
  for (const [letter, value] of unihan('Readings', 'kCantonese'))
    found.set(letter, [...new Set(value.split(' ').map((item) => item.replace(/\d/g, '')))].slice(0, 2))
  return group(found)
}

/** Returns Korean readings. Each reading is one Hangul syllable. */
export function hangulReadings(): string[] {
  const found = new Map<string, string[]>()
  for (const [letter, value] of unihan('Readings', 'kHangul'))
    found.set(letter, [...new Set(value.split(' ').map((item) => item.replace(/:.*/, '')))].slice(0, 3))
  return group(found)
}

/** Returns the Sino-Japanese readings and the short native readings of the characters of JIS X 0208, in Hepburn. */
export function onKun(): Map<string, string[]> {
  const inStandard = unihan('OtherMappings', 'kJis0')
  const kun = unihan('Readings', 'kJapaneseKun')
  const found = new Map<string, string[]>()
  const hepburn = (item: string): string =>
    item
      .toLowerCase()
      .replace(/sy(?=[auo])/g, 'sh')
      .replace(/ty(?=[auo])/g, 'ch')
      .replace(/(?:zy|dy)(?=[auo])/g, 'j')
  for (const [letter, value] of unihan('Readings', 'kJapaneseOn')) {
    if (!inStandard.has(letter)) continue
    const native = (kun.get(letter) ?? '').split(' ').filter((item) => item !== '' && item.length <= 5)
    found.set(letter, [...new Set([...value.split(' ').slice(0, 2), ...native.slice(0, 3)].map(hepburn))])
  }
  return found
}

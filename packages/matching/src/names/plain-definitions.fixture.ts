/** Plain definitions of functions for which this folder has faster code. The tests compare both. */
import { soundDistance } from './compare-sound.ts'
import { isLoose } from './lazy-form.ts'
import { nameWeights, soundLimit } from './name-weights.ts'
import type { WordForm } from './word-form.ts'

/** Counts insertions, deletions, replacements and exchanges of neighbouring letters with the full table. */
export function plainDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i + j))
  const cell = (i: number, j: number): number => rows[i]?.[j] ?? 0
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const ways = [cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)]
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) ways.push(cell(i - 2, j - 2) + 1)
      const row = rows[i]
      if (row) row[j] = Math.min(...ways)
    }
  return cell(a.length, b.length)
}

/** Computes Jaro's measure with Winkler's prefix; letters are matched in the order of the first word. */
export function plainLikeness(a: string, b: string): number {
  if (a === b) return 1
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken = new Map<number, number>()
  ;[...a].forEach((letter, i) => {
    const j = [...b].findIndex((other, at) => other === letter && Math.abs(at - i) <= reach && !taken.has(at))
    if (j >= 0) taken.set(j, i)
  })
  if (taken.size === 0) return 0
  const ofA = [...taken.values()].sort((x, y) => x - y).map((at) => a[at])
  const ofB = [...taken.keys()].sort((x, y) => x - y).map((at) => b[at])
  const moved = ofA.filter((letter, at) => letter !== ofB[at]).length
  const jaro = (taken.size / a.length + taken.size / b.length + (taken.size - moved / 2) / taken.size) / 3
  let prefix = 0
  while (prefix < 4 && a[prefix] !== undefined && a[prefix] === b[prefix]) prefix += 1
  return jaro + prefix * 0.1 * (1 - jaro)
}
const inOrder = (a: string, b: string): number => (a < b ? plainLikeness(a, b) : plainLikeness(b, a))

const adjective = /^(.+sk)(?:aya|aia|aja|a|yy|yi|ii|iy|ij|y|i)$/
const ending = /(?:ova|ov|eva|ev|ina|in|os|ou|is|i|as|us|iene|aite|yte)$/
const withoutEndings = (word: string): string => {
  const shorter = word.replace(ending, '')
  return shorter === word || shorter.length < 3 ? word : withoutEndings(shorter)
}
/** Removes the endings of a word of at least five letters; at least three letters remain. */
export const plainStem = (latin: string): string =>
  latin.length < 5 ? latin : (adjective.exec(latin)?.[1] ?? withoutEndings(latin))
const exchanges: readonly (readonly [string, string])[] = [
  ...['ov', 'ev', 'in'].map((man) => [man, `${man}a`] as const),
  ['', 'ova'],
  ['os', 'ou'],
  ['is', 'i'],
  ['as', 'iene'],
  ['as', 'aite'],
  ['is', 'yte'],
  ['us', 'iene'],
  ['', 'as'],
  ['', 'us'],
]
/** Returns whether two words are one family name with two endings. */
export function plainlyDiffersByEnding(a: string, b: string): boolean {
  if (a === b || Math.min(a.length, b.length) < 5 || plainStem(a) !== plainStem(b)) return false
  if (adjective.test(a)) return adjective.test(b)
  const from = (one: string, other: string): boolean =>
    exchanges.some(
      ([x, y]) => one.endsWith(x) && one.slice(0, one.length - x.length) + y === other && (x !== '' || one.length >= 5),
    )
  return from(a, b) || from(b, a)
}

/** Compares every pair of readings, without a limit. */
export function plainSoundDistance(a: WordForm, b: WordForm): number | null {
  const all = a.readings.flatMap((left) => b.readings.map((right) => soundDistance(left, right)))
  const found = all.filter((distance) => distance !== null)
  return found.length === 0 ? null : Math.min(...found)
}

const undouble = (word: string): string => word.replace(/(.)\1+/g, '$1')
/** Returns the distance of two words if their sound links them; otherwise null. */
export function plainlySounds(a: WordForm, b: WordForm): number | null {
  if (!a.soundKeys.some((key) => b.soundKeys.includes(key))) return null
  const unwritten = [a, b].some(({ script }) => script === 'Arabic' || script === 'Hebrew')
  const loose = isLoose(a) || isLoose(b)
  const distance = plainSoundDistance(a, b)
  if (distance === null || distance > (unwritten ? soundLimit.unwritten : soundLimit.written)) return null
  if (unwritten) return distance
  if (loose) {
    const count = Math.min(...[a, b].map(({ readings }) => readings[0]?.masks.length ?? 0))
    return a.script !== b.script && (count >= 3 || (count === 2 && distance <= 0.2)) ? distance : null
  }
  const shorter = Math.min(a.latin.length, b.latin.length)
  if (shorter >= 3 && undouble(a.latin) === undouble(b.latin)) return distance
  return shorter >= 4 && inOrder(a.latin, b.latin) >= soundLimit.alike ? distance : null
}

/**
 * Counts the typing slips between two words; null where there are too many. Words under four letters may have none, words from eight letters on may
 * have two, all other words one. Words whose first letters differ may have at most one.
 */
export function plainSlips(a: WordForm, b: WordForm): number | null {
  const own = a.script === b.script && (a.script === 'Arabic' || a.script === 'Hebrew')
  const [left, right] = own ? [a.text, b.text] : [a.latin, b.latin]
  const shorter = Math.min(left.length, right.length)
  const most = shorter >= 8 && left[0] === right[0] ? 2 : shorter >= 4 ? 1 : 0
  const edits = plainDistance(left, right)
  if (edits === 0 || edits > most || (shorter <= 4 && (a.known !== null || b.known !== null))) return null
  return inOrder(left, right) >= (edits === 1 ? 0.83 : 0.88) ? edits : null
}
export const plainWeight = (frequency: number, cost: number): number =>
  Math.min(nameWeights.most, Math.max(nameWeights.least, Math.log(nameWeights.equal / frequency) - cost))

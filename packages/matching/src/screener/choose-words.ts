import { nameWeights as w } from '../names/name-weights.ts'
import { alone, aloneBySoft } from './left-words.ts'
import type { QueryWords } from './query-words.ts'
import { roles, wordBits } from './segment.ts'

/** Words of one column that may be walked, those that may say most first. */
interface Found {
  column: number
  words: number[]
  most: number[]
  /** Names that have one of them. */
  count: number
}

/**
 * The words to walk, and for which names: a word is walked for names that must add less than its number. `needs`: what names must add at least, in
 * rising order. What is left out cannot reach a need by itself (MaxScore, matching.md 3.9, 3). Null: nothing can be left out.
 */
export function chooseWords(
  query: QueryWords,
  needs: readonly number[],
  organisation: boolean,
): Map<number, number> | null {
  const people = !organisation && query.register === 'person'
  const walked = new Map<number, number>()
  // The costliest words of the query are left out first, whole or as far as their weaker answers go.
  const found = findWords(query, organisation).sort((x, y) => y.count - x.count)
  const steps = found.some(({ words }) => words.length > 0) ? needs.length : 1
  for (let step = 0; step < steps; step += 1) {
    const need = needs[step] ?? 0
    const upTo = needs[step + 1] ?? Number.POSITIVE_INFINITY
    const limits: number[] = query.columns.map((column) => (column.initial !== 0 ? w.initial : 0))
    if (mostWithin(query, limits, people) >= need) return null
    for (const { column, words, most } of found) {
      const before = limits[column] ?? 0
      // In falling order: the first that may be left out is the limit for all after it.
      limits[column] = Math.max(before, most[0] ?? 0)
      // Usually all of them may.
      if (mostWithin(query, limits, people) < need) continue
      let [from, to] = [1, words.length]
      while (from < to) {
        const middle = (from + to) >>> 1
        limits[column] = Math.max(before, most[middle] ?? 0)
        if (mostWithin(query, limits, people) < need) to = middle
        else from = middle + 1
      }
      limits[column] = Math.max(before, most[from] ?? 0)
      for (let at = 0; at < from; at += 1) walked.set(words[at] ?? 0, upTo)
    }
  }
  return walked
}

function findWords({ segment, columns }: QueryWords, organisation: boolean): Found[] {
  const { wordBits: bits } = segment.columns
  return columns.map(({ neighbours }, column) => {
    const found: Found = { column, words: [], most: [], count: 0 }
    for (let at = 0; at < neighbours.words.length; at += 1) {
      const word = neighbours.words[at] ?? 0
      if ((((bits[word] ?? 0) & wordBits.organisation) !== 0) !== organisation) continue
      if ((neighbours.weights[at] ?? 0) <= 0) continue
      found.words.push(word)
      found.most.push(neighbours.most[at] ?? 0)
      found.count += segment.postings.count(word)
    }
    return found
  })
}

/** The most a name can say in which each column agrees at most so much. */
function mostWithin(query: QueryWords, limits: readonly number[], people: boolean): number {
  let sum = 0
  let agreeing = 0
  let answered = 0
  for (let column = 0; column < limits.length; column += 1) {
    const limit = limits[column] ?? 0
    const of = query.columns[column]
    if (limit <= 0 || !of) continue
    sum += limit
    agreeing += of.from === of.to ? 1 : 2
    for (let at = of.from; at <= of.to && at < 32; at += 1) answered |= 1 << at
  }
  let lone = false
  for (let at = 0; at < query.roles.length && at < 32; at += 1)
    if (query.roles[at] === roles.firm && ((answered >>> at) & 1) === 0) lone = true
  const least = query.soft ? aloneBySoft : alone
  const taken = !lone
    ? 0
    : !people
      ? agreeing === 1
        ? w.leastWithSoleAgreement
        : 0
      : agreeing <= 1
        ? least.one
        : least.more
  return Math.min(w.nameCap, sum) - taken + (people ? 0 : w.legalForm.same) + query.quality
}

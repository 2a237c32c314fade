import { nameWeights as w } from '../names/name-weights.ts'
import { alone, aloneBySoft } from './left-words.ts'
import type { Neighbours, Tier } from './neighbours.ts'
import type { QueryWords } from './query-words.ts'
import { roles, wordBits } from './segment.ts'

/** Words of one column that may be walked. */
interface Found {
  column: number
  neighbours: Neighbours
  /** Those of its tiers that have such words, in falling order. */
  tiers: readonly Tier[]
  /** Names that have one of its words. */
  held: number
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
  const { wordBits: bits } = query.segment.columns
  const walked = new Map<number, number>()
  // The costliest words of the query are left out first, whole or as far as their weaker answers go.
  const found = findTiers(query, organisation)
  const steps = found.some(({ tiers }) => tiers.length > 0) ? needs.length : 1
  for (let step = 0; step < steps; step += 1) {
    const need = needs[step] ?? 0
    const upTo = needs[step + 1] ?? Number.POSITIVE_INFINITY
    const limits: number[] = query.columns.map((column) => (column.initial !== 0 ? w.initial : 0))
    if (mostWithin(query, limits, people) >= need) return null
    for (const { column, neighbours, tiers } of found) {
      const before = limits[column] ?? 0
      // In falling order: the first that may be left out is the limit for all after it. Usually all of them may.
      let from = 0
      limits[column] = Math.max(before, tiers[0]?.most ?? 0)
      while (from < tiers.length && mostWithin(query, limits, people) >= need) {
        from += 1
        limits[column] = Math.max(before, tiers[from]?.most ?? 0)
      }
      for (const tier of tiers.slice(0, from))
        for (let at = tier.from; at < tier.to; at += 1) {
          const word = neighbours.words[at] ?? 0
          if ((((bits[word] ?? 0) & wordBits.organisation) !== 0) === organisation && neighbours.weight(at, tier) > 0)
            walked.set(word, upTo)
        }
    }
  }
  return walked
}

/** By column, the costliest first. */
function findTiers({ segment, columns }: QueryWords, organisation: boolean): Found[] {
  return columns
    .map(({ neighbours }, column) => ({
      column,
      neighbours,
      tiers: neighbours.tiers.filter(({ from, to, organisations }) =>
        organisation ? organisations > 0 : organisations < to - from,
      ),
      held: neighbours.held(segment),
    }))
    .sort((x, y) => y.held - x.held)
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

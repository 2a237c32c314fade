import { nameWeights as w } from '../names/name-weights.ts'
import { alone, aloneBySoft } from './left-words.ts'
import type { Neighbours, Tier } from './neighbours.ts'
import type { QueryWords } from './query-words.ts'
import { roles, wordBits } from './segment.ts'

/**
 * Chooses the words to walk, and for which names: a word is walked for names that must add less than its number (`scratch.walk`). `needs`: what names must add
 * at least, in rising order. What is left out cannot reach a need by itself (MaxScore, matching.md 3.9, 3). False: nothing can be left out.
 */
export function chooseWords(query: QueryWords, needs: readonly number[], organisation: boolean): boolean {
  const { columns, columnsByCost: order, scratch, limits } = query
  const people = !organisation && query.register === 'person'
  const some = columns.some(({ neighbours }) => neighbours.tiers.some((tier) => mayBeIn(tier, organisation)))
  const steps = some ? needs.length : 1
  for (let step = 0; step < steps; step += 1) {
    const need = needs[step] ?? 0
    const upTo = needs[step + 1] ?? Number.POSITIVE_INFINITY
    for (let column = 0; column < columns.length; column += 1)
      limits[column] = columns[column]?.initial === 0 ? 0 : w.initial
    if (mostWithin(query, limits, people) >= need) {
      scratch.endWalk()
      return false
    }
    // The costliest words of the query are left out first, whole or as far as their weaker answers go.
    for (let place = 0; some && place < order.length; place += 1) {
      const column = order[place] ?? 0
      const neighbours = columns[column]?.neighbours
      if (neighbours === undefined) continue
      const before = limits[column] ?? 0
      // In falling order: the first that may be left out is the limit for all after it. Usually all of them may.
      for (const tier of neighbours.tiers) {
        if (!mayBeIn(tier, organisation)) continue
        limits[column] = Math.max(before, tier.most)
        if (mostWithin(query, limits, people) < need) break
        limits[column] = before
        walkTier(query, neighbours, tier, organisation, upTo)
      }
    }
  }
  return true
}

const mayBeIn = ({ from, to, organisations }: Tier, organisation: boolean): boolean =>
  organisation ? organisations > 0 : organisations < to - from

function walkTier(
  { segment, scratch }: QueryWords,
  neighbours: Neighbours,
  tier: Tier,
  organisation: boolean,
  upTo: number,
): void {
  const { wordBits: bits } = segment.columns
  for (let at = tier.from; at < tier.to; at += 1) {
    const word = neighbours.words[at] ?? 0
    if ((((bits[word] ?? 0) & wordBits.organisation) !== 0) === organisation && neighbours.weight(at, tier) > 0)
      scratch.walk(word, scratch.slots[word] ?? 0, upTo)
  }
}

/** The most a name can say in which each column agrees at most so much. */
function mostWithin(query: QueryWords, limits: Float64Array, people: boolean): number {
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

import { nameWeights as w } from '../names/name-weights.ts'
import type { Neighbours, Tier } from './neighbours.ts'
import type { QueryWords } from './query-words.ts'
import { roles, wordBits } from './segment.ts'
import { unmatched, unmatchedWithSoft } from './unmatched-words.ts'

/**
 * Chooses the words whose posting lists the search reads, and for which names: the list of a word is read for names with a need below the word's
 * limit (`scratch.walk`). `needs` are the least weights that names must add, in rising order. The words left out cannot reach a need, even all
 * together (MaxScore; Turtle and Flood 1995). Returns false where no word can be left out.
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
    // Leave out the words with the longest posting lists first: all their matches, or only the weaker ones.
    for (let place = 0; some && place < order.length; place += 1) {
      const column = order[place] ?? 0
      const neighbours = columns[column]?.neighbours
      if (neighbours === undefined) continue
      const before = limits[column] ?? 0
      // The tiers have falling weights, so the first tier that may be left out sets the limit for all later tiers. Usually all may be left out.
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

/** Returns the highest weight of a name in which each column agrees at most up to its limit. */
function mostWithin(query: QueryWords, limits: Float64Array, people: boolean): number {
  let sum = 0
  let agreeing = 0
  let matched = 0
  for (let column = 0; column < limits.length; column += 1) {
    const limit = limits[column] ?? 0
    const of = query.columns[column]
    if (limit <= 0 || !of) continue
    sum += limit
    agreeing += of.from === of.to ? 1 : 2
    for (let at = of.from; at <= of.to && at < 32; at += 1) matched |= 1 << at
  }
  let lone = false
  for (let at = 0; at < query.roles.length && at < 32; at += 1)
    if (query.roles[at] === roles.firm && ((matched >>> at) & 1) === 0) lone = true
  const least = query.soft ? unmatchedWithSoft : unmatched
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

import type { ScreenHit } from '@entente/contracts'
import { scoreOfSum, sumOfScore } from '../score/calibrate.ts'
import { toComparison, weakThreshold } from '../score/compare.ts'
import type { ReadIdentity } from '../score/read-identity.ts'
import { round6 } from '../score/round6.ts'
import { scoreFields } from '../score/score-fields.ts'
import { bestName, combine, type PairScore, scorePair } from '../score/score-pair.ts'
import { type Candidate, findCandidates, skipOf } from './find-candidates.ts'
import type { Part } from './part.ts'
import { isUsable } from './segment.ts'

export interface Search {
  threshold: number
  weak: boolean
  exhaustive: boolean
  limit: number
}
/** Returns the score of a sum of weights, rounded as by `compare`. */
const scoreOf = (sum: number): number => scoreOfSum(round6(sum))
/** Sums of the same weights in another order differ by less than this. */
const roundingError = 1e-9

/** Returns the best hits of these parts of an index, by falling score, then by entry id, and the number of pairs scored. */
export function screenParts(
  parts: readonly Part[],
  subject: ReadIdentity,
  search: Search,
): { hits: ScreenHit[]; scored: number } {
  const cutoff = search.weak ? Math.min(weakThreshold, search.threshold) : search.threshold
  // The bound is slightly below the cut-off, because scores are rounded before they are compared.
  const least = sumOfScore(cutoff) - 1e-4
  const hits = new BestHits(search)
  let scored = 0
  const take = (id: string, pair: PairScore): void => {
    scored += 1
    if (pair.logOdds >= least && hits.mayTake(scoreOf(pair.logOdds + 1e-6), () => id)) hits.take(id, pair)
  }
  if (search.exhaustive) {
    for (const part of parts) {
      const { segment } = part
      for (let entry = 0; entry < segment.entries; entry += 1)
        if (!part.isDead(entry) && isUsable(segment.columns, entry))
          take(part.entries.id(segment, entry), scorePair(subject, part.entries.read(segment, entry)))
    }
    return { hits: hits.list, scored }
  }
  const candidates = parts.flatMap((part) => findCandidates(part, subject, least))
  candidates.sort((x, y) => y.bound - x.bound)
  for (const candidate of candidates) {
    const { part, entry } = candidate
    const most = scoreOf(candidate.bound + roundingError)
    // Later candidates cannot score more.
    if (hits.isAbove(most)) break
    const idOf = (): string => part.entries.id(part.segment, entry)
    if (hits.mayTake(most, idOf)) take(idOf(), scoreCandidate(candidate, subject))
  }
  return { hits: hits.list, scored }
}

// Names that cannot reach the cut-off are skipped: if the entry is a hit, they are not its best name (score-pair.ts).
function scoreCandidate(candidate: Candidate, subject: ReadIdentity): PairScore {
  const entry = candidate.part.entries.read(candidate.part.segment, candidate.entry)
  return combine(subject, entry, bestName(subject, entry, skipOf(candidate, entry)), scoreFields(subject, entry))
}

/** Keeps the best hits, up to the limit of the search. */
class BestHits {
  readonly #search: Search
  readonly list: ScreenHit[] = []

  constructor(search: Search) {
    this.#search = search
  }

  get #last(): ScreenHit | undefined {
    return this.list.length < this.#search.limit ? undefined : this.list.at(-1)
  }
  /** Returns whether the limit is reached and all hits have a higher score. */
  isAbove(score: number): boolean {
    return this.#search.limit <= 0 || (this.#last !== undefined && this.#last.score > score)
  }
  mayTake(score: number, idOf: () => string): boolean {
    const last = this.#last
    return last === undefined || score > last.score || (score === last.score && idOf() < last.entryId)
  }
  take(entryId: string, pair: PairScore): void {
    const comparison = toComparison(pair, this.#search.threshold)
    if (comparison.verdict !== 'match' && !(this.#search.weak && comparison.verdict === 'weak')) return
    const hit = { ...comparison, entryId }
    let [from, to] = [0, this.list.length]
    while (from < to) {
      const middle = (from + to) >>> 1
      const other = this.list[middle]
      if (other && (other.score > hit.score || (other.score === hit.score && other.entryId < entryId)))
        from = middle + 1
      else to = middle
    }
    this.list.splice(from, 0, hit)
    if (this.list.length > this.#search.limit) this.list.pop()
  }
}

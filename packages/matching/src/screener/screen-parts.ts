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
/** The score of a sum of weights, as `compare` rounds it. */
const scoreOf = (sum: number): number => scoreOfSum(round6(sum))
/** Sums of the same weights in another order differ by less. */
const hair = 1e-9

/** The best hits among these parts of an index, by score from high to low, then by entry id; and how many pairs were scored. */
export function screenParts(
  parts: readonly Part[],
  subject: ReadIdentity,
  search: Search,
): { hits: ScreenHit[]; scored: number } {
  const cutoff = search.weak ? Math.min(weakThreshold, search.threshold) : search.threshold
  // A hair below the cut-off: scores are rounded before they are judged.
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
    const most = scoreOf(candidate.bound + hair)
    // Those that come after cannot score more.
    if (hits.isAbove(most)) break
    const idOf = (): string => part.entries.id(part.segment, entry)
    if (hits.mayTake(most, idOf)) take(idOf(), scoreCandidate(candidate, subject))
  }
  return { hits: hits.list, scored }
}

// Names that cannot bring the entry to the least are left out: they cannot be its best (score-pair.ts).
function scoreCandidate(candidate: Candidate, subject: ReadIdentity): PairScore {
  const entry = candidate.part.entries.read(candidate.part.segment, candidate.entry)
  return combine(subject, entry, bestName(subject, entry, skipOf(candidate, entry)), scoreFields(subject, entry))
}

/** Keeps so many hits as are asked for, the best ones. */
class BestHits {
  readonly #search: Search
  readonly list: ScreenHit[] = []

  constructor(search: Search) {
    this.#search = search
  }

  get #last(): ScreenHit | undefined {
    return this.list.length < this.#search.limit ? undefined : this.list.at(-1)
  }
  /** True where enough hits score more than this. */
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

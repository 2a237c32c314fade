import type { Entry, Identity, ScreenHit } from '@entente/contracts'
import { checkThreshold, toComparison, weakThreshold } from '../compare.ts'
import { type ReadIdentity, readIdentity, readSubject } from '../score/read-identity.ts'
import { scorePair } from '../score/score-pair.ts'
import { EntryIndex } from './entry-index.ts'
import { findCandidates } from './find-candidates.ts'

export interface ScreenOptions {
  /** The most hits given back; default 50. */
  limit?: number
  /** Also give hits with the verdict `weak`. */
  weak?: boolean
  /** Score every entry instead of the index's candidates: slow, to measure the index. */
  exhaustive?: boolean
  /** `YYYY-MM-DD`: a birth date after it is refused. */
  today?: string
}
export interface ScreenerStats {
  entries: number
  names: number
  tokens: number
  /** Estimate. */
  bytes: number
  /** Counts every change. */
  version: number
  /** Entries with neither a usable name nor a usable document: they can never be hit. */
  unusable: number
  /** Pairs scored by all calls of `screen` so far: candidates of the index, or every entry where it was exhaustive. */
  scored: number
}

const defaultLimit = 50
const logit = (score: number): number => Math.log(score / (1 - score))

/**
 * Entries held in memory, to screen subjects against. A hit is exactly what `compare(subject, entry)` gives. `add` and `remove`
 * take effect with the next call of `screen`.
 *
 * @example
 * const screener = Screener.build([{ id: 'S1', names: ['Yusuf Hamdan Qarmouti'], birthDates: ['1981-05-17'] }])
 * screener.screen({ names: ['QARMOUTI/YOUSSEF HAMDAN'], birthDates: ['1981-05-17'] })[0]?.score
 */
export class Screener {
  readonly #threshold: number
  #index = new EntryIndex()
  #version = 0
  #scored = 0

  private constructor(threshold: number) {
    this.#threshold = threshold
  }

  /** Builds a screener; of two entries with one id the later holds. Values of an entry that cannot be used are left out. */
  static build(entries: Iterable<Entry>, options: { threshold?: number } = {}): Screener {
    const screener = new Screener(checkThreshold(options.threshold))
    for (const entry of entries) screener.#put(entry)
    return screener
  }

  #put(entry: Entry): void {
    this.#index.remove(entry.id)
    this.#index.add(entry.id, readIdentity(entry).read)
  }

  /** Adds an entry, or replaces the one with its id. */
  add(entry: Entry): void {
    this.#put(entry)
    this.#version += 1
    if (this.#index.wasteful) this.#index = this.#index.compact()
  }

  /** Takes an entry out; false where there is none with this id. */
  remove(id: string): boolean {
    const removed = this.#index.remove(id)
    if (!removed) return false
    this.#version += 1
    if (this.#index.wasteful) this.#index = this.#index.compact()
    return true
  }

  /** Hits with the verdict `match` (and `weak` where asked), by score from high to low, then by entry id. Throws ArgumentError as `compare` does. */
  screen(subject: Identity, options: ScreenOptions = {}): ScreenHit[] {
    const read = readSubject(subject, options.today)
    const cutoff = options.weak ? Math.min(weakThreshold, this.#threshold) : this.#threshold
    const hits: ScreenHit[] = []
    // A hair below the cut-off: scores are rounded before they are judged.
    const least = logit(cutoff) - 1e-4
    const try_ = (id: string, entry: ReadIdentity): void => {
      this.#scored += 1
      const pair = scorePair(read, entry)
      if (pair.logOdds < least) return
      const comparison = toComparison(pair, this.#threshold)
      if (comparison.verdict === 'match' || (options.weak && comparison.verdict === 'weak'))
        hits.push({ ...comparison, entryId: id })
    }
    if (options.exhaustive) for (const { id, read: entry } of this.#index.all()) try_(id, entry)
    else for (const { id, read: entry } of findCandidates(this.#index, read, least)) try_(id, entry)
    hits.sort((x, y) => y.score - x.score || (x.entryId < y.entryId ? -1 : 1))
    return hits.slice(0, options.limit ?? defaultLimit)
  }

  get stats(): ScreenerStats {
    return { ...this.#index.stats, version: this.#version, scored: this.#scored }
  }
}

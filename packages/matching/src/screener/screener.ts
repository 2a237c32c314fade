import type { Entry, Identity, ScreenHit } from '@entente/contracts'
import { checkThreshold } from '../score/compare.ts'
import { readSubject } from '../score/read-identity.ts'
import { ChangingIndex } from './changing-index.ts'
import { freezeSegment, ordinary, shared } from './freeze-segment.ts'
import { screenParts } from './screen-parts.ts'
import type { FrozenSegment } from './segment.ts'
import { SegmentWriter } from './segment-writer.ts'
import { openShared, readSnapshot, type SharedIndex, shareSegment, writeSnapshot } from './snapshot.ts'

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
export interface ScreenerOptions {
  threshold?: number
  /** Keeps the index in shared memory, so that other threads can read it (`toShared`). */
  shared?: boolean
}
export interface ScreenerStats {
  entries: number
  names: number
  /** Distinct words. */
  tokens: number
  /** What the arrays of entries and index take. */
  bytes: number
  /** Counts every change. */
  version: number
  /** Entries with neither a usable name nor a usable document: they can never be hit. */
  unusable: number
  /** Pairs scored by all calls of `screen` so far: candidates of the index, or every entry where it was exhaustive. */
  scored: number
}
const defaultLimit = 50
/** Names read between two yields of `buildInSlices`. */
const namesAtOnce = 100

const run = <T>(steps: Generator<unknown, T>): T => {
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}

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
  readonly #index: ChangingIndex
  #version = 0
  #scored = 0

  private constructor(base: FrozenSegment, options: ScreenerOptions) {
    this.#threshold = checkThreshold(options.threshold)
    this.#index = new ChangingIndex(base, options.shared === true ? shared : ordinary)
  }

  /** Builds a screener; of two entries with one id the later holds. Values of an entry that cannot be used are left out. */
  static build(entries: Iterable<Entry>, options: ScreenerOptions = {}): Screener {
    return run(Screener.buildInSlices(entries, options))
  }

  /**
   * Builds a screener piece by piece. Between two pieces, a few milliseconds of work each, the caller may do other things; each gives
   * how many entries were read so far.
   *
   * @example
   * const steps = Screener.buildInSlices(entries)
   * let step = steps.next()
   * for (; !step.done; step = steps.next()) await new Promise(setImmediate)
   * const screener = step.value
   */
  static *buildInSlices(entries: Iterable<Entry>, options: ScreenerOptions = {}): Generator<number, Screener> {
    checkThreshold(options.threshold)
    const writer = new SegmentWriter(false)
    let names = 0
    for (const entry of entries) {
      writer.add(entry)
      if (writer.names - names < namesAtOnce && writer.entries % namesAtOnce !== 0) continue
      names = writer.names
      yield writer.entries
    }
    const count = writer.entries
    const freezing = freezeSegment(writer, options.shared === true ? shared : ordinary)
    let step = freezing.next()
    for (; step.done !== true; step = freezing.next()) yield count
    const screener = new Screener(step.value, options)
    screener.#index.removeDoubles()
    return screener
  }

  /** Adds an entry, or replaces the one with its id. */
  add(entry: Entry): void {
    this.#index.remove(entry.id)
    this.#index.add(entry)
    this.#version += 1
  }

  /** Takes an entry out; false where there is none with this id. */
  remove(id: string): boolean {
    if (!this.#index.remove(id)) return false
    this.#version += 1
    return true
  }

  /** Hits with the verdict `match` (and `weak` where asked), by score from high to low, then by entry id. Throws ArgumentError as `compare` does. */
  screen(subject: Identity, options: ScreenOptions = {}): ScreenHit[] {
    const { hits, scored } = screenParts(this.#index.parts, readSubject(subject, options.today), {
      threshold: this.#threshold,
      weak: options.weak === true,
      exhaustive: options.exhaustive === true,
      limit: options.limit ?? defaultLimit,
    })
    this.#scored += scored
    return hits
  }

  /** Writes all changes into the index at once, which otherwise happens bit by bit with later changes. Takes seconds for millions of names. */
  settle(): void {
    this.#index.settle()
  }

  /** The index as bytes, to be kept and given to `restore`: pieces of one row of bytes. Settles first. */
  snapshot(): Uint8Array[] {
    return writeSnapshot(this.#index.settle())
  }

  /**
   * The screener of a snapshot, however its bytes were cut into pieces. Throws ArgumentError: `snapshot-version` where it was made by other
   * code or with other tables, `snapshot-invalid` where its bytes are not whole.
   */
  static restore(bytes: Uint8Array | Iterable<Uint8Array>, options: ScreenerOptions = {}): Screener {
    const pieces = bytes instanceof Uint8Array ? [bytes] : bytes
    return new Screener(readSnapshot(pieces, options.shared === true ? shared : ordinary), options)
  }

  /** The index for other threads, which read the same memory. Settles first; later changes are each screener's own. Throws `not-shared`. */
  toShared(): SharedIndex {
    return shareSegment(this.#index.settle())
  }
  static fromShared(index: SharedIndex, options: Omit<ScreenerOptions, 'shared'> = {}): Screener {
    return new Screener(openShared(index), { ...options, shared: true })
  }

  get stats(): ScreenerStats {
    return { ...this.#index.stats, version: this.#version, scored: this.#scored }
  }
}
export type { SharedIndex }

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
  /** The largest number of hits; default 50. */
  limit?: number
  /** Also returns hits with the verdict `weak`. */
  weak?: boolean
  /** Scores every entry instead of the candidates of the index. This is slow; it is meant for measuring the index. */
  exhaustive?: boolean
  /** `YYYY-MM-DD`: a birth date after it is rejected. */
  today?: string
}
export interface ScreenerOptions {
  /** The score from which the verdict is `match`; default 0.5. */
  threshold?: number
  /** Keeps the index in shared memory so that other threads can read it (`toShared`). */
  shared?: boolean
}
export interface ScreenerStats {
  entries: number
  names: number
  /** The number of distinct words. */
  tokens: number
  /** The size of all arrays of entries and index, in bytes. */
  bytes: number
  /** The number of changes so far. */
  version: number
  /** The number of entries with neither a usable name nor a usable document. Such entries are never hits. */
  unusable: number
  /** The number of pairs that all calls of `screen` have scored so far. */
  scored: number
}
const defaultLimit = 50
/** The number of names read between two yields of `buildInSlices`. */
const namesAtOnce = 100

const run = <T>(steps: Generator<unknown, T>): T => {
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}

/**
 * Screens subjects against entries in memory. A hit equals the result of `compare(subject, entry)`. `add` and `remove` take effect with the next call
 * of `screen`.
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

  /**
   * Builds a screener. If two entries have one id, the later one counts. Unusable values of an entry are left out.
   * @throws ArgumentError (`threshold-invalid`)
   */
  static build(entries: Iterable<Entry>, options: ScreenerOptions = {}): Screener {
    return run(Screener.buildInSlices(entries, options))
  }

  /**
   * Builds a screener in steps of a few milliseconds each, so that the caller can do other work between them. Each step yields the number of entries
   * read so far.
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
    screener.#index.removeDuplicates()
    return screener
  }

  /** Adds an entry, or replaces the entry with the same id. */
  add(entry: Entry): void {
    this.#index.remove(entry.id)
    this.#index.add(entry)
    this.#version += 1
  }

  /** Removes an entry. Returns false where there is none with this id. */
  remove(id: string): boolean {
    if (!this.#index.remove(id)) return false
    this.#version += 1
    return true
  }

  /**
   * Returns the hits with the verdict `match`, by falling score, then by entry id. With the option `weak`, it also returns hits with the verdict
   * `weak`.
   * @throws ArgumentError for a subject that `compare` rejects.
   */
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

  /** Merges all changes into the index now. Without this call, later changes merge them in small steps. It takes seconds for millions of names. */
  mergeChanges(): void {
    this.#index.mergeAll()
  }

  /** Returns the index as consecutive pieces of bytes, for `restore`. Merges all changes first. */
  snapshot(): Uint8Array[] {
    return writeSnapshot(this.#index.mergeAll())
  }

  /**
   * Restores a screener from the bytes of a snapshot, in pieces of any size.
   * @throws ArgumentError `snapshot-version` where another version of the code or of the tables made the snapshot; `snapshot-invalid` where its bytes
   * are incomplete or damaged.
   */
  static restore(bytes: Uint8Array | Iterable<Uint8Array>, options: ScreenerOptions = {}): Screener {
    const pieces = bytes instanceof Uint8Array ? [bytes] : bytes
    return new Screener(readSnapshot(pieces, options.shared === true ? shared : ordinary), options)
  }

  /**
   * Returns the index for other threads, which read the same memory. Merges all changes first. Later changes stay in the screener that makes them.
   * @throws ArgumentError (`not-shared`) where the index is not in shared memory.
   */
  toShared(): SharedIndex {
    return shareSegment(this.#index.mergeAll())
  }
  /**
   * Opens an index that another thread shared with `toShared`.
   * @throws ArgumentError (`snapshot-version`, `snapshot-invalid`)
   */
  static fromShared(index: SharedIndex, options: Omit<ScreenerOptions, 'shared'> = {}): Screener {
    return new Screener(openShared(index), { ...options, shared: true })
  }

  get stats(): ScreenerStats {
    return { ...this.#index.stats, version: this.#version, scored: this.#scored }
  }
}
export type { SharedIndex }

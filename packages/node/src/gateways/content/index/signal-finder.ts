import { createHash } from 'node:crypto'
import type { SignalType } from '@entente/contracts'
import type { HammingIndex, HammingIndexStats } from '@entente/matching'
import {
  canonicalUrl,
  type Tmk,
  tlshDistance,
  tlshThreshold,
  tmkMatches,
  tmkRead,
  tmkScore,
  usableQuality,
  vpdqRadius,
} from '@entente/matching/media'
import { takeTurns } from '../../../store/take-turns.ts'
import type { ContentSignal } from '../signals/content-signal.ts'
import { packUrl } from '../signals/pack.ts'
import { KeyTable } from './key-table.ts'
import type { SearchPool } from './search/search-pool.ts'
import { ThreadedIndex } from './search/threaded-index.ts'
import { type SignalTerms, SignalTermsTable } from './signal-terms.ts'
import { TextFinder } from './text-finder.ts'
import { VideoFinder } from './video-finder.ts'

/** A signal of a bank with its compared bytes. */
export type IndexedContent = Omit<SignalTerms, 'keyHigh' | 'keyLow'> & { quality: number | null; raw: Uint8Array }

/** A signal near a query: with `distance` and the `radius` that allowed it, or with a `similarity`. */
export interface Found {
  number: number
  distance: number | null
  radius: number | null
  similarity: number | null
  segments: Segment[]
}
export interface Segment {
  queryStart: number
  queryEnd: number
  signalStart: number
  signalEnd: number
  frames: number
  meanDistance: number
}
/** Decides which signals count, and the radius of each signal. */
export interface FindTerms {
  accept: (number: number) => boolean
  /** The largest radius of all signals, and the radius of each. */
  largest: number
  radiusOf: (number: number) => number
}
export interface FoundSignals {
  found: Found[]
  truncated: boolean
}

/**
 * Exact types are found by 64 bits of the SHA-256 of their bytes, so that nobody can make two that collide. The full
 * hash is compared when the signal is read.
 */
const exactTypes = ['md5', 'sha1', 'sha256', 'url'] as const
type ExactType = (typeof exactTypes)[number]
const isExact = (type: SignalType): type is ExactType => (exactTypes as readonly string[]).includes(type)
const keyOf = (raw: Uint8Array): [high: number, low: number] => {
  const digest = createHash('sha256').update(raw).digest()
  return [digest.readUInt32BE(0), digest.readUInt32BE(4)]
}
/** Rows counted at most; a longer answer is truncated. */
const mostCounted = 10_000

/**
 * Indexes every signal of every bank in memory and finds those near a query. The next search finds an added signal and
 * no longer finds a dropped one. Long searches yield to other work of the node.
 */
export class SignalFinder {
  readonly terms: SignalTermsTable
  readonly #pdq: ThreadedIndex
  readonly #videos: VideoFinder
  readonly #texts = new TextFinder()
  readonly #tlsh = new Map<number, string>()
  readonly #tmk = new Map<number, Tmk>()
  readonly #exact: Record<ExactType, KeyTable> = {
    md5: new KeyTable(),
    sha1: new KeyTable(),
    sha256: new KeyTable(),
    url: new KeyTable(),
  }

  /** With a pool, its threads search the hashes of pictures and frames; without one, the caller's thread does. */
  constructor(kept: { terms: SignalTermsTable; pdq: HammingIndex } | null = null, pool: SearchPool | null = null) {
    this.terms = kept?.terms ?? new SignalTermsTable()
    this.#pdq = new ThreadedIndex(pool, kept?.pdq)
    this.#videos = new VideoFinder(pool)
    if (kept === null) return
    for (const number of this.terms.numbers()) {
      const type = this.terms.typeOf(number) as SignalType
      if (isExact(type)) this.#exact[type].add(...this.terms.keyOf(number), number)
    }
  }

  /** Adds a signal, or updates its terms. The compared bytes of a signal never change: only a new signal is indexed. */
  put(signal: IndexedContent): void {
    const { number, type, raw, quality } = signal
    const known = this.terms.typeOf(number) !== undefined && (!kinds.has(type) || this.#holds(type, number))
    const [keyHigh, keyLow] = isExact(type) ? keyOf(raw) : [0, 0]
    this.terms.set({ ...signal, keyHigh, keyLow })
    if (known) return
    if (isExact(type)) this.#exact[type].add(keyHigh, keyLow, number)
    // A hash from another party's list may have no quality: it counts as usable.
    else if (type === 'pdq' && (quality ?? 100) >= usableQuality) this.#pdq.index.add(number, raw)
    else if (type === 'vpdq') this.#videos.add(number, raw)
    else if (type === 'text') this.#texts.add(number, raw)
    else if (type === 'tlsh') this.#tlsh.set(number, Buffer.from(raw).toString('hex').toUpperCase())
    else if (type === 'tmk') this.#tmk.set(number, tmkRead(raw))
  }

  /** Removes a signal; its hash leaves memory when its segment is rebuilt. */
  drop(number: number): void {
    const type = this.terms.typeOf(number)
    if (type === undefined) return
    if (isExact(type)) this.#exact[type].remove(...this.terms.keyOf(number), number)
    else if (type === 'pdq') this.#pdq.index.remove(number)
    else if (type === 'vpdq') this.#videos.remove(number)
    else if (type === 'text') this.#texts.remove(number)
    else if (type === 'tlsh') this.#tlsh.delete(number)
    else this.#tmk.delete(number)
    this.terms.delete(number)
  }

  /** Number of queries to send at once: one if the caller's own thread does all the work. */
  get atOnce(): number {
    return this.#pdq.atOnce
  }

  /** Finds the signals near a query, in no order. At most `mostCounted` are returned. */
  async find(query: ContentSignal, terms: FindTerms): Promise<FoundSignals> {
    const { found, truncated = false } = await this.#search(query, terms)
    return { found: found.slice(0, mostCounted), truncated: truncated || found.length > mostCounted }
  }

  /** Finds signals with exactly this address and scope. */
  equal({ raw }: Pick<ContentSignal, 'raw'>): FoundSignals {
    return { found: this.#equal('url', raw), truncated: false }
  }

  async #search(query: ContentSignal, terms: FindTerms): Promise<{ found: Found[]; truncated?: boolean }> {
    const { type, raw } = query
    if (type === 'url') return { found: this.#findUrl(query.value).filter(({ number }) => terms.accept(number)) }
    if (isExact(type)) return { found: this.#equal(type, raw).filter(({ number }) => terms.accept(number)) }
    if (type === 'pdq') return this.#findPdq(query, terms)
    if (type === 'text') return { found: this.#findText(raw, terms) }
    if (type === 'vpdq') return { found: await this.#findVideo(raw, terms) }
    return { found: type === 'tlsh' ? await this.#findTlsh(raw, terms) : await this.#findTmk(raw, terms) }
  }

  async #findPdq({ raw, quality }: ContentSignal, { accept, largest, radiusOf }: FindTerms) {
    if ((quality ?? 100) < usableQuality) return { found: [] }
    const { matches, truncated } = await this.#pdq.near(raw, { radius: largest, limit: mostCounted, accept })
    const found = matches.flatMap(({ id, distance }): Found[] => {
      const radius = radiusOf(id)
      return distance <= radius ? [{ ...nothing, number: id, distance, radius }] : []
    })
    return { found, truncated: truncated && found.length === mostCounted }
  }

  #equal(type: ExactType, raw: Uint8Array): Found[] {
    return this.#exact[type].find(...keyOf(raw)).map((number) => ({ ...nothing, number, distance: 0, radius: 0 }))
  }

  #findUrl(address: string): Found[] {
    const met = new Map<number, Found>()
    for (const { text, scopes } of canonicalUrl(address)?.lookups ?? [])
      for (const scope of scopes)
        for (const found of this.#equal('url', packUrl(scope, text))) met.set(found.number, found)
    return [...met.values()]
  }

  #findText(raw: Uint8Array, { accept }: FindTerms): Found[] {
    return this.#texts.find(raw).flatMap(({ number, comparison: { exact, jaccard, containment } }): Found[] => {
      if (!accept(number)) return []
      if (exact) return [{ ...nothing, number, distance: 0, radius: 0 }]
      return [{ ...nothing, number, similarity: Math.max(jaccard, Math.min(containment, 0.99)) }]
    })
  }

  async #findVideo(raw: Uint8Array, { accept }: FindTerms): Promise<Found[]> {
    const matches = await this.#videos.find(raw, accept)
    return matches.map(({ video, queryPercent, segments }) => ({
      ...nothing,
      number: video,
      radius: vpdqRadius,
      similarity: Math.min(1, queryPercent / 100),
      segments,
    }))
  }

  async #findTlsh(raw: Uint8Array, { accept }: FindTerms): Promise<Found[]> {
    const digest = Buffer.from(raw).toString('hex').toUpperCase()
    const found: Found[] = []
    const next = takeTurns()
    for (const [number, other] of this.#tlsh) {
      const distance = tlshDistance(digest, other, { length: false })
      if (distance <= tlshThreshold && accept(number))
        found.push({ ...nothing, number, distance, radius: tlshThreshold })
      await next()
    }
    return found
  }

  async #findTmk(raw: Uint8Array, { accept }: FindTerms): Promise<Found[]> {
    const query = tmkRead(raw)
    const found: Found[] = []
    const next = takeTurns()
    for (const [number, other] of this.#tmk) {
      if (accept(number)) {
        const score = tmkScore(query, other)
        if (tmkMatches(score)) found.push({ ...nothing, number, similarity: Math.min(1, score.level2) })
      }
      await next()
    }
    return found
  }

  /**
   * Returns whether the compared bytes of a signal are in memory: the snapshot has the terms of all types, but the hashes
   * of only some.
   */
  #holds(type: SignalType, number: number): boolean {
    if (type === 'vpdq') return this.#videos.has(number)
    if (type === 'text') return this.#texts.has(number)
    return type === 'tlsh' ? this.#tlsh.has(number) : this.#tmk.has(number)
  }

  /** Rebuilds the indexes without removed signals: neither memory nor a snapshot contains them afterwards. */
  async compact(): Promise<void> {
    await this.#pdq.index.compact()
    await this.#videos.compact()
  }

  stats(): Record<SignalType, HammingIndexStats> {
    const plain = (rows: number, bytes: number): HammingIndexStats => ({
      ...{ rows, segments: [], deltaRows: 0, tombstones: 0 },
      bytes,
    })
    const exact = (type: ExactType) => plain(this.#exact[type].size, this.#exact[type].bytes)
    return {
      pdq: this.#pdq.index.stats(),
      md5: exact('md5'),
      sha1: exact('sha1'),
      sha256: exact('sha256'),
      url: exact('url'),
      vpdq: this.#videos.stats(),
      text: plain(this.#texts.size, this.#texts.bytes),
      tlsh: plain(this.#tlsh.size, 100 * this.#tlsh.size),
      tmk: plain(this.#tmk.size, 263_344 * this.#tmk.size),
    }
  }

  /** Returns the parts of a snapshot: the terms and the PDQ hashes. */
  parts(): { terms: Uint8Array[]; pdq: Uint8Array[] } {
    return { terms: this.terms.save(), pdq: this.#pdq.index.save() }
  }
}

/** Types that a snapshot does not contain: there are few such signals, and they are read from the database. */
export const readAlways = ['vpdq', 'text', 'tlsh', 'tmk'] as const satisfies SignalType[]
const kinds: ReadonlySet<SignalType> = new Set(readAlways)
const nothing = { distance: null, radius: null, similarity: null, segments: [] as Segment[] }

import {
  matchVpdq,
  usableFrames,
  usableQuality,
  type VpdqMatch,
  type VpdqNeighbour,
  vpdqRadius,
} from '@entente/matching/media'
import { chunksOf, takeTurns } from '../../../store/take-turns.ts'
import { unpackFrames } from '../signals/pack.ts'
import type { SearchPool } from './search/search-pool.ts'
import { ThreadedIndex } from './search/threaded-index.ts'

/**
 * Largest number of frames near one frame of a query: black frames and logos have endless neighbours that prove
 * nothing.
 */
const mostNeighbours = 10_000

/** The usable frames of all videos of banks in one Hamming index, with their videos. */
export class VideoFinder {
  readonly #index: ThreadedIndex
  readonly #videos = new Map<number, { first: number; count: number }>()
  #videoOf = new Uint32Array(1024)
  #timeOf = new Float64Array(1024)
  #next = 1

  constructor(pool: SearchPool | null = null) {
    this.#index = new ThreadedIndex(pool)
  }

  get size(): number {
    return this.#videos.size
  }
  has(number: number): boolean {
    return this.#videos.has(number)
  }
  stats() {
    return this.#index.index.stats()
  }

  add(number: number, raw: Uint8Array): void {
    const frames = usableFrames(unpackFrames(raw))
    const first = this.#next
    this.#next += frames.length
    this.#grow(this.#next)
    const [ids, hashes] = [new Uint32Array(frames.length), Buffer.alloc(32 * frames.length)]
    for (const [place, { hash, time }] of frames.entries()) {
      ids[place] = first + place
      hashes.write(hash, 32 * place, 'hex')
      this.#videoOf[first + place] = number
      this.#timeOf[first + place] = time
    }
    this.#videos.set(number, { first, count: frames.length })
    if (frames.length > 0) this.#index.index.addMany(ids, hashes)
  }

  remove(number: number): void {
    const video = this.#videos.get(number)
    if (video === undefined) return
    for (let id = video.first; id < video.first + video.count; id += 1) this.#index.index.remove(id)
    this.#videos.delete(number)
  }

  /** Rebuilds the index without removed frames. */
  compact(): Promise<void> {
    return this.#index.index.compact()
  }

  /**
   * Finds the videos that match by share of the query or by a stretch of the signal; the search yields between frames.
   */
  async find(raw: Uint8Array, accept: (number: number) => boolean): Promise<VpdqMatch[]> {
    const frames = unpackFrames(raw)
    const near = new Map<string, VpdqNeighbour[]>()
    const next = takeTurns()
    const usable = (id: number) => accept(this.#videoOf[id] as number)
    const hashes = new Set(frames.filter(({ quality }) => quality >= usableQuality).map(({ hash }) => hash))
    for (const part of chunksOf([...hashes], this.#index.atOnce)) {
      const terms = { radius: vpdqRadius, limit: mostNeighbours, accept: usable }
      const found = await Promise.all(part.map((hash) => this.#index.near(Buffer.from(hash, 'hex'), terms)))
      for (const [place, { matches }] of found.entries())
        near.set(
          part[place] as string,
          matches.map(({ id, distance }) => ({
            video: this.#videoOf[id] as number,
            time: this.#timeOf[id] as number,
            distance,
          })),
        )
      await next()
    }
    const found = matchVpdq(frames, {
      query: (hash) => near.get(hash) ?? [],
      frameCount: (video) => this.#videos.get(video)?.count ?? 0,
    })
    return found.filter(({ because }) => because !== null)
  }

  #grow(size: number): void {
    if (size <= this.#videoOf.length) return
    const [videos, times] = [new Uint32Array(2 * size), new Float64Array(2 * size)]
    videos.set(this.#videoOf)
    times.set(this.#timeOf)
    this.#videoOf = videos
    this.#timeOf = times
  }
}

import { type LogCrypto, LogFault, sameBytes } from './bytes.ts'
import type { OpenedCheckpoint } from './checkpoint.ts'
import { checkEntry, entriesOf } from './entries.ts'
import { type Continuation, continuedLog, generationOf, logNameOf } from './origins.ts'
import { hashesOf, type TileLevel, type TileReader, tilePath, tileWidth, widthAt } from './tiles.ts'
import { leafHash, rootOfHashes, treeRoot } from './tree.ts'

/** A copy of a log: a folder, or a node. Reading returns null for what is not there. */
export interface LogSource {
  checkpoint(): Promise<Uint8Array | null>
  /** `width` is the width in the tree of the checkpoint. */
  tile(level: TileLevel, n: number, width: number): Promise<Uint8Array | null>
}

export interface LogFailure {
  code: string
  where: string
  what: string
}

interface CopyOptions {
  canaries?: readonly string[]
  onProgress?: (done: number, total: number) => void
}
type Note = (code: string, where: string, what: string) => void

/** A log with more failures than this is not read further. */
const mostFailures = 100
/** An entry may be this many milliseconds older than one before it. */
const mostBackMs = 60_000

/** Reads a copy of a log once, and answers questions about it afterwards. */
export class LogCopy {
  continues: Continuation | null = null
  /** The entries at the beginning that say that a restored log goes on, the newest restore first. */
  readonly #restores: Continuation[] = []
  readonly #ids = new SeenIds()
  readonly #crypto: LogCrypto
  readonly #source: LogSource
  readonly #head: OpenedCheckpoint
  readonly #options: CopyOptions
  /** The hashes of each level above 0, computed from the entries. */
  readonly #above: Uint8Array[][] = []

  constructor(crypto: LogCrypto, source: LogSource, head: OpenedCheckpoint, options: CopyOptions) {
    this.#crypto = crypto
    this.#source = source
    this.#head = head
    this.#options = options
  }

  readonly #tiles: TileReader = async (level, n, width) => {
    const stored = widthAt(level, n, this.#head.size)
    const where = tilePath(level, n, stored)
    const bytes = await this.#source.tile(level, n, stored)
    if (bytes === null) throw new LogFault('tile-missing', where, 'This tile is missing.')
    hashesOf(bytes, stored, where)
    return bytes.subarray(0, width * 32)
  }

  async #bundle(n: number): Promise<Uint8Array[]> {
    const width = widthAt('entries', n, this.#head.size)
    const where = tilePath('entries', n, width)
    const bytes = await this.#source.tile('entries', n, width)
    if (bytes === null) throw new LogFault('tile-missing', where, 'This bundle of entries is missing.')
    return entriesOf(bytes, width, where)
  }

  /** Recomputes the tree from the entries and compares it with the tiles and the checkpoint. */
  async read(failures: LogFailure[]): Promise<void> {
    const note: Note = (code, where, what) => failures.push({ code, where, what })
    const { size } = this.#head
    let latest = Number.NEGATIVE_INFINITY
    let whole = true
    let last: Uint8Array[] = []
    for (let n = 0; n * tileWidth < size && failures.length < mostFailures; n++) {
      try {
        const entries = await this.#bundle(n)
        const computed = await Promise.all(entries.map((entry) => leafHash(this.#crypto, entry)))
        const where = tilePath(0, n, computed.length)
        const stored = hashesOf(await this.#tiles(0, n, computed.length), computed.length, where)
        for (const [at, entry] of entries.entries()) {
          const place = `entry ${n * tileWidth + at}`
          if (!sameBytes(computed[at] as Uint8Array, stored[at] as Uint8Array)) {
            whole = false
            note('entry-hash', place, 'The entry is not the one whose hash is in the tile.')
          }
          latest = this.#checkLeaf(entry, n * tileWidth + at, latest, note)
        }
        last = computed.length === tileWidth ? [] : computed
        if (computed.length === tileWidth) await this.#push(1, await rootOfHashes(this.#crypto, computed))
      } catch (error) {
        if (!(error instanceof LogFault)) throw error
        whole = false
        note(error.code, error.where, error.message)
      }
      this.#options.onProgress?.(Math.min(size, (n + 1) * tileWidth), size)
    }
    // Without all entries the levels above cannot be computed.
    if (!whole) return
    if (failures.length === 0) await this.#findRepeated(note)
    await this.#compareAbove(note)
    let root: Uint8Array | null = last.length > 0 ? await rootOfHashes(this.#crypto, last) : null
    for (const level of this.#above) {
      const rest = level.slice(level.length - (level.length % tileWidth))
      const row = root === null ? rest : [...rest, root]
      root = row.length === 0 ? null : await rootOfHashes(this.#crypto, row)
    }
    if (size > 0 && !sameBytes(root ?? new Uint8Array(), this.#head.root))
      note('root', 'checkpoint', 'The root of the entries is not that of the checkpoint.')
  }

  #checkLeaf(entry: Uint8Array, index: number, latest: number, note: Note): number {
    const where = `entry ${index}`
    const text = new TextDecoder().decode(entry)
    for (const canary of this.#options.canaries ?? [])
      if (text.includes(canary)) note('personal-data', where, 'The entry contains a text that no entry may contain.')
    try {
      const leaf = checkEntry(entry, where)
      this.#ids.add(leaf.id)
      if (index === this.#restores.length) {
        const continued = continuedLog(text)
        if (index === 0) {
          this.continues = continued
          // Nobody could read from the log that it is not the first one of the node.
          if (continued === null && generationOf(this.#head.origin) > 0)
            note('leaf-value', where, 'The first entry does not say which log goes on under this origin.')
        }
        if (continued !== null) {
          // It is newer than the entries that it goes on with.
          this.#restores.push(continued)
          return latest
        }
      }
      if (leaf.at < latest - mostBackMs)
        note('time-order', where, 'The entry is more than 60 s older than one before it.')
      return Math.max(latest, leaf.at)
    } catch (error) {
      if (!(error instanceof LogFault)) throw error
      note(error.code, error.where, error.message)
      return latest
    }
  }

  async #findRepeated(note: Note): Promise<void> {
    const isRepeated = this.#ids.findRepeated()
    if (isRepeated === null) return
    for (let n = 0; n * tileWidth < this.#head.size; n++)
      for (const [at, entry] of (await this.#bundle(n)).entries())
        if (isRepeated((JSON.parse(new TextDecoder().decode(entry)) as { id: string }).id))
          note('leaf-value', `entry ${n * tileWidth + at}`, 'An earlier entry has the same id.')
  }

  /** Adds a hash to a level. A full tile makes a hash of the next level. */
  async #push(level: number, hash: Uint8Array): Promise<void> {
    const row = this.#above[level - 1] ?? []
    this.#above[level - 1] = row
    row.push(hash)
    if (row.length % tileWidth === 0)
      await this.#push(level + 1, await rootOfHashes(this.#crypto, row.slice(row.length - tileWidth)))
  }

  async #compareAbove(note: Note): Promise<void> {
    for (const [at, row] of this.#above.entries()) {
      for (let n = 0; n * tileWidth < row.length; n++) {
        const computed = row.slice(n * tileWidth, (n + 1) * tileWidth)
        const where = tilePath(at + 1, n, computed.length)
        try {
          const stored = hashesOf(await this.#tiles(at + 1, n, computed.length), computed.length, where)
          if (computed.some((hash, place) => !sameBytes(hash, stored[place] as Uint8Array)))
            note('tile-hash', where, 'A hash is not the root of the tile below it.')
        } catch (error) {
          if (!(error instanceof LogFault)) throw error
          note(error.code, error.where, error.message)
        }
      }
    }
  }

  /**
   * Checks that this log contains what an earlier checkpoint says. Throws `rolled-back`, `split-view` and
   * `origin-differs`.
   */
  async checkOld(before: OpenedCheckpoint, where: string): Promise<void> {
    const isEarlier = generationOf(before.origin) < generationOf(this.#head.origin)
    if (
      logNameOf(before.origin) !== logNameOf(this.#head.origin) ||
      (before.origin !== this.#head.origin && !isEarlier)
    )
      throw new LogFault('origin-differs', where, `This is a checkpoint of ${before.origin}.`)
    if (isEarlier) {
      const earlier = generationOf(this.#head.origin) - generationOf(before.origin)
      let kept = Number.POSITIVE_INFINITY
      for (const [at, { size, lost }] of this.#restores.slice(0, earlier).entries()) {
        // The first entry of each later log is no entry of the one before it.
        kept = Math.min(kept - 1, size - lost)
        const shift = at + 1
        if (before.size + shift > this.#head.size) continue
        if (sameBytes(await this.#rootAfterRestore(before.size, shift), before.root)) return
      }
      if (before.size > kept)
        throw new LogFault('rolled-back', where, 'A restore lost entries that this checkpoint counts.')
      throw new LogFault('split-view', where, 'The log before the restore had other entries than those that were kept.')
    }
    if (before.size > this.#head.size)
      throw new LogFault('rolled-back', where, `It has ${before.size} entries, the log has ${this.#head.size}.`)
    if (!sameBytes(await treeRoot(this.#crypto, this.#tiles, before.size), before.root))
      throw new LogFault('split-view', where, `The log of ${before.size} entries had another root.`)
  }

  /** Returns the root of an earlier log: after each restore, one more entry stands before its entries. */
  async #rootAfterRestore(size: number, shift: number): Promise<Uint8Array> {
    const hashes: Uint8Array[] = []
    for (let index = shift; index < size + shift; index++) hashes.push(await this.leafAt(index))
    return rootOfHashes(this.#crypto, hashes)
  }

  #cached: { n: number; hashes: Uint8Array[] } | null = null
  /** Returns the hash of an entry. Throws `proof-index`. */
  async leafAt(index: number): Promise<Uint8Array> {
    const n = Math.floor(index / tileWidth)
    const width = widthAt(0, n, this.#head.size)
    if (index - n * tileWidth >= width)
      throw new LogFault('proof-index', `entry ${index}`, `The log has ${this.#head.size} entries.`)
    if (this.#cached?.n !== n)
      this.#cached = { n, hashes: hashesOf(await this.#tiles(0, n, width), width, tilePath(0, n, width)) }
    return this.#cached.hashes[index - n * tileWidth] as Uint8Array
  }

  #opened: { n: number; entries: Uint8Array[] } | null = null
  /** Returns the commitment of an entry. Throws `opening-index`. */
  async commitAt(index: number, where: string): Promise<string> {
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.#head.size)
      throw new LogFault('opening-index', where, `The log has ${this.#head.size} entries.`)
    const n = Math.floor(index / tileWidth)
    if (this.#opened?.n !== n) this.#opened = { n, entries: await this.#bundle(n) }
    const { entries } = this.#opened
    return checkEntry(entries[index % tileWidth] as Uint8Array, where).commit
  }
}

/** The last 64 bits of an id, which are random but for two. */
const lowBits = (id: string): bigint => BigInt(`0x${id.slice(19).replace('-', '')}`)

/** Ids of entries, with 8 bytes for each, so that a log of many millions of entries fits in memory. */
class SeenIds {
  #low = new BigUint64Array(1024)
  #count = 0

  add(id: string): void {
    if (this.#count === this.#low.length) {
      const larger = new BigUint64Array(this.#count * 2)
      larger.set(this.#low)
      this.#low = larger
    }
    this.#low[this.#count++] = lowBits(id)
  }

  /**
   * Returns a function that tells whether it got the same id before, or null if all ids differ. Only the ids that may be
   * there twice are compared as a whole. Nothing can be added afterwards.
   */
  findRepeated(): ((id: string) => boolean) | null {
    const low = this.#low.subarray(0, this.#count).sort()
    const twice = new Set<bigint>()
    for (let at = 1; at < low.length; at++) if (low[at] === low[at - 1]) twice.add(low[at] as bigint)
    if (twice.size === 0) return null
    const met = new Set<string>()
    return (id) => {
      if (!twice.has(lowBits(id))) return false
      if (met.has(id)) return true
      met.add(id)
      return false
    }
  }
}

/**
 * Reads the first entries of a copy of a log, at most `most`, as their JSON texts in the order of the log. `size` is the size of the whole
 * copy, which says how wide its last bundle is. It verifies nothing: `verifyLog` does. Throws LogFault `tile-missing`, `bundle-truncated` and `bundle-count`.
 */
export async function* readEntries(source: LogSource, size: number, most = size): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for (let n = 0; n * tileWidth < most; n++) {
    const width = widthAt('entries', n, size)
    const where = tilePath('entries', n, width)
    const bytes = await source.tile('entries', n, width)
    if (bytes === null) throw new LogFault('tile-missing', where, 'This bundle of entries is missing.')
    const entries = entriesOf(bytes, width, where).slice(0, most - n * tileWidth)
    for (const entry of entries) yield decoder.decode(entry)
  }
}

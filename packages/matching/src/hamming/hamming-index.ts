import { ArgumentError } from '../errors/argument-error.ts'
import { type Block, BlockStore } from './block-store.ts'
import { type Build, buildInSlices, buildSegment, nextTurn } from './build-segment.ts'
import { copyLiving, createSortedBlock } from './bulk-rows.ts'
import { chooseMerge } from './choose-merge.ts'
import { type HammingQuery, HammingReader, type HammingReaderHandle } from './hamming-reader.ts'
import { checkOptions, type HammingIndexOptions, type HammingIndexStats } from './index-options.ts'
import type { HammingMatches } from './nearest.ts'
import { readHash } from './read-hash.ts'
import { openSnapshot, writeSnapshot } from './snapshot.ts'

const largestId = 2 ** 32 - 1

/**
 * Finds every hash within a radius of a query, exactly: multi-index hashing (Norouzi, Punjani and Fleet 2014) over immutable segments, and a scan of
 * a few recent rows (docs/decisions/0012). An id has one hash; adding it again replaces the hash. Several ids may have the same hash. The next query
 * sees every change. An index can have about 20 million changing rows of 256 bits; for more rows, use several indexes and divide the rows by id.
 */
export class HammingIndex {
  /** The number of the last change that the caller applied. The index only stores it in its snapshot. */
  appliedSeq = 0
  readonly #bits: 128 | 256
  readonly #maxRadius: number
  readonly #sealAt: number
  readonly #store: BlockStore
  readonly #build: Build
  readonly #reader: HammingReader
  #blocks: Block[] = []
  #delta: Block
  #deltaRows = new Map<number, number>()
  #size = 0
  /** The blocks being merged into a segment, and the ids removed from them during the merge. */
  #underWork: { inputs: readonly Block[]; removed: number[] } | null = null
  #work: Promise<void> | null = null
  #failure: unknown = null

  /**
   * Creates an empty index.
   * @throws ArgumentError (`option-invalid`)
   */
  constructor({ bits = 256, maxRadius = 31, sealAt = 65_536, build }: HammingIndexOptions = {}) {
    checkOptions({ bits, maxRadius, sealAt })
    this.#bits = bits
    this.#maxRadius = maxRadius
    this.#sealAt = sealAt
    this.#store = new BlockStore(bits === 256 ? 5 : 4)
    this.#build = build ?? buildInSlices(this.#store.kernels)
    this.#delta = this.#store.createBlock(sealAt)
    this.#publish([], this.#delta)
    this.#reader = new HammingReader(this.openReader(), this.#store.kernels)
  }

  /** The number of ids. */
  get size(): number {
    return this.#size
  }

  /**
   * Adds an id with its hash, or replaces the hash of the id. `hash`: hexadecimal, or bytes with the most significant first. After an error nothing
   * is added.
   * @throws ArgumentError (`id-invalid`, `hash-invalid`)
   * @throws RangeError where memory is full
   */
  add(id: number, hash: string | Uint8Array): void {
    checkId(id)
    this.#put(id, readHash(hash, this.#bits / 8))
  }

  /**
   * Adds many ids with their hashes. `hashes` are consecutive, each with the most significant byte first. Of several rows with one id the last
   * counts. After an error nothing is added, unless there are fewer rows than `sealAt`: those are added one by one.
   * @throws ArgumentError (`hash-invalid`) where the numbers of hashes and ids differ
   * @throws RangeError where memory is full
   */
  addMany(ids: Uint32Array, hashes: Uint8Array): void {
    const bytes = this.#bits / 8
    if (hashes.length !== ids.length * bytes)
      throw new ArgumentError('hash-invalid', `${ids.length} hashes have ${ids.length * bytes} bytes.`, '/hashes')
    if (ids.length < this.#sealAt) {
      for (const [row, id] of ids.entries()) this.#put(id, hashes.subarray(row * bytes, (row + 1) * bytes))
      return
    }
    const added = createSortedBlock(this.#store, ids, hashes)
    const before = this.#blocks
    try {
      this.#publish([...before, added], this.#delta)
    } catch (error) {
      this.#store.freeBlock(added)
      throw error
    }
    this.#size += added.rows - this.#removeReplaced(added, before)
    this.#startWork(false)
  }

  /**
   * Removes an id. Returns false where the index has no such id. The hash is wiped from memory at once, or when a running merge of its block is
   * complete.
   * @throws ArgumentError (`id-invalid`)
   */
  remove(id: number): boolean {
    checkId(id)
    const row = this.#deltaRows.get(id)
    if (row !== undefined) {
      this.#deltaRows.delete(id)
      this.#removeRow(this.#delta, row)
    } else if (!this.#removeFrom(this.#blocks, id)) return false
    this.#size -= 1
    if (this.#failure === null) this.#startWork(false)
    return true
  }

  /** Finds the ids with a hash within the radius, nearest first. See `HammingReader.query`. */
  query(hash: string | Uint8Array, options: HammingQuery = {}): HammingMatches {
    return this.#reader.query(hash, options)
  }

  /** Returns the same result as `query`, but compares every hash. It is meant for tests and measurements. */
  scan(hash: string | Uint8Array, options: HammingQuery = {}): HammingMatches {
    return this.#reader.scan(hash, options)
  }

  /** Builds segments of all rows added so far and resolves when they are complete. Rejects where the build fails; searches still find all rows. */
  async seal(): Promise<void> {
    this.#sealDelta()
    await this.#finish(false)
  }

  /** Rebuilds every segment with removed rows, so that memory has no trace of their hashes. Rejects where the build fails. */
  async compact(): Promise<void> {
    this.#sealDelta()
    await this.#finish(true)
  }

  stats(): HammingIndexStats {
    const blocks = [...this.#blocks, this.#delta]
    const sum = (count: (block: Block) => number) => blocks.reduce((total, block) => total + count(block), 0)
    return {
      rows: sum(({ rows }) => rows),
      segments: this.#blocks
        .filter(({ slots }) => slots.length > 0)
        .map(({ rows, slots }) => ({ rows, m: slots.length })),
      deltaRows: sum(({ rows, slots }) => (slots.length === 0 ? rows : 0)),
      tombstones: sum(({ dead }) => dead),
      bytes: this.#store.arena.used,
    }
  }

  /**
   * Opens a handle for a `HammingReader` in another thread, which searches the same memory. 255 may be open at a time. Throws a RangeError for more.
   */
  openReader(): HammingReaderHandle {
    const { memory } = this.#store
    return { memory, bits: this.#bits, maxRadius: this.#maxRadius, ...this.#store.openReader() }
  }

  /** Closes a handle that its thread no longer uses. */
  closeReader(handle: HammingReaderHandle): void {
    this.#store.closeReader(handle)
  }

  /** Returns a snapshot as consecutive pieces of bytes. The pieces are copies of the index's memory. */
  save(): Uint8Array[] {
    const unwiped = new Set(
      this.#underWork !== null && this.#underWork.removed.length > 0 ? this.#underWork.inputs : [],
    )
    const whole = (block: Block) => block.slots.length > 0 && !unwiped.has(block)
    const loose = [...this.#blocks.filter((block) => !whole(block)), this.#delta]
    return writeSnapshot(
      this.#store,
      {
        options: { bits: this.#bits, maxRadius: this.#maxRadius, sealAt: this.#sealAt },
        appliedSeq: this.appliedSeq,
      },
      this.#blocks.filter(whole),
      loose.map((block) => copyLiving(this.#store, block)),
    )
  }

  /**
   * Loads an index from a snapshot in pieces of any size.
   * @throws IndexCorrupt where the bytes differ from the saved ones
   */
  static load(parts: readonly Uint8Array[], { build }: Pick<HammingIndexOptions, 'build'> = {}): HammingIndex {
    const snapshot = openSnapshot(parts)
    const index = new HammingIndex({ ...snapshot.options, ...(build === undefined ? {} : { build }) })
    const { segments, loose } = snapshot.read(index.#store)
    index.appliedSeq = snapshot.appliedSeq
    index.#publish(segments, index.#delta)
    index.#size = segments.reduce((sum, { rows, dead }) => sum + rows - dead, 0)
    for (const { ids, hashes } of loose) index.addMany(ids, hashes)
    index.#startWork(false)
    return index
  }

  #put(id: number, hash: Uint8Array): void {
    if (this.#delta.rows === this.#sealAt) {
      this.#sealDelta()
      this.#startWork(false)
    }
    // The new row is added before the old one is removed, so that a search in another thread sees at least one of them.
    const before = this.#deltaRows.get(id)
    const row = this.#store.append(this.#delta, id, hash)
    this.#deltaRows.set(id, row)
    if (before !== undefined) this.#removeRow(this.#delta, before)
    else if (!this.#removeFrom(this.#blocks, id)) this.#size += 1
    this.#store.reclaim()
  }

  /** Removes the rows of other blocks with ids of `added` and returns their number. */
  #removeReplaced(added: Block, before: readonly Block[]): number {
    const { words } = this.#store
    const idOf = (block: Block, row: number) => words[(block.ids >>> 2) + row] ?? 0
    const [lowest, highest] = [idOf(added, 0), idOf(added, added.rows - 1)]
    let replaced = 0
    const overlapping = before.filter(
      (block) => block.rows > 0 && idOf(block, 0) <= highest && idOf(block, block.rows - 1) >= lowest,
    )
    if (overlapping.length > 0)
      for (let row = 0; row < added.rows; row += 1) replaced += Number(this.#removeFrom(overlapping, idOf(added, row)))
    for (const [id, row] of [...this.#deltaRows]) {
      if (this.#store.find(added, id) < 0) continue
      this.#deltaRows.delete(id)
      this.#removeRow(this.#delta, row)
      replaced += 1
    }
    return replaced
  }

  #removeFrom(blocks: readonly Block[], id: number): boolean {
    for (const block of blocks) {
      const row = this.#store.find(block, id)
      if (row < 0 || this.#store.isDead(block, row)) continue
      this.#removeRow(block, row)
      return true
    }
    return false
  }

  #removeRow(block: Block, row: number): void {
    this.#store.markRemoved(block, row)
    // If the hash were wiped while the build counts keys, the table would be wrong. So it is wiped when the segment is complete.
    if (this.#underWork?.inputs.includes(block))
      this.#underWork.removed.push(this.#store.words[(block.ids >>> 2) + row] ?? 0)
    else this.#store.wipe(block, row)
  }

  /** Makes a block, ordered by id, of the rows of the delta, and starts an empty delta. */
  #sealDelta(): void {
    const full = this.#delta
    if (full.rows === 0) return
    const { ids, hashes } = copyLiving(this.#store, full)
    const created = [this.#store.createBlock(this.#sealAt)]
    try {
      if (ids.length > 0) created.unshift(createSortedBlock(this.#store, ids, hashes))
      this.#publish([...this.#blocks, ...created.slice(0, -1)], created.at(-1) ?? full, () =>
        this.#store.freeBlock(full),
      )
    } catch (error) {
      for (const block of created) this.#store.freeBlock(block)
      throw error
    } finally {
      hashes.fill(0)
    }
    this.#deltaRows = new Map()
  }

  /**
   * Makes searches use these blocks. Calls `freeReplaced` when no search uses the former blocks any more. If the method throws, nothing has changed.
   */
  #publish(blocks: Block[], delta: Block, freeReplaced: () => void = () => {}): void {
    this.#store.publish([...blocks, delta], freeReplaced)
    this.#blocks = blocks
    this.#delta = delta
  }

  async #finish(purge: boolean): Promise<void> {
    this.#failure = null
    while (this.#work !== null || this.#nextMerge(purge) !== null) {
      this.#startWork(purge)
      await this.#work
      if (this.#failure !== null) throw this.#failure
    }
    this.#store.reclaim()
  }

  /**
   * Starts to merge blocks until no merge is needed, unless a merge is running. After a failure, the next new block and `seal` start a new attempt.
   */
  #startWork(purge: boolean): void {
    if (this.#work !== null || this.#nextMerge(purge) === null) return
    this.#work = this.#workUntilDone(purge)
      .catch((error: unknown) => {
        this.#failure = error
      })
      .finally(() => {
        this.#work = null
      })
  }

  #nextMerge(purge: boolean): Block[] | null {
    return chooseMerge(this.#blocks, purge, this.#store.arena.left)
  }

  async #workUntilDone(purge: boolean): Promise<void> {
    await nextTurn()
    for (let inputs = this.#nextMerge(purge); inputs !== null; inputs = this.#nextMerge(purge))
      await this.#replace(inputs)
  }

  /** Builds one segment of blocks and publishes it in their place. */
  async #replace(inputs: readonly Block[]): Promise<void> {
    const removed: number[] = []
    this.#underWork = { inputs, removed }
    let segment: Block | null = null
    try {
      segment = await buildSegment(this.#store, inputs, this.#build)
      this.#underWork = null
      if (segment !== null) this.#wipeRemoved(segment, removed)
      this.#publish(
        [...this.#blocks.filter((block) => !inputs.includes(block)), ...(segment === null ? [] : [segment])],
        this.#delta,
        () => this.#freeReplaced(inputs, segment),
      )
    } catch (error) {
      this.#underWork = null
      for (const block of inputs) this.#wipeRemoved(block, removed)
      if (segment !== null) this.#freeReplaced([segment], inputs[0] ?? null)
      throw error
    }
    this.#failure = null
  }

  /** Frees blocks, except rows that `instead` shares with them. */
  #freeReplaced(blocks: readonly Block[], instead: Block | null): void {
    for (const block of blocks) {
      if (block.hashes !== instead?.hashes) this.#store.freeBlock(block)
      else {
        this.#store.freeTables(block.slots)
        this.#store.arena.free(block.at)
      }
    }
  }

  /** Removes from a block the ids that were removed during its merge. */
  #wipeRemoved(block: Block, removed: readonly number[]): void {
    for (const id of removed) {
      const row = this.#store.find(block, id)
      if (row < 0) continue
      if (!this.#store.isDead(block, row)) this.#store.markRemoved(block, row)
      this.#store.wipe(block, row)
    }
  }
}

function checkId(id: number): void {
  if (!Number.isInteger(id) || id < 0 || id > largestId)
    throw new ArgumentError('id-invalid', `An id is a whole number below 4,294,967,296, not ${id}.`, '/id')
}

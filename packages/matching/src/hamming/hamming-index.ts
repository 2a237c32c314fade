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
 * Every hash within a radius of a query, exactly (section 3.10 of the requirements on content): multi-index hashing over segments that do
 * not change, beside a few rows that are scanned. An id has one hash: adding it again replaces the hash; several ids may share one.
 * What is added or removed shows in the very next query. About 20 million rows of 256 bits fit while they change; beyond that, split by id.
 */
export class HammingIndex {
  /** The caller's mark: the last change it applied. It goes into the snapshot and is used for nothing else. */
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
  /** What a segment is being made of, and the ids that were removed from it meanwhile. */
  #underWork: { inputs: readonly Block[]; removed: number[] } | null = null
  #work: Promise<void> | null = null
  #failure: unknown = null

  /** Throws an ArgumentError `option-invalid`. */
  constructor({ bits = 256, maxRadius = 31, sealAt = 65_536, build }: HammingIndexOptions = {}) {
    checkOptions({ bits, maxRadius, sealAt })
    this.#bits = bits
    this.#maxRadius = maxRadius
    this.#sealAt = sealAt
    this.#store = new BlockStore(bits === 256 ? 5 : 4)
    this.#build = build ?? buildInSlices(this.#store.kernels)
    this.#delta = this.#store.createBlock(sealAt)
    this.#show([], this.#delta)
    this.#reader = new HammingReader(this.openReader(), this.#store.kernels)
  }

  /** How many ids there are. */
  get size(): number {
    return this.#size
  }

  /** Throws an ArgumentError `id-invalid` or `hash-invalid`, a RangeError when memory is full; nothing is added then. */
  add(id: number, hash: string | Uint8Array): void {
    checkId(id)
    this.#put(id, readHash(hash, this.#bits / 8))
  }

  /**
   * Adds many at once, the hashes one behind the other, most significant byte first. Of two with one id the last counts. Throws an
   * ArgumentError `hash-invalid` when there are not as many hashes as ids, a RangeError when memory is full. Fewer rows than
   * make a segment are added one by one, so that some may be in it then; otherwise nothing is.
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
      this.#show([...before, added], this.#delta)
    } catch (error) {
      this.#store.freeBlock(added)
      throw error
    }
    this.#size += added.rows - this.#removeReplaced(added, before)
    this.#startWork(false)
  }

  /** Whether it was there. Its hash is wiped from memory at once, or as soon as the segment being made of it stands. */
  remove(id: number): boolean {
    checkId(id)
    const row = this.#deltaRows.get(id)
    if (row !== undefined) {
      this.#deltaRows.delete(id)
      this.#drop(this.#delta, row)
    } else if (!this.#dropFrom(this.#blocks, id)) return false
    this.#size -= 1
    if (this.#failure === null) this.#startWork(false)
    return true
  }

  /** The ids whose hash lies within the radius, nearest first. See `HammingReader.query`. */
  query(hash: string | Uint8Array, options: HammingQuery = {}): HammingMatches {
    return this.#reader.query(hash, options)
  }

  /** The same answer by comparing every hash: the yardstick of the index and the oracle of its tests. */
  scan(hash: string | Uint8Array, options: HammingQuery = {}): HammingMatches {
    return this.#reader.scan(hash, options)
  }

  /** Makes segments of all that was added until now, and waits for it. Rejects when the work failed; everything is still found. */
  async seal(): Promise<void> {
    this.#sealDelta()
    await this.#finish(false)
  }

  /** Makes every segment anew that has removed rows, so that neither they nor what their hashes were can be found in memory. */
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

  /** For a `HammingReader` in another thread, which searches the same memory; 255 at a time. */
  openReader(): HammingReaderHandle {
    const { memory } = this.#store
    return { memory, bits: this.#bits, maxRadius: this.#maxRadius, ...this.#store.openReader() }
  }

  /** When its thread has stopped using it. */
  closeReader(handle: HammingReaderHandle): void {
    this.#store.closeReader(handle)
  }

  /** A snapshot in pieces, to be written one behind the other; they are copies. */
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

  /** The index of a snapshot, in whatever pieces it comes. Throws IndexCorrupt when anything is not as it was saved. */
  static load(parts: readonly Uint8Array[], { build }: Pick<HammingIndexOptions, 'build'> = {}): HammingIndex {
    const snapshot = openSnapshot(parts)
    const index = new HammingIndex({ ...snapshot.options, ...(build === undefined ? {} : { build }) })
    const { segments, loose } = snapshot.read(index.#store)
    index.appliedSeq = snapshot.appliedSeq
    index.#show(segments, index.#delta)
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
    // First the new, then the old: whoever searches in another thread may see both, but never neither.
    const before = this.#deltaRows.get(id)
    const row = this.#store.append(this.#delta, id, hash)
    this.#deltaRows.set(id, row)
    if (before !== undefined) this.#drop(this.#delta, before)
    else if (!this.#dropFrom(this.#blocks, id)) this.#size += 1
    this.#store.reclaim()
  }

  /** Removes what other blocks hold of the ids of `added`, and says how many that were. */
  #removeReplaced(added: Block, before: readonly Block[]): number {
    const { words } = this.#store
    const idOf = (block: Block, row: number) => words[(block.ids >>> 2) + row] ?? 0
    const [lowest, highest] = [idOf(added, 0), idOf(added, added.rows - 1)]
    let replaced = 0
    const overlapping = before.filter(
      (block) => block.rows > 0 && idOf(block, 0) <= highest && idOf(block, block.rows - 1) >= lowest,
    )
    if (overlapping.length > 0)
      for (let row = 0; row < added.rows; row += 1) replaced += Number(this.#dropFrom(overlapping, idOf(added, row)))
    for (const [id, row] of [...this.#deltaRows]) {
      if (this.#store.find(added, id) < 0) continue
      this.#deltaRows.delete(id)
      this.#drop(this.#delta, row)
      replaced += 1
    }
    return replaced
  }

  #dropFrom(blocks: readonly Block[], id: number): boolean {
    for (const block of blocks) {
      const row = this.#store.find(block, id)
      if (row < 0 || this.#store.isDead(block, row)) continue
      this.#drop(block, row)
      return true
    }
    return false
  }

  #drop(block: Block, row: number): void {
    this.#store.kill(block, row)
    // A hash that changes while its keys are counted would spoil the table: it is wiped when the segment stands.
    if (this.#underWork?.inputs.includes(block))
      this.#underWork.removed.push(this.#store.words[(block.ids >>> 2) + row] ?? 0)
    else this.#store.wipe(block, row)
  }

  /** The rows of the delta become a block ordered by id, and a new delta begins. */
  #sealDelta(): void {
    const full = this.#delta
    if (full.rows === 0) return
    const { ids, hashes } = copyLiving(this.#store, full)
    const created = [this.#store.createBlock(this.#sealAt)]
    try {
      if (ids.length > 0) created.unshift(createSortedBlock(this.#store, ids, hashes))
      this.#show([...this.#blocks, ...created.slice(0, -1)], created.at(-1) ?? full, () => this.#store.freeBlock(full))
    } catch (error) {
      for (const block of created) this.#store.freeBlock(block)
      throw error
    } finally {
      hashes.fill(0)
    }
    this.#deltaRows = new Map()
  }

  /** From here on searches see these blocks; what they leave out is given to `leaveOut` when nobody sees it any more. Or throws, and nothing changed. */
  #show(blocks: Block[], delta: Block, leaveOut: () => void = () => {}): void {
    this.#store.publish([...blocks, delta], leaveOut)
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

  /** Works on segments until all is well, unless that is under way. Nothing is lost by a failure: it is tried again with the next block, and by `seal`. */
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

  /** Makes one segment of blocks and shows it in their place. */
  async #replace(inputs: readonly Block[]): Promise<void> {
    const removed: number[] = []
    this.#underWork = { inputs, removed }
    let segment: Block | null = null
    try {
      segment = await buildSegment(this.#store, inputs, this.#build)
      this.#underWork = null
      if (segment !== null) this.#wipeRemoved(segment, removed)
      this.#show(
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

  /** Frees blocks, but for rows that `instead` has in common with them. */
  #freeReplaced(blocks: readonly Block[], instead: Block | null): void {
    for (const block of blocks) {
      if (block.hashes !== instead?.hashes) this.#store.freeBlock(block)
      else {
        this.#store.freeTables(block.slots)
        this.#store.arena.free(block.at)
      }
    }
  }

  /** Takes out of a block what was removed while it was under work. */
  #wipeRemoved(block: Block, removed: readonly number[]): void {
    for (const id of removed) {
      const row = this.#store.find(block, id)
      if (row < 0) continue
      if (!this.#store.isDead(block, row)) this.#store.kill(block, row)
      this.#store.wipe(block, row)
    }
  }
}

function checkId(id: number): void {
  if (!Number.isInteger(id) || id < 0 || id > largestId)
    throw new ArgumentError('id-invalid', `An id is a whole number below 4,294,967,296, not ${id}.`, '/id')
}

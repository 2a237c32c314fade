import type { Block, BlockStore } from './block-store.ts'
import { sortPairs } from './build-job.ts'

/** Creates a block of rows ordered by id. If several rows have one id, only the last of them is kept. */
export function createSortedBlock(store: BlockStore, ids: Uint32Array, hashes: Uint8Array): Block {
  const block = store.createBlock(ids.length)
  if (ids.every((id, row) => row === 0 || id > (ids[row - 1] ?? 0))) {
    store.bytes.set(hashes, block.hashes)
    store.words.set(ids, block.ids >>> 2)
    store.setRows(block, ids.length)
    return block
  }
  try {
    fillSorted(store, block, ids, hashes)
  } catch (error) {
    store.freeBlock(block)
    throw error
  }
  return block
}

function fillSorted(store: BlockStore, block: Block, ids: Uint32Array, hashes: Uint8Array): void {
  const { memory, kernels, shift, arena } = store
  const pieces = arena.allocateAll([hashes.length, 8 * ids.length, 8 * ids.length, 1024])
  const [unsorted = 0, pairs = 0, spare = 0, counts = 0] = pieces
  store.bytes.set(hashes, unsorted)
  const { words } = store
  for (const [row, id] of ids.entries()) {
    words[(pairs >>> 2) + 2 * row] = id
    words[(pairs >>> 2) + 2 * row + 1] = unsorted + row * 2 ** shift
  }
  for (const _ of sortPairs(kernels, { memory, pairs, spare, counts }, ids.length));
  const end = kernels.lastOfEach(pairs, pairs + 8 * ids.length) >>> 0
  const rows = (end - pairs) / 8
  kernels.gather(pairs, shift, 0, rows, block.hashes, block.ids)
  store.setRows(block, rows)
  kernels.clear(unsorted, hashes.length)
  for (const at of pieces) arena.free(at)
}

/** Copies the rows of a block that are not removed, in the order of the block. */
export function copyLiving(store: BlockStore, block: Block): { ids: Uint32Array; hashes: Uint8Array } {
  const bytes = 2 ** store.shift
  const ids = new Uint32Array(block.rows - block.dead)
  const hashes = new Uint8Array(ids.length * bytes)
  const { words } = store
  let count = 0
  for (let row = 0; row < block.rows; row += 1) {
    if (store.isDead(block, row)) continue
    ids[count] = words[(block.ids >>> 2) + row] ?? 0
    hashes.set(store.hashOf(block, row), count * bytes)
    count += 1
  }
  return { ids, hashes }
}

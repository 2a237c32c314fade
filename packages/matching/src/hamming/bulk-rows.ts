import type { Block, BlockStore } from './block-store.ts'
import { sortPairs } from './build-job.ts'

/** Rows ordered by id, as they are published at once. Of rows with one id the last stays. */
export function createSortedBlock(store: BlockStore, ids: Uint32Array, hashes: Uint8Array): Block {
  const ascending = ids.every((id, row) => row === 0 || id > (ids[row - 1] ?? 0))
  const block = store.createBlock(ids.length)
  if (ascending) {
    store.bytes.set(hashes, block.hashes)
    store.words.set(ids, block.ids >>> 2)
    store.setRows(block, ids.length)
    return block
  }
  const [unsorted, pairs, spare, counts] = [hashes.length, 8 * ids.length, 8 * ids.length, 1024].map((bytes) =>
    store.arena.allocate(bytes),
  ) as [number, number, number, number]
  store.bytes.set(hashes, unsorted)
  const { words } = store
  for (const [row, id] of ids.entries()) {
    words[(pairs >>> 2) + 2 * row] = id
    words[(pairs >>> 2) + 2 * row + 1] = unsorted + row * 2 ** store.shift
  }
  for (const _ of sortPairs(store.kernels, { memory: store.memory, pairs, spare, counts }, ids.length));
  const end = store.kernels.lastOfEach(pairs, pairs + 8 * ids.length) >>> 0
  const rows = (end - pairs) / 8
  store.kernels.gather(pairs, store.shift, 0, rows, block.hashes, block.ids)
  store.setRows(block, rows)
  store.kernels.clear(unsorted, hashes.length)
  for (const at of [unsorted, pairs, spare, counts]) store.arena.free(at)
  return block
}

/** The living rows of a block, copied out in the order they stand in. */
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

import type { Block, BlockStore, SlotTable } from './block-store.ts'
import { largestSealAt } from './index-options.ts'
import { bytesOf, magic, SectionReader, version, writeSection } from './snapshot-format.ts'

interface SnapshotHead {
  options: { bits: 128 | 256; maxRadius: number; sealAt: number }
  appliedSeq: number
}
interface LooseRows {
  ids: Uint32Array
  hashes: Uint8Array
}

/** Writes segments with their tables, as they are in memory, and the rows without tables. Returns consecutive pieces of bytes. */
export function writeSnapshot(
  store: BlockStore,
  { options, appliedSeq }: SnapshotHead,
  segments: readonly Block[],
  loose: readonly LooseRows[],
): Uint8Array[] {
  const { bits, maxRadius, sealAt } = options
  const list = (words: readonly number[]) => bytesOf(Uint32Array.from(words))
  const from = (at: number, length: number) => store.bytes.subarray(at, at + length)
  const sequence = [Math.floor(appliedSeq / 2 ** 32), appliedSeq % 2 ** 32]
  return [
    writeSection(
      'index',
      list([...magic, version, bits, maxRadius, sealAt, segments.length, loose.length, ...sequence]),
    ),
    ...segments.flatMap(({ rows, dead, hashes, ids, deadBits, slots }) => [
      writeSection('segment', list([rows, dead, ...slots.flatMap(({ first, width }) => [first, width])])),
      writeSection('hashes', from(hashes, rows * 2 ** store.shift)),
      writeSection('ids', from(ids, 4 * rows)),
      writeSection('dead', from(deadBits, 4 * Math.ceil(rows / 32))),
      ...slots.flatMap(({ width, starts, postings }) => [
        writeSection('starts', from(starts, 4 * (2 ** width + 1))),
        writeSection('postings', from(postings, 4 * rows)),
      ]),
    ]),
    ...loose.flatMap(({ ids, hashes }) => [
      writeSection('looseIds', bytesOf(ids)),
      writeSection('looseHashes', hashes),
    ]),
  ]
}

/** Reads the first section of a snapshot. The returned `read` reads and checks the other sections into a store. Both functions throw IndexCorrupt. */
export function openSnapshot(parts: readonly Uint8Array[]): SnapshotHead & {
  read: (store: BlockStore) => { segments: Block[]; loose: LooseRows[] }
} {
  const reader = new SectionReader(parts)
  const head = reader.words('index')
  const [first, second, format, bits, maxRadius = 0, sealAt = 0, segmentCount = 0, looseCount = 0, high = 0, low = 0] =
    head
  reader.check(first === magic[0] && second === magic[1], 'This is not a snapshot of a Hamming index.')
  reader.check(format === version, `The snapshot has version ${format}, not ${version}.`)
  reader.check(head.length === 10, 'The first section has another length.')
  if (bits !== 128 && bits !== 256) throw reader.corrupt(`Hashes have ${bits} bits.`)
  reader.check(maxRadius <= bits && sealAt >= 1 && sealAt <= largestSealAt, 'An option is out of its range.')
  return {
    options: { bits, maxRadius, sealAt },
    appliedSeq: high * 2 ** 32 + low,
    read: (store) => {
      const segments = Array.from({ length: segmentCount }, () => readSegment(reader, store))
      const loose = Array.from({ length: looseCount }, () => {
        const ids = reader.words('looseIds')
        reader.expect(ids.length * 2 ** store.shift)
        const hashes = new Uint8Array(ids.length * 2 ** store.shift)
        reader.content('looseHashes', hashes)
        return { ids, hashes }
      })
      reader.end()
      return { segments, loose }
    },
  }
}

function readSegment(reader: SectionReader, store: BlockStore): Block {
  const [rows = 0, dead = 0, ...bits] = reader.words('segment')
  const plan = Array.from({ length: bits.length >>> 1 }, (_, slot) => ({
    first: bits[2 * slot] ?? 0,
    width: bits[2 * slot + 1] ?? 0,
  }))
  const end = plan.reduce(
    (at, { first, width }) => (first === at && width >= 1 && width <= 26 ? at + width : Number.NaN),
    0,
  )
  reader.check(end === 8 * 2 ** store.shift && plan.length <= 16, 'The slots of a segment do not make up the hash.')
  reader.expect(rows * (2 ** store.shift + 4))
  const block = store.createBlock(rows)
  const read = (kind: Parameters<SectionReader['content']>[0], at: number, length: number) =>
    reader.content(kind, store.bytes.subarray(at, at + length))
  read('hashes', block.hashes, rows * 2 ** store.shift)
  read('ids', block.ids, 4 * rows)
  read('dead', block.deadBits, 4 * Math.ceil(rows / 32))
  reader.check(store.kernels.ascends(block.ids, block.ids + 4 * rows, 4) === 1, 'The ids of a segment do not ascend.')
  reader.expect(plan.reduce((sum, { width }) => sum + 4 * (2 ** width + rows), 0))
  const slots = store.createTables(rows, plan)
  for (const slot of slots) readTable(reader, store, slot, rows)
  const segment = store.describe({ ...block, rows, dead, slots })
  store.arena.free(block.at)
  let marked = 0
  for (let row = 0; row < rows; row += 1) marked += Number(store.isDead(segment, row))
  reader.check(marked === dead, 'The number of removed rows is wrong.')
  return segment
}

function readTable(
  reader: SectionReader,
  store: BlockStore,
  { width, starts, postings }: SlotTable,
  rows: number,
): void {
  reader.content('starts', store.bytes.subarray(starts, starts + 4 * (2 ** width + 1)))
  reader.content('postings', store.bytes.subarray(postings, postings + 4 * rows))
  reader.check(store.kernels.tableIsWhole(starts, width, postings, rows) === 1, 'A table leads outside its rows.')
}

import { ArgumentError } from '../errors/argument-error.ts'
import { engineVersion } from '../score/engine-version.ts'
import { decodeText, encodeText } from './entry-record.ts'
import { arraysOf, type SegmentArrays, type SegmentFacts, segmentOf } from './freeze-segment.ts'
import type { Allocate } from './lists.ts'
import type { FrozenSegment } from './segment.ts'

const format = 'entente-screener/5'
interface Header {
  format: string
  engine: { code: string; tables: string }
  /** True if numbers of more than one byte have their low byte first. */
  littleEndian: boolean
  facts: SegmentFacts
  arrays: { name: string; size: 1 | 2 | 4; length: number; sum: number }[]
}
/** An index in shared memory. `postMessage` passes it to other threads without a copy. */
export interface SharedIndex {
  format: string
  engine: { code: string; tables: string }
  facts: SegmentFacts
  arrays: SegmentArrays
}

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1
const factsOf = ({ entries, names, words, unusable, softWords }: FrozenSegment): SegmentFacts => ({
  entries,
  names,
  words,
  unusable,
  softWords,
})
const bytesOf = (array: Uint8Array | Uint16Array | Uint32Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength)

// The checksum detects damage. It does not protect against forgery.
function sumOf(array: Uint8Array | Uint16Array | Uint32Array): number {
  let [low, high] = [1, 0]
  for (let at = 0; at < array.length; at += 1) {
    low = (low + (array[at] ?? 0)) | 0
    high = (Math.imul(high, 31) + low) | 0
  }
  return (low ^ high) >>> 0
}

/** Writes a segment as pieces of bytes: the length of the header, the header in JSON, the arrays. */
export function writeSnapshot(segment: FrozenSegment): Uint8Array[] {
  const arrays = arraysOf(segment)
  const header: Header = {
    format,
    engine: engineVersion,
    littleEndian,
    facts: factsOf(segment),
    arrays: Object.entries(arrays).map(([name, array]) => ({
      name,
      size: array.BYTES_PER_ELEMENT as 1 | 2 | 4,
      length: array.length,
      sum: sumOf(array),
    })),
  }
  const text = encodeText(JSON.stringify(header))
  const size = new Uint8Array(4)
  new DataView(size.buffer).setUint32(0, text.length, true)
  return [size, text, ...Object.values(arrays).map(bytesOf)]
}

/** Reads consecutive bytes from pieces of any size. */
class Pieces {
  readonly #pieces: Iterator<Uint8Array>
  #piece = new Uint8Array(0)
  constructor(pieces: Iterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.iterator]()
  }
  fill(into: Uint8Array): void {
    let at = 0
    while (at < into.length) {
      if (this.#piece.length === 0) {
        const next = this.#pieces.next()
        if (next.done === true) throw invalid('ends too early')
        this.#piece = next.value as Uint8Array<ArrayBuffer>
        continue
      }
      const take = Math.min(this.#piece.length, into.length - at)
      into.set(this.#piece.subarray(0, take), at)
      this.#piece = this.#piece.subarray(take)
      at += take
    }
  }
}
const invalid = (why: string): ArgumentError =>
  new ArgumentError('snapshot-invalid', `A snapshot of a screener ${why}.`, '')

function checkVersion(made: { format: string; engine: { code: string; tables: string } }): void {
  const { code, tables } = engineVersion
  if (made.format !== format || made.engine?.code !== code || made.engine?.tables !== tables)
    throw new ArgumentError(
      'snapshot-version',
      `The index was made by version ${made.engine?.code} of the code or with other tables; this is ${code}. Build it again.`,
      '/engine',
    )
}

/** Reads a segment from the bytes of `writeSnapshot`. Throws ArgumentError `snapshot-version` or `snapshot-invalid`. */
export function readSnapshot(pieces: Iterable<Uint8Array>, allocate: Allocate): FrozenSegment {
  const bytes = new Pieces(pieces)
  const size = new Uint8Array(4)
  bytes.fill(size)
  const length = new DataView(size.buffer).getUint32(0, true)
  if (length > 1e6) throw invalid('has no header')
  const text = new Uint8Array(length)
  bytes.fill(text)
  let header: Header
  try {
    header = JSON.parse(decodeText(text)) as Header
  } catch {
    throw invalid('has no header')
  }
  if (header === null || typeof header !== 'object' || !Array.isArray(header.arrays)) throw invalid('has no header')
  checkVersion(header)
  if (header.littleEndian !== littleEndian) throw invalid('was made on another kind of machine')
  const arrays: SegmentArrays = {}
  for (const stated of header.arrays) {
    const array =
      stated.size === 1
        ? allocate(Uint8Array, stated.length, 1)
        : stated.size === 2
          ? allocate(Uint16Array, stated.length, 2)
          : allocate(Uint32Array, stated.length, 4)
    bytes.fill(bytesOf(array))
    if (sumOf(array) !== stated.sum) throw invalid('is damaged')
    arrays[stated.name] = array
  }
  const segment = segmentOf(arrays, header.facts)
  if (segment === null) throw invalid('is not complete')
  return segment
}

/** Returns the arrays of a segment in shared memory. Throws ArgumentError `not-shared` where they are not. */
export function shareSegment(segment: FrozenSegment): SharedIndex {
  const arrays = arraysOf(segment)
  if (Object.values(arrays).some((array) => array.buffer instanceof ArrayBuffer))
    throw new ArgumentError('not-shared', 'The index is not in shared memory: build it with `shared: true`.', '/shared')
  return { format, engine: engineVersion, facts: factsOf(segment), arrays }
}
/** Opens a segment from shared arrays. Throws ArgumentError `snapshot-version` or `snapshot-invalid`. */
export function openShared(index: SharedIndex): FrozenSegment {
  checkVersion(index)
  const segment = segmentOf(index.arrays, index.facts)
  if (segment === null) throw invalid('is not complete')
  return segment
}

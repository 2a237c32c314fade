import { keyIdOf, openBytes, sealBytes, sealOverhead } from './seal-bytes.ts'

/** The bytes of a file that are sealed together. */
export const chunkBytes = 1024 * 1024
const lengthBytes = 4

/** Names a chunk by its number, and says whether it is the last: chunks can be neither dropped, cut off nor swapped. */
const partOf = (number: number, isLast: boolean): string => `${number}\n${isLast ? 'last' : 'more'}`

/**
 * Seals the bytes of a file in chunks of 1 MB: before each the length of its sealed form (4 bytes, big-endian). An empty file has one
 * empty chunk.
 */
export async function* sealChunks(
  key: { id: Uint8Array; key: Uint8Array },
  recordId: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const seal = (number: number, plain: Uint8Array, isLast: boolean): Buffer => {
    const sealed = sealBytes(key.key, key.id, { recordId, fieldClass: 'raw', part: partOf(number, isLast) }, plain)
    const length = Buffer.alloc(lengthBytes)
    length.writeUInt32BE(sealed.length)
    return Buffer.concat([length, sealed])
  }
  let parts: Uint8Array[] = []
  let size = 0
  let number = 0
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      // Only a chunk that another one follows is known not to be the last.
      if (size === chunkBytes) {
        yield seal(number++, Buffer.concat(parts, size), false)
        parts = []
        size = 0
      }
      const piece = chunk.subarray(at, at + chunkBytes - size)
      // The reader of the chunks may use its buffer again.
      parts.push(Buffer.from(piece))
      size += piece.length
      at += piece.length
    }
  }
  yield seal(number, Buffer.concat(parts, size), true)
}

/** Opens the chunks of a file. `push` takes bytes that are cut anyhow; `end` must be called after the last ones. */
interface ChunkOpener {
  /** Returns the opened chunks that are complete by now; null if a chunk is damaged, is missing or belongs elsewhere. */
  push(bytes: Uint8Array): Buffer[] | null
  /** Returns whether the file was whole. */
  end(): boolean
}

/** `keyOf` returns the key with an id; undefined if it is gone. */
export function openingChunks(recordId: string, keyOf: (keyId: string) => Uint8Array | undefined): ChunkOpener {
  let pending = Buffer.alloc(0)
  let number = 0
  let isOver = false
  const openNext = (): Buffer | null | undefined => {
    if (pending.length < lengthBytes) return undefined
    const length = pending.readUInt32BE(0)
    if (isOver || length < sealOverhead || length > chunkBytes + sealOverhead) return null
    if (pending.length < lengthBytes + length) return undefined
    const sealed = pending.subarray(lengthBytes, lengthBytes + length)
    const key = keyOf(keyIdOf(sealed) ?? '')
    if (key === undefined) return null
    const isFull = length === chunkBytes + sealOverhead
    let plain = isFull ? openBytes(key, { recordId, fieldClass: 'raw', part: partOf(number, false) }, sealed) : null
    if (plain === null) {
      plain = openBytes(key, { recordId, fieldClass: 'raw', part: partOf(number, true) }, sealed)
      isOver = plain !== null
    }
    number += 1
    pending = pending.subarray(lengthBytes + length)
    return plain
  }
  return {
    push(bytes) {
      pending = pending.length === 0 ? Buffer.from(bytes) : Buffer.concat([pending, bytes])
      const opened: Buffer[] = []
      for (let next = openNext(); next !== undefined; next = openNext()) {
        if (next === null) return null
        opened.push(next)
      }
      return opened
    },
    end: () => isOver && pending.length === 0,
  }
}

/** Returns the id of the key of the first chunk; null if the bytes do not begin like a sealed file. */
export const chunkKeyIdOf = (head: Uint8Array): string | null =>
  head.length >= lengthBytes + sealOverhead ? keyIdOf(head.subarray(lengthBytes)) : null
/** So many bytes of a file show whether it is sealed. */
export const chunkHeadBytes = lengthBytes + sealOverhead

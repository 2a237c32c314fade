import { IndexCorrupt } from '../errors/index-corrupt.ts'
import { crc32c } from './crc32c.ts'

/**
 * The kinds of sections. A snapshot is a sequence of sections. A section has four words (kind, length, CRC-32C of kind, length and content, and zero)
 * and then its content. Words have their low byte first, as in the memory of the index. The first section describes the following ones; nothing
 * follows the last.
 */
const kinds = {
  index: 1,
  segment: 2,
  hashes: 3,
  ids: 4,
  dead: 5,
  starts: 6,
  postings: 7,
  looseIds: 8,
  looseHashes: 9,
}
type Kind = keyof typeof kinds
/** `ENTENTEH` as two words. */
export const magic = [0x45_54_4e_45, 0x48_45_54_4e] as const
export const version = 1
const frame = 16

export const bytesOf = (words: Uint32Array): Uint8Array =>
  new Uint8Array(words.buffer, words.byteOffset, words.byteLength)

/** Writes a section with a copy of its content. */
export function writeSection(kind: Kind, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(frame + content.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, kinds[kind], true)
  view.setUint32(4, content.length, true)
  bytes.set(content, frame)
  view.setUint32(8, crc32c(bytes.subarray(frame), crc32c(bytes.subarray(0, 8))), true)
  return bytes
}

/** Reads sections in the order that the caller expects, from pieces of any size. Throws IndexCorrupt for every fault. */
export class SectionReader {
  readonly #parts: readonly Uint8Array[]
  #part = 0
  #at = 0
  #section = -1
  #remaining: number

  constructor(parts: readonly Uint8Array[]) {
    this.#parts = parts
    this.#remaining = parts.reduce((sum, part) => sum + part.length, 0)
  }

  corrupt(message: string): IndexCorrupt {
    return new IndexCorrupt(message, Math.max(0, this.#section))
  }

  check(valid: boolean, message: string): void {
    if (!valid) throw this.corrupt(message)
  }

  /** Reads all words of the next section. */
  words(kind: Kind): Uint32Array {
    const words = new Uint32Array(Math.ceil(this.#peekLength() / 4))
    this.content(kind, bytesOf(words))
    return words
  }

  /** Reads the next section into `into`. Its content must have exactly the length of `into`. */
  content(kind: Kind, into: Uint8Array): void {
    this.#section += 1
    const head = new Uint8Array(frame)
    this.#read(head)
    const view = new DataView(head.buffer)
    this.check(view.getUint32(0, true) === kinds[kind], `The section should be ${kind}.`)
    this.check(view.getUint32(4, true) === into.length, `The section has another length than the ${kind}.`)
    this.check(view.getUint32(12, true) === 0, 'The head of the section is damaged.')
    this.#read(into)
    const crc = crc32c(into, crc32c(head.subarray(0, 8)))
    this.check(view.getUint32(8, true) === crc, 'The checksum of the section is wrong.')
  }

  /** Throws IndexCorrupt unless so many bytes remain. Call it before allocating memory for them. */
  expect(bytes: number): void {
    this.check(bytes <= this.#remaining, 'The snapshot is cut short.')
  }

  end(): void {
    this.check(this.#remaining === 0, 'Something follows the last section.')
  }

  #peekLength(): number {
    this.expect(frame)
    const [part, at, remaining] = [this.#part, this.#at, this.#remaining]
    const head = new Uint8Array(frame)
    this.#read(head)
    this.#part = part
    this.#at = at
    this.#remaining = remaining
    const length = new DataView(head.buffer).getUint32(4, true)
    this.expect(frame + length)
    this.check(length % 4 === 0, 'The section is not of words.')
    return length
  }

  #read(into: Uint8Array): void {
    this.expect(into.length)
    this.#remaining -= into.length
    for (let done = 0; done < into.length; ) {
      const part = this.#parts[this.#part] ?? new Uint8Array()
      const piece = part.subarray(this.#at, this.#at + into.length - done)
      into.set(piece, done)
      done += piece.length
      this.#at += piece.length
      if (this.#at < part.length) continue
      this.#part += 1
      this.#at = 0
    }
  }
}
